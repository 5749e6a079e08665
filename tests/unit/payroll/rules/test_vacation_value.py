"""What a vacation day is worth."""

from dataclasses import replace
from decimal import Decimal

import pytest

from payroll.rules.absence import LAW as LAWS_OF_LEAVE
from payroll.rules.vacation_terms import VacationRule, VacationTerms
from payroll.rules.vacation_value import (
    COUNTED_ITEMS,
    DayValue,
    EarnedPay,
    day_value,
    must_be_percentage,
    normal_pay,
    percentage_rate,
)

LAW = VacationTerms()
AGREED = VacationTerms(supplement_rate=Decimal("0.008"))
BY_PERCENTAGE = VacationTerms(rule=VacationRule.PERCENTAGE)
NOTHING = EarnedPay()


def value(
    terms: VacationTerms, salary: int = 30_000, earned: EarnedPay = NOTHING, days: int = 25, **more: object
) -> DayValue:
    return day_value(terms, monthly_salary=salary * 100, earned=earned, paid_days=Decimal(days), **more)  # type: ignore[arg-type]


def test_the_agreements_4_6_per_cent_and_0_8_are_5_4() -> None:
    found = value(AGREED)
    assert found.amount == 162_000
    assert found.explanation.formula == "30000 × (4.6 % + 0.8 %) = 1620.00"


def test_the_laws_supplement_is_0_43() -> None:
    assert value(LAW).amount == 150_900


def test_a_net_day_of_three_days_a_week_is_worth_five_thirds() -> None:
    found = value(AGREED, workdays=Decimal(3))
    assert found.amount == 270_000
    assert found.explanation.formula == "30000 × (4.6 % + 0.8 %) × 5 / 3 = 2700.00"


@pytest.mark.parametrize(("days", "rate"), [(25, "0.12"), (30, "0.144"), (32, "0.1536")])
def test_the_percentage_rule_gives_1056_a_day_of_220_000(days: int, rate: str) -> None:
    """E4 and E5, verksamt.se: 12 % and 25 days, 14.4 % and 30 days."""
    terms = replace(BY_PERCENTAGE, days=Decimal(days))
    assert percentage_rate(terms) == Decimal(rate)
    found = value(terms, earned=EarnedPay(total=22_000_000), days=days)
    assert found.exact == 105_600


def test_normal_pay_of_absence_that_earns_is_added_to_the_basis() -> None:
    found = value(BY_PERCENTAGE, earned=EarnedPay(total=20_000_000, of_qualifying_absence=2_000_000))
    assert found.amount == 105_600
    assert found.explanation.formula == "220000 × 12 % / 25 = 1056.00"


def test_without_paid_days_a_day_is_worth_nothing() -> None:
    assert value(BY_PERCENTAGE, earned=EarnedPay(total=100), days=0).exact == 0


def test_variable_pay_gives_12_per_cent_by_25_or_what_the_agreement_says() -> None:
    earned = EarnedPay(total=40_000_000, variable=2_500_000)
    assert value(AGREED, earned=earned).variable == 12_000
    assert value(AGREED, earned=earned).amount == 174_000
    half = replace(AGREED, variable_day_rate=Decimal("0.005"))
    assert value(half, earned=earned).variable == 12_500
    assert {one.name for one in value(half, earned=earned).explanation.inputs} >= {"variable_pay"}


def test_what_somebody_has_typed_takes_the_place_of_what_is_not_known() -> None:
    assert value(AGREED, typed=5_000).amount == 167_000
    assert value(BY_PERCENTAGE, typed=99_900).amount == 99_900


@pytest.mark.parametrize(
    ("hourly", "rates", "variable", "expected"),
    [
        (False, [100], 0, []),
        (True, [100], 0, ["HOURLY"]),
        (False, [100, 80], 0, ["CHANGED_RATE"]),
        (False, [80, 80], 9_999, []),
        (False, [80], 10_000, ["VARIABLE_PAY"]),
    ],
)
def test_the_law_says_when_the_same_pay_rule_is_not_for_somebody(
    hourly: bool, rates: list[int], variable: int, expected: list[str]
) -> None:
    earned = EarnedPay(total=100_000, variable=variable)
    found = must_be_percentage(
        is_hourly=hourly, rates=[Decimal(one) for one in rates], earned=earned, limit=Decimal("0.10")
    )
    assert found == expected


@pytest.mark.parametrize(
    ("employed", "qualifying", "lost", "pay"),
    [
        # 300 of 365 days worked gave 300 000: 1 000 a day, for 60 days.
        (365, 60, 5, 6_000_000),
        (365, 364, 0, 300 * 100_000 * 364),
        (365, 365, 0, 0),
        (365, 360, 10, 0),
        (365, 0, 65, 0),
    ],
)
def test_absence_that_earns_counts_as_a_days_average_pay_at_work(
    employed: int, qualifying: int, lost: int, pay: int
) -> None:
    assert normal_pay(30_000_000, employed, qualifying, lost) == pay


def test_what_every_absence_takes_of_the_pay_is_taken_of_what_vacation_pay_is_counted_on() -> None:
    assert {f"{kind.lower()}_deduction" for kind in LAWS_OF_LEAVE} <= COUNTED_ITEMS
