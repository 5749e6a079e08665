"""Salary, hours, overtime, additional time and the vacation pay of the hourly paid."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from common.periods import Month
from payroll.rules.basis import Agreement, Kind, PayslipBasis, Registration
from payroll.rules.earnings import additional_time, hourly_vacation_pay, hours_worked, monthly_salary, overtime
from payroll.rules.result import PayslipLine, Unit
from payroll.rules.shifts import Shift
from payroll.rules.unsocial_bands import Band, Measure, UnsocialHours
from payroll.rules.unsocial_hours import unsocial_hours
from tests.factories.payslip_basis import hourly, make_basis, monthly, october, registered, seen


def shown(lines: list[PayslipLine]) -> list[tuple[str, Decimal, int]]:
    return [(line.pay_item, line.quantity.normalize(), line.amount) for line in lines]


def with_overtime(basis: PayslipBasis, simple: int = 0, qualified: int = 0) -> list[PayslipLine]:
    made: list[Registration] = []
    for kind, minutes in ((Kind.OVERTIME_SIMPLE, simple), (Kind.OVERTIME_QUALIFIED, qualified)):
        made += registered(kind, october(6), minutes) if minutes else ()
    return overtime(replace(basis, registrations=tuple(made)))


def test_a_whole_month_is_the_salary() -> None:
    (line,) = monthly_salary(make_basis(monthly(35_000)))
    assert (line.pay_item, line.unit, line.amount) == ("monthly_salary", Unit.MONTHS, 3_500_000)
    assert (line.first_day, line.last_day) == (date(2026, 11, 1), date(2026, 11, 30))


def test_someone_hired_in_the_month_is_paid_by_calendar_days() -> None:
    """28,000 / 30 × 15 days from 16 November."""
    (line,) = monthly_salary(make_basis(monthly(28_000), employed_from=date(2026, 11, 16)))
    assert seen(line.pay_item, line.quantity, line.amount) == ("part_month_salary", 15, 1_400_000)
    assert line.explanation.formula == "28000 / 30 × 15 = 14000.00"


def test_someone_who_leaves_in_the_month_is_paid_to_the_last_day() -> None:
    (line,) = monthly_salary(make_basis(monthly(35_000), employed_to=date(2026, 11, 3)))
    assert seen(line.quantity, line.amount, line.last_day) == (3, 350_000, date(2026, 11, 3))


def test_a_raise_within_the_month_gives_a_line_for_each_salary() -> None:
    terms = monthly(30_000, ends_on=date(2026, 11, 10)), monthly(33_000, starts_on=date(2026, 11, 11))
    assert shown(monthly_salary(make_basis(*terms))) == [
        ("part_month_salary", Decimal(10), 1_000_000),
        ("part_month_salary", Decimal(20), 2_200_000),
    ]


def test_terms_outside_the_month_give_nothing() -> None:
    past, later = monthly(30_000, ends_on=date(2026, 10, 31)), monthly(33_000, starts_on=date(2026, 12, 1))
    assert monthly_salary(make_basis(past, later)) == []
    assert monthly_salary(make_basis(hourly(175))) == []


def test_february_has_its_own_days() -> None:
    basis = make_basis(monthly(28_000), reported=Month(2026, 1), employed_from=date(2026, 2, 28))
    assert shown(monthly_salary(basis)) == [("part_month_salary", Decimal(1), 100_000)]


def test_hours_worked_are_paid_by_the_wage_of_their_day() -> None:
    terms = hourly(170, ends_on=date(2026, 10, 6)), hourly(175, starts_on=date(2026, 10, 7))
    worked = registered(Kind.HOURS_WORKED, october(5, 6, 7), 465)
    assert shown(hours_worked(make_basis(*terms, registrations=worked))) == [
        ("hourly_pay", Decimal("15.5"), 263_500),
        ("hourly_pay", Decimal("7.75"), 135_625),
    ]


def test_hours_worked_are_in_the_monthly_salary_already() -> None:
    worked = registered(Kind.HOURS_WORKED, october(5))
    assert hours_worked(make_basis(monthly(35_000), registrations=worked)) == []


def test_hours_outside_the_employment_are_not_paid() -> None:
    worked = registered(Kind.HOURS_WORKED, october(5))
    assert hours_worked(make_basis(hourly(175, starts_on=date(2026, 10, 6)), registrations=worked)) == []


def test_an_hour_of_overtime_is_the_full_time_salary_by_94_and_72() -> None:
    """E16, Unionen: 35,000 gives 372.34 and 486.11 an hour."""
    assert shown(with_overtime(make_basis(monthly(35_000)), 60, 60)) == [
        ("overtime_simple", Decimal(1), 37_234),
        ("overtime_qualified", Decimal(1), 48_611),
    ]


def test_overtime_of_a_part_timer_is_reckoned_on_full_time() -> None:
    """16,000 at 50 % is 32,000: 340.43 an hour. Two and a half hours are rounded once: 851.06, not 851.08."""
    (line,) = with_overtime(make_basis(monthly(16_000, 50)), 150)
    assert line.amount == 85_106
    assert line.explanation.formula == "2.5 × 32000 / 94 = 851.06"
    assert {one.name: one.value for one in line.explanation.inputs} == {
        "monthly_salary": "1600000",
        "employment_rate": "50",
        "hourly_divisor": "94",
    }


def test_overtime_of_the_hourly_paid_is_the_wage_by_its_factor() -> None:
    assert shown(with_overtime(make_basis(hourly(148)), 60, 30)) == [
        ("overtime_simple", Decimal(1), 22_200),
        ("overtime_qualified", Decimal("0.5"), 14_800),
    ]


def test_the_agreement_gives_the_divisors_and_factors() -> None:
    agreement = Agreement(
        overtime_simple_divisor=Decimal(100), overtime_qualified_divisor=Decimal(80),
        overtime_simple_factor=Decimal("1.8"), overtime_qualified_factor=Decimal("2.4"),
    )  # fmt: skip
    month, hour = make_basis(monthly(36_000), agreement=agreement), make_basis(hourly(150), agreement=agreement)
    assert [line.amount for line in with_overtime(month, 60, 60)] == [36_000, 45_000]
    assert [line.amount for line in with_overtime(hour, 60, 60)] == [27_000, 36_000]


@pytest.mark.parametrize(("terms", "amount"), [(monthly(16_000, 50), 38_788), (hourly(148), 29_600)])
def test_additional_time_is_paid_hour_for_hour(terms: object, amount: int) -> None:
    """32,000 / 165 × 2 h for half-time on 16,000; the wage itself for the hourly paid."""
    basis = make_basis(terms, registrations=registered(Kind.ADDITIONAL_TIME, october(6), 120))  # type: ignore[arg-type]
    assert shown(additional_time(basis)) == [("additional_time", Decimal(2), amount)]


def test_the_hourly_paid_have_twelve_per_cent_vacation_pay_with_each_payment() -> None:
    """E4: 12 % of 220,000 is 26,400, or 1,056 a day for 25 days (verksamt.se)."""
    year = [Registration(day, Kind.HOURS_WORKED, 60 * 220) for day in october(1, 2, 5, 6, 7)]
    (line,) = hourly_vacation_pay(make_basis(hourly(200), registrations=year))
    assert seen(line.quantity, line.rate, line.amount) == (Decimal("0.12"), 22_000_000, 25 * 105_600)


def test_thirty_days_of_vacation_are_fourteen_point_four_per_cent() -> None:
    """E5: 14.4 % of 220,000 is the same 1,056 a day for 30 days."""
    year = [Registration(day, Kind.HOURS_WORKED, 60 * 220) for day in october(1, 2, 5, 6, 7)]
    agreement = Agreement(hourly_vacation_rate=Decimal("0.144"))
    (line,) = hourly_vacation_pay(make_basis(hourly(200), registrations=year, agreement=agreement))
    assert line.amount == 30 * 105_600


def test_vacation_pay_is_on_overtime_and_additional_time_too() -> None:
    """Semesterlagen 16 b §: 12 % of the pay that fell due, here 8 × 150 + 1 × 225 + 2 × 150 = 1,725."""
    made = (
        *registered(Kind.HOURS_WORKED, october(5)),
        *registered(Kind.OVERTIME_SIMPLE, october(5), 60),
        *registered(Kind.ADDITIONAL_TIME, october(6), 120),
    )
    (line,) = hourly_vacation_pay(make_basis(hourly(150), registrations=made))
    assert line.amount == 20_700
    assert line.explanation.formula == "1725 × 12 % = 207.00"
    assert [(one.name, one.value) for one in line.explanation.inputs] == [
        ("hourly_pay", "172500"),
        ("hourly_vacation_rate", "12"),
    ]


def test_what_was_earned_with_a_monthly_salary_gives_no_vacation_pay_of_the_hourly_paid() -> None:
    """Ten hours at 200 from the fifteenth: 12 % of 2,000, whatever was worked extra before."""
    before, after = monthly(35_000, 50, ends_on=october(14)[0]), hourly(200, starts_on=october(15)[0])
    hours = registered(Kind.HOURS_WORKED, october(20), 600)
    (evening,) = october(5)
    bands = (Band("Kväll", ("0",), 1080, 1440, Measure.KRONOR, Decimal(50)),)
    agreement = Agreement(unsocial=UnsocialHours("Avtalet", date(2026, 1, 1), bands))
    shifts = (Shift(evening, 1080, 1200),)
    basis = make_basis(before, after, registrations=hours, agreement=agreement, shifts=shifts)
    extra = [
        *registered(Kind.OVERTIME_SIMPLE, october(6), 60),
        *registered(Kind.OVERTIME_QUALIFIED, october(7), 60),
        *registered(Kind.ADDITIONAL_TIME, october(8), 60),
    ]
    (line,) = hourly_vacation_pay(replace(basis, registrations=(*hours, *extra)))
    assert line.explanation.formula == "2000 × 12 % = 240.00"
    assert unsocial_hours(basis) and additional_time(replace(basis, registrations=tuple(extra)))


def test_overtime_of_a_monthly_salary_has_its_vacation_pay_in_the_divisor() -> None:
    made = registered(Kind.OVERTIME_SIMPLE, october(5), 60)
    assert hourly_vacation_pay(make_basis(monthly(35_000), registrations=made)) == []


def test_no_hours_or_no_rate_give_no_vacation_pay() -> None:
    worked = registered(Kind.HOURS_WORKED, october(5))
    without = Agreement(hourly_vacation_rate=Decimal(0))
    assert hourly_vacation_pay(make_basis(hourly(150))) == []
    assert hourly_vacation_pay(make_basis(hourly(150), registrations=worked, agreement=without)) == []


def test_a_wage_before_the_salary_of_the_month_and_terms_of_another_month_hide_no_salary() -> None:
    wage = hourly(150, ends_on=date(2026, 11, 9))
    later = monthly(40_000, starts_on=date(2026, 12, 1))
    lines = monthly_salary(make_basis(wage, later, monthly(30_000, starts_on=date(2026, 11, 10))))
    assert shown(lines) == [("part_month_salary", Decimal(21), 2_100_000)]


def test_overtime_of_a_salary_that_came_after_a_wage_has_no_vacation_pay_on_top() -> None:
    terms = monthly(30_000, ends_on=date(2026, 10, 6)), hourly(150, starts_on=date(2026, 10, 7))
    extra = (*registered(Kind.OVERTIME_SIMPLE, october(5), 60), *registered(Kind.OVERTIME_SIMPLE, october(8), 60))
    (line,) = hourly_vacation_pay(make_basis(*terms, registrations=extra))
    assert seen(line.rate, line.amount) == (22_500, 2_700)


def test_additions_of_the_hourly_paid_are_pay_that_vacation_pay_is_counted_on() -> None:
    """E6 with a commission: 12 % of 1 200 and of 300; of a salary there is none."""
    worked = registered(Kind.HOURS_WORKED, october(5))
    (line,) = hourly_vacation_pay(make_basis(hourly(150), registrations=worked), 30_000)
    assert line.amount == 18_000
    assert line.explanation.formula == "1500 × 12 % = 180.00"
    assert hourly_vacation_pay(make_basis(monthly(30_000)), 30_000) == []


def test_part_of_a_month_says_what_its_days_are_counted_by() -> None:
    hired = date(2026, 11, 16)
    (by_days,) = monthly_salary(make_basis(monthly(30_000), employed_from=hired))
    workdays = tuple(date(2026, 11, day) for day in range(1, 31) if date(2026, 11, day).weekday() < 5)
    (by_workdays,) = monthly_salary(make_basis(monthly(30_000), employed_from=hired, workdays=workdays))
    assert (by_days.explanation.law, by_days.explanation.formula) == (
        "agreement.part_month",
        "30000 / 30 × 15 = 15000.00",
    )
    assert (by_workdays.explanation.law, by_workdays.explanation.formula) == (
        "agreement.part_month_workdays",
        "30000 / 21 × 11 = 15714.29",
    )
