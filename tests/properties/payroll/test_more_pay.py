"""Earning more never leaves less, except where the published table takes a step.

Tax is whole kronor: raises are, too, or the öre of one would be lost where its krona is taxed.
"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.money import whole_kronor
from payroll.rules.basis import Tax, TaxMethod
from payroll.rules.preliminary_tax import preliminary_tax
from payroll.rules.tax_lookup import cell_for, rows_of
from payroll.statutory import Row, parameters_on
from tests.factories.payslip_basis import PAYDAY, SIDE_INCOME
from tests.properties.payroll.examples import TABLES

PARAMETERS = parameters_on(PAYDAY)
FREE_BELOW = 10_000
pays = st.integers(0, 20_000_000)
raises = st.integers(1, 1_000).map(lambda kronor: kronor * 100)
tables = st.builds(Tax, st.just(TaxMethod.TABLE), st.sampled_from(TABLES), st.integers(1, 6))


def net(tax: Tax, gross: int) -> int:
    return gross + preliminary_tax(tax, gross, gross, PARAMETERS).amount


def row_of(tax: Tax, gross: int) -> Row | None:
    cell = cell_for(PARAMETERS, tax.table, tax.column, whole_kronor(gross))
    return None if cell is None else cell.row


@given(tables, pays, raises)
def test_within_a_row_more_gross_is_never_less_net(tax: Tax, gross: int, more: int) -> None:
    if row_of(tax, gross) == row_of(tax, gross + more):
        assert net(tax, gross + more) >= net(tax, gross)


@given(tables, pays, raises)
def test_less_net_for_more_gross_has_a_listed_step_in_between(tax: Tax, gross: int, more: int) -> None:
    """The step is where a row begins, and the loss is no more than the tax that the rows add there."""
    lost = net(tax, gross) - net(tax, gross + more)
    if lost > 0:
        starts = [row.income_from for row in rows_of(PARAMETERS.year, tax.table)]
        between = [start for start in starts if whole_kronor(gross) < start <= whole_kronor(gross + more)]
        assert between
        assert lost <= sum(_step(tax, start) for start in between)


def _step(tax: Tax, start: int) -> int:
    return net(tax, (start - 1) * 100) + 100 - net(tax, start * 100)


@given(pays, raises)
def test_more_side_income_is_less_net_only_at_a_hundred_kronor(gross: int, more: int) -> None:
    if not gross < FREE_BELOW <= gross + more:
        assert net(SIDE_INCOME, gross + more) >= net(SIDE_INCOME, gross)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("year", [2025, 2026])
def test_only_the_first_step_of_the_tables_takes_more_than_a_whole_row_adds(year: int, table: int) -> None:
    """At 2,001 the pension fee begins, 150 a month for a row of 100; every other row in kronor leaves some of it."""
    taken = set()
    for row, following in pairwise(row for row in rows_of(year, table) if row.kind == "B"):
        assert row.income_to is not None and following.income_to is not None
        width = following.income_to - row.income_to
        steps = [after - before for before, after in zip(row.values, following.values, strict=True)]
        taken |= {(following.income_from, column, step) for column, step in enumerate(steps, 1) if step >= width}
    assert taken == {(2_001, 1, 150), (2_001, 3, 150), (2_001, 5, 150)}
