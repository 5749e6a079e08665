"""What is said of vacation days, of what one is worth, and of what is owed for them."""

from datetime import date
from decimal import Decimal

import pytest

from payroll.rules.basis import PayForm
from payroll.rules.vacation_absence import AbsenceReason, CountedAbsence
from payroll.rules.vacation_advance import AdvanceTaken, EndReason
from payroll.rules.vacation_compensation import compensation
from payroll.rules.vacation_earned import Employed, earned_days, earned_so_far
from payroll.rules.vacation_liability import liability_of
from payroll.rules.vacation_terms import VacationRule, VacationTerms, earning_year_of, year_beginning
from payroll.rules.vacation_value import DayValue, EarnedPay, day_value
from tests.factories.explained import why
from tests.factories.payslip_basis import law, seen

LAW = VacationTerms()
AGREED = VacationTerms(supplement_rate=Decimal("0.008"))
YEAR = year_beginning(2027, LAW)
EARNING = earning_year_of(YEAR, LAW)


def value(terms: VacationTerms = AGREED, earned: EarnedPay = EarnedPay(), **more: object) -> DayValue:  # noqa: B008
    return day_value(terms, monthly_salary=3_000_000, earned=earned, paid_days=Decimal(25), **more)  # type: ignore[arg-type]


def test_earned_days_name_the_year_the_employment_the_absence_and_the_week() -> None:
    absence = CountedAbsence({AbsenceReason.SICKNESS: 10}, {AbsenceReason.OTHER: 30}, ())
    employed = Employed(date(2026, 10, 1), None, Decimal(3))
    assert why(earned_days(employed, YEAR, EARNING, absence, LAW, law()).explanation) == (
        "vacation_days_earned by vacation_act.earned\n"
        "25 × (182 − 30) / 365 → 11; 11 × 3 / 5 → 7\n"
        "vacation_days_of_year = 15 COUNT\n"
        "employed_days = 182 COUNT\n"
        "qualifying_absence_days = 10 COUNT\n"
        "lost_absence_days = 30 COUNT\n"
        "workdays_a_week = 3 COUNT\n"
        "the law's vacation_days = 25 days"
    )


def test_earned_days_of_who_is_hired_late_name_the_five_days_of_the_law() -> None:
    late = earned_days(Employed(date(2027, 9, 1), None), YEAR, EARNING, CountedAbsence({}, {}, ()), LAW, law())
    assert why(late.explanation) == (
        "vacation_days_earned by vacation_act.earned\n"
        "25 × 0 / 365 → 0\n"
        "vacation_days_of_year = 5 COUNT\n"
        "employed_days = 0 COUNT\n"
        "qualifying_absence_days = 0 COUNT\n"
        "lost_absence_days = 0 COUNT\n"
        "workdays_a_week = 5 COUNT\n"
        "the law's vacation_days = 25 days\n"
        "the law's vacation_days_hired_after_august = 5 days"
    )


def test_days_stop_being_earned_on_the_last_day_of_the_employment() -> None:
    """Employed from 1 April to 30 September 2026, back in the vacation year: 183 days."""
    whole = Employed(date(2026, 4, 1), date(2027, 5, 31))
    part = Employed(date(2026, 4, 1), date(2027, 1, 31))
    nothing = CountedAbsence({}, {}, ())
    coinciding = VacationTerms(is_coinciding=True)
    assert earned_days(whole, YEAR, EARNING, nothing, LAW, law()).paid == 25
    # 306 of 365 days: 25 × 306 / 365 = 20.96.
    assert earned_days(part, EARNING, EARNING, nothing, coinciding, law()).paid == 21


@pytest.mark.parametrize(
    ("employed", "day", "lost", "days"),
    [
        # 25 × 183 / 365 = 12.534
        (Employed(date(2020, 1, 1), None), date(2026, 9, 30), 0, "12.53"),
        # 25 × (183 − 30) / 365 = 10.479
        (Employed(date(2020, 1, 1), None), date(2026, 9, 30), 30, "10.48"),
        # hired on 1 July, three days a week: 25 × 92 / 365 × 3 / 5 = 3.781
        (Employed(date(2026, 7, 1), None, Decimal(3)), date(2026, 9, 30), 0, "3.78"),
        # left on 31 May: 25 × 61 / 365 = 4.178
        (Employed(date(2020, 1, 1), date(2026, 5, 31)), date(2026, 9, 30), 0, "4.18"),
        # the day after the earning year adds nothing
        (Employed(date(2020, 1, 1), None), date(2027, 6, 30), 0, "25"),
        (Employed(date(2020, 1, 1), None), date(2026, 4, 10), 30, "0"),
    ],
)
def test_what_is_earned_so_far_is_not_rounded_up(employed: Employed, day: date, lost: int, days: str) -> None:
    found = earned_so_far(employed, EARNING, day, lost, LAW)
    assert found == Decimal(days)
    assert found.as_tuple().exponent == -2


