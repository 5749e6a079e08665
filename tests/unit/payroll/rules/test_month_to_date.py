"""What the payslips of a month say was paid, taxed and charged before."""

import pytest

from common.money import Ore
from payroll.rules.employer_contributions import contributions
from payroll.rules.month_to_date import EarlierPayslip, MonthToDate, month_to_date
from payroll.rules.result import Explanation, Input, Unit
from tests.factories.payslip_basis import law


def payslip(pay: Ore, outside: Ore = 0, earlier: Ore = 0) -> EarlierPayslip:
    """Of somebody born in 1985; `earlier` was earned in the year before."""
    return EarlierPayslip(pay, contributions(1985, pay, law(), outside, earlier), [])


@pytest.mark.parametrize(
    ("found", "charged", "basis"),
    [
        (payslip(30_000_50), 30_000_50, 30_000_00),
        (payslip(30_000_50, outside=2_000_20), 28_000_30, 28_000_00),
        (payslip(900_00, earlier=600_00), 1_500_00, 1_500_00),
        (payslip(900_00), 0, 0),  # free of contributions: less than a thousand kronor in the year
        (payslip(2_000_00, outside=2_000_00, earlier=5_000_00), 0, 0),
    ],
)
def test_what_was_charged_is_all_but_what_is_outside_with_what_was_settled(
    found: EarlierPayslip, charged: Ore, basis: Ore
) -> None:
    assert month_to_date([found]) == MonthToDate(charged=charged, bases=(("standard", basis),) if basis else ())


def test_every_payslip_counts_and_each_tax_by_the_rule_that_took_it() -> None:
    by_table = Explanation("preliminary_tax", "", (Input("taxable_pay", "3000050", Unit.ORE),))
    first = payslip(30_000_50)._replace(taxes=[(by_table, 6_000_00), (Explanation("fixed_tax", ""), 500_00)])
    second = payslip(10_000_00)._replace(taxes=[(Explanation("tax_on_one_off", ""), 3_000_00)])
    found = month_to_date([first, second])
    assert (found.by_table, found.table_tax, found.fixed_tax) == (30_000_50, 6_000_00, 500_00)
    assert found.charged == 40_000_50
    assert (found.basis_of("standard"), found.basis_of("youth")) == (40_000_00, 0)
