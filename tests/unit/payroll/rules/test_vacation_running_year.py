"""Days that are being earned have the pay of the earning year that is running."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from payroll.rules.basis import PayForm
from payroll.rules.vacation_advance import EndReason
from payroll.rules.vacation_compensation import compensation
from payroll.rules.vacation_liability import liability_of
from payroll.rules.vacation_running_year import RunningYear, running_year, worth
from payroll.rules.vacation_terms import VacationRule, VacationTerms
from payroll.rules.vacation_value import DayValue, EarnedPay, day_value
from tests.factories.explained import why
from tests.factories.payslip_basis import law, seen

AGREED = VacationTerms(supplement_rate=Decimal("0.008"))
BY_DAY = replace(AGREED, variable_day_rate=Decimal("0.005"))
BY_PERCENTAGE = VacationTerms(rule=VacationRule.PERCENTAGE)
FIXED, VARIABLE = EarnedPay(total=24_000_000), EarnedPay(total=24_000_000, variable=1_536_811)
TEN, FIVE = Decimal(10), Decimal(5)


def value(terms: VacationTerms = AGREED, earned: EarnedPay = FIXED, paid_days: int = 25) -> DayValue:
    """Of a day at hand, with the pay of the earning year before."""
    return day_value(terms, monthly_salary=3_000_000, earned=earned, paid_days=Decimal(paid_days))


def running(
    terms: VacationTerms = AGREED,
    at_hand: DayValue | None = None,
    earned: EarnedPay = VARIABLE,
    days: Decimal = FIVE,
    is_whole: bool = True,
) -> RunningYear | None:
    return running_year(terms, at_hand or value(terms), earned, days, is_whole=is_whole)


def test_all_variable_pay_of_the_year_so_far_counts_however_few_days_it_has_given() -> None:
    """15 days at 1 620 are 24 300; 12 % of 15 368.11 is 1 844.17."""
    found = worth(TEN, FIVE, value(), running())
    assert seen(found.amount, found.formula) == (2_614_417, "15 × 1620.00 + 15368.11 × 12 %")
    assert [(one.name, one.value) for one in found.inputs] == [("variable_pay_of_running_year", "1536811")]
    by_day = worth(TEN, FIVE, value(), running(BY_DAY))
    assert seen(by_day.amount, by_day.formula) == (2_622_101, "15 × 1620.00 + 15368.11 × 0.5 % × 25")


def test_days_at_hand_keep_the_variable_pay_of_the_year_behind_them() -> None:
    """12 % of 25 000 on 25 days is 120 a day: ten days at 1 740, five at 1 620."""
    at_hand = value(earned=EarnedPay(total=24_000_000, variable=2_500_000))
    found = worth(TEN, FIVE, at_hand, running(at_hand=at_hand))
    assert seen(found.amount, found.formula) == (2_734_417, "10 × 1740.00 + 5 × 1620.00 + 15368.11 × 12 %")
    nothing = worth(TEN, FIVE, at_hand, running(at_hand=at_hand, earned=FIXED))
    assert seen(nothing.amount, nothing.formula) == (2_550_000, "10 × 1740.00 + 5 × 1620.00")


def test_by_the_percentage_rule_days_being_earned_are_a_share_of_the_running_years_pay() -> None:
    """Nothing was earned before: 12 % of 240 000 and of 10 000 for absence that earns are 30 000."""
    earned, new = EarnedPay(total=24_000_000, of_qualifying_absence=1_000_000), value(BY_PERCENTAGE, EarnedPay(), 0)
    found = worth(Decimal(0), FIVE, new, running(BY_PERCENTAGE, new, earned))
    assert seen(found.amount, found.formula) == (3_000_000, "250000 × 12 %")
    assert [(one.name, one.value) for one in found.inputs] == [
        ("earned_pay_of_running_year", "24000000"),
        ("normal_pay_of_absence", "1000000"),
    ]
    old = value(BY_PERCENTAGE, EarnedPay(total=30_000_000))
    both = worth(TEN, FIVE, old, running(BY_PERCENTAGE, old, earned))
    assert seen(both.amount, both.formula) == (4_440_000, "10 × 1440.00 + 250000 × 12 %")


def test_otherwise_they_are_worth_what_others_are() -> None:
    """Nothing is variable; there are no days; less is known of a year that began elsewhere."""
    assert running(earned=FIXED) is None
    assert running(days=Decimal(0)) is None
    assert running(at_hand=value(earned=EarnedPay(variable=50_000_000)), is_whole=False) is None
    assert running(days=Decimal(1)) == running() is not None
    assert worth(TEN, FIVE, value(), None).amount == 2_430_000


def test_what_is_known_of_a_year_that_began_elsewhere_counts_where_it_is_more() -> None:
    assert running(is_whole=False) == running()


def test_nothing_is_worth_less_than_nothing() -> None:
    assert worth(Decimal(-20), FIVE, value(), running()).amount == 0
    assert worth(Decimal(0), Decimal(0), value(), None).formula == "0 × 1620.00"
    nothing = day_value(AGREED, monthly_salary=0, earned=EarnedPay(), paid_days=Decimal(25))
    assert worth(TEN, FIVE, nothing, None).formula == "15 × 0.00"
    none_owed = liability_of(PayForm.MONTHLY, Decimal(-5), FIVE, value(), 1985, law(), running())
    assert seen(none_owed.days, none_owed.amount) == (0, 0)
    assert why(none_owed.explanation).splitlines()[1] == "0 × 1620.00 = 0.00; 0.00 × 31.42 % = 0.00"


def test_the_debt_and_the_compensation_count_it_and_say_so() -> None:
    debt = liability_of(PayForm.MONTHLY, TEN, FIVE, value(), 1985, law(), running())
    assert seen(debt.days, debt.amount) == (15, 2_614_417)
    assert why(debt.explanation).splitlines()[1:5] == [
        "15 × 1620.00 + 15368.11 × 12 % = 26144.17; 26144.17 × 31.42 % = 8214.50",
        "vacation_days_at_hand = 10 COUNT",
        "vacation_days_being_earned = 5 COUNT",
        "variable_pay_of_running_year = 1536811 ORE",
    ]
    paid = compensation(
        date(2026, 11, 30),
        paid=TEN,
        saved=Decimal(-1),
        earning=FIVE,
        value=value(),
        advance=[],
        reason=EndReason.OTHER,
        parameters=law(),
        running=running(),
    )
    assert seen(paid.days, paid.amount) == (15, 2_614_417)
    assert "15 × 1620.00 + 15368.11 × 12 % = 26144.17" in why(paid.explanation)
    assert "variable_pay_of_running_year = 1536811 ORE" in why(paid.explanation)