def test_the_value_of_a_day_names_salary_rates_and_variable_pay() -> None:
    """30 000 × 5.4 % = 1 620; 25 000 × 12 % / 25 = 120."""
    found = value(earned=EarnedPay(total=40_000_000, variable=2_500_000))
    assert seen(found.exact, found.variable) == (174_000, 12_000)
    assert why(found.explanation) == (
        "vacation_day_value by vacation_act.day_value\n"
        "30000 × (4.6 % + 0.8 %) + 120 = 1740.00\n"
        "monthly_salary = 3000000 ORE\n"
        "vacation_day_deduction_rate = 4.6 PER_CENT\n"
        "vacation_supplement_rate = 0.8 PER_CENT\n"
        "variable_pay = 2500000 ORE"
    )


def test_what_somebody_typed_for_variable_pay_counts_as_it_is() -> None:
    found = value(earned=EarnedPay(variable=2_500_000), typed=9_000, workdays=Decimal(3))
    assert seen(found.exact, found.variable) == (279_000, 9_000)
    assert why(found.explanation).splitlines()[1:] == [
        "30000 × (4.6 % + 0.8 %) × 5 / 3 + 90 = 2790.00",
        "monthly_salary = 3000000 ORE",
        "vacation_day_deduction_rate = 4.6 PER_CENT",
        "vacation_supplement_rate = 0.8 PER_CENT",
    ]
    assert "variable_pay" not in why(value().explanation)
    assert "variable_pay" not in why(value(typed=9_000).explanation)


def test_a_day_by_the_percentage_rule_names_the_pay_of_the_earning_year() -> None:
    by_percentage = VacationTerms(rule=VacationRule.PERCENTAGE)
    found = value(by_percentage, EarnedPay(total=20_000_000, of_qualifying_absence=2_000_000))
    assert seen(found.exact, found.variable) == (105_600, 0)
    facts = [
        "earned_pay = 20000000 ORE",
        "normal_pay_of_absence = 2000000 ORE",
        "percentage_rate = 12 PER_CENT",
    ]
    assert why(found.explanation).splitlines() == [
        "vacation_day_value by vacation_act.percentage",
        "220000 × 12 % / 25 = 1056.00",
        *facts,
    ]
    typed = value(by_percentage, EarnedPay(total=20_000_000, of_qualifying_absence=2_000_000), typed=110_050)
    assert seen(typed.exact, *why(typed.explanation).splitlines()[1:]) == (110_050, "1100.50", *facts)


def test_compensation_at_the_end_names_days_value_and_debt() -> None:
    taken = [AdvanceTaken(date(2024, 7, 1), Decimal(1), 160_000)]
    found = compensation(
        date(2026, 11, 30),
        paid=Decimal(10),
        saved=Decimal(3),
        earning=Decimal("16.5"),
        value=value(),
        advance=taken,
        reason=EndReason.OTHER,
        parameters=law(),
    )
    facts = [
        "vacation_days_at_hand = 13 COUNT",
        "vacation_days_being_earned = 16.5 COUNT",
        "vacation_day_value = 162000 ORE",
        "advance_debt = 160000 ORE",
        "the law's advance_debt_last_years = 5 years",
    ]
    first = ["vacation_compensation by vacation_act.compensation", "29.5 × 1620.00 − 1600.00 = 46190.00"]
    assert why(found.explanation).splitlines() == [*first, *facts]
    assert why(found.paid_out).splitlines() == [*first, "vacation_days_paid_out = 29.5 COUNT", *facts]


def test_compensation_without_a_debt_says_nothing_of_one() -> None:
    """What is overdrawn of one kind takes nothing from another."""
    found = compensation(
        date(2026, 11, 30),
        paid=Decimal(-2),
        saved=Decimal(3),
        earning=Decimal(-1),
        value=value(),
        advance=[],
        reason=EndReason.OTHER,
        parameters=law(),
    )
    assert found.explanation.formula == "3 × 1620.00 = 4860.00"
    assert found.explanation.figures == ()


def test_the_debt_names_days_at_hand_and_being_earned_and_the_rate() -> None:
    found = liability_of(PayForm.MONTHLY, Decimal(10), Decimal("2.5"), value(), 1985, law())
    assert why(found.explanation) == (
        "vacation_liability by accounting.vacation_liability\n"
        "12.5 × 1620.00 = 20250.00; 20250.00 × 31.42 % = 6362.55\n"
        "vacation_days_at_hand = 10 COUNT\n"
        "vacation_days_being_earned = 2.5 COUNT\n"
        "the law's contributions.standard = 0.3142 share"
    )


def test_an_account_that_is_overdrawn_is_no_debt() -> None:
    assert seen(liability_of(PayForm.MONTHLY, Decimal(1), Decimal(-2), value(), 1985, law()).days) == (0,)
