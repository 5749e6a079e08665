"""Växa-stöd: what is expected back of a month's contributions, for how long and for how many."""

from datetime import date
from decimal import Decimal

import pytest

from payroll.rules.employer_contributions import contributions
from payroll.rules.growth_support import (
    NotKnownWithYouthRate,
    Support,
    apply_until,
    expected_refund,
    how_many_at_once,
    last_day_of,
)
from payroll.rules.result import Input, Unit
from payroll.statutory import FigureMissing, parameters_on

PAYDAY = date(2026, 11, 25)
SUPPORT = Support(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("pay", "hired_on", "refund"),
    [
        (30_000_00, date(2025, 1, 1), 6_363_00),
        (35_000_00, date(2024, 5, 1), 7_423_50),
        (50_000_00, date(2024, 5, 1), 7_423_50),
        (50_000_00, date(2024, 4, 30), 5_302_50),
        (30_000_99, date(2025, 1, 1), 6_363_00),
        (0, date(2025, 1, 1), 0),
    ],
)
def test_all_but_the_old_age_contribution_comes_back_up_to_the_ceiling(pay: int, hired_on: date, refund: int) -> None:
    law = parameters_on(PAYDAY)
    amount, explanation = expected_refund(contributions(1980, pay, law), hired_on, law)
    assert amount == refund
    assert explanation.formula.endswith(f"(31.42 % − 10.21 %) = {Decimal(refund) / 100:.2f}")
    assert {one.name for one in explanation.figures} >= {"growth_support_kept_rate"}


def test_the_refund_tells_what_it_is_counted_on_and_by_which_law() -> None:
    law = parameters_on(PAYDAY)
    _amount, explanation = expected_refund(contributions(1980, 30_000_00, law), date(2025, 1, 1), law)
    assert (explanation.rule, explanation.law) == ("growth_support", "growth_support")
    assert explanation.formula == "30000 × (31.42 % − 10.21 %) = 6363.00"
    assert explanation.inputs == (Input("growth_support_basis", "3000000", Unit.ORE),)
    assert [one.name for one in explanation.figures] == ["growth_support_ceiling", "growth_support_kept_rate"]


def test_two_payments_of_a_month_share_the_ceiling() -> None:
    law = parameters_on(PAYDAY)
    first, second = contributions(1980, 30_000_00, law), contributions(1980, 20_000_00, law)
    before = [(one.group, one.basis) for one in first]
    amount, explanation = expected_refund(second, date(2025, 1, 1), law, before)
    assert (amount, explanation.formula) == (1_060_50, "5000 × (31.42 % − 10.21 %) = 1060.50")
    assert explanation.inputs[0] == Input("growth_support_used", "3000000", Unit.ORE)
    amount, explanation = expected_refund(second, date(2025, 1, 1), law, [("standard", 40_000_00)])
    assert (amount, explanation.inputs[1]) == (0, Input("growth_support_basis", "0", Unit.ORE))
    with pytest.raises(NotKnownWithYouthRate):
        expected_refund(second, date(2025, 1, 1), law, [("youth", 25_000_00)])


def test_who_costs_no_more_than_what_is_kept_gives_nothing_and_the_young_are_not_guessed_at() -> None:
    law = parameters_on(PAYDAY)
    assert expected_refund(contributions(1950, 30_000_00, law), date(2025, 1, 1), law)[0] == 0
    with pytest.raises(NotKnownWithYouthRate):
        expected_refund(contributions(2005, 20_000_00, law), date(2025, 1, 1), law)
    before = parameters_on(date(2026, 3, 25))
    assert expected_refund(contributions(2005, 20_000_00, before), date(2025, 1, 1), before)[0] == 4_242_00


def test_a_year_without_the_kept_rate_is_refused() -> None:
    law = parameters_on(PAYDAY)
    without = {name: one for name, one in law.figures.items() if name != "growth_support_kept_rate"}
    lacking = type(law)(law.year, without, law.contribution_groups, law.one_off_tables)
    with pytest.raises(FigureMissing):
        expected_refund(contributions(1980, 30_000_00, law), date(2025, 1, 1), lacking)


def test_the_month_of_the_payment_counts_and_what_was_lowered_in_the_declaration_does_not() -> None:
    assert SUPPORT.covers(date(2026, 1, 1))
    assert SUPPORT.covers(date(2027, 12, 31))
    assert not SUPPORT.covers(date(2028, 1, 1))
    assert not Support(date(2025, 1, 1), date(2026, 12, 31)).covers(date(2025, 12, 25))
    assert apply_until(date(2026, 11, 25)) == date(2027, 11, 30)
    assert last_day_of(date(2026, 3, 1), 24) == date(2028, 2, 29)


def test_so_many_run_at_once_as_meet_on_one_day() -> None:
    first, second = Support(date(2025, 1, 1), date(2026, 3, 31)), Support(date(2026, 4, 1), date(2026, 6, 30))
    assert how_many_at_once(SUPPORT, []) == 1
    assert how_many_at_once(SUPPORT, [first, second]) == 2
    assert how_many_at_once(SUPPORT, [first, second, Support(date(2026, 3, 1), date(2026, 3, 31))]) == 3
    assert how_many_at_once(SUPPORT, [Support(date(2024, 1, 1), date(2025, 12, 31))]) == 1
    # A single day is enough: the last of one and the first of the other, at either end.
    until_it, from_it = Support(date(2024, 1, 1), SUPPORT.first), Support(SUPPORT.last, date(2029, 12, 31))
    assert how_many_at_once(SUPPORT, [until_it]) == how_many_at_once(SUPPORT, [from_it]) == 2
    assert how_many_at_once(SUPPORT, [Support(date(2028, 1, 1), date(2029, 12, 31))]) == 1
    a_day = Support(date(2026, 5, 5), date(2026, 5, 5))
    assert how_many_at_once(SUPPORT, [a_day, Support(date(2026, 5, 1), date(2026, 5, 5))]) == 3
