"""Sick pay: fourteen days at 80 %, one qualifying deduction a period, and calendar days from day fifteen.

With 35,000 a month and 40 hours a week an hour is 35,000 × 12 / (52 × 40) = 201.923, a week 8,076.92, and the
qualifying deduction 20 % × 80 % × 8,076.92 = 1,292.31: the sick pay of one whole day.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from common.periods import Month, days_between
from payroll.rules.basis import Kind, PayslipBasis, Registration, SickHistory
from payroll.rules.hourly_value import ScheduleMissing
from payroll.rules.result import PayslipLine, SickState, Unit
from payroll.rules.sick_pay import sick_lines
from tests.factories.payslip_basis import hourly, law, make_basis, monthly, october, registered, seen

QUALIFYING_DEDUCTION = 129_231


def sick(*days: int, minutes: int = 480) -> tuple[Registration, ...]:
    return registered(Kind.SICK, october(*days), minutes)


def weekdays(month: Month, first: int = 1) -> tuple[Registration, ...]:
    days = [day for day in days_between(month.first.replace(day=first), month.last) if day.weekday() < 5]
    return registered(Kind.SICK, days)


def paid(basis: PayslipBasis) -> list[tuple[str, int]]:
    return [(line.pay_item, line.amount) for line in sick_lines(basis, law())[0]]


def state(basis: PayslipBasis) -> SickState:
    return sick_lines(basis, law())[1]


def line_of(basis: PayslipBasis, pay_item: str) -> PayslipLine:
    return next(line for line in sick_lines(basis, law())[0] if line.pay_item == pay_item)


def test_the_first_day_gives_no_pay() -> None:
    assert paid(make_basis(registrations=sick(7))) == [
        ("sick_deduction", -161_538),
        ("sick_pay", 129_231),
        ("qualifying_deduction", -QUALIFYING_DEDUCTION),
    ]


def test_the_second_day_gives_eighty_per_cent() -> None:
    assert paid(make_basis(registrations=sick(7, 8))) == [
        ("sick_deduction", -323_077),
        ("sick_pay", 258_462),
        ("qualifying_deduction", -QUALIFYING_DEDUCTION),
    ]


def test_the_hourly_paid_get_sick_pay_without_a_deduction_of_salary() -> None:
    """E6, baks.se: 110 an hour and 40 hours: sick hour 88, week 3,520, deduction 704."""
    basis = make_basis(hourly(110), registrations=sick(5, 6, 7, 8, 9))
    assert line_of(basis, "sick_pay").rate == 8_800
    assert paid(basis) == [("sick_pay", 352_000), ("qualifying_deduction", -70_400)]


def test_the_deduction_of_an_hourly_wage_shows_the_week_of_the_schedule() -> None:
    explanation = line_of(make_basis(hourly(110), registrations=sick(5, 6)), "qualifying_deduction").explanation
    assert explanation.formula == "−20 % × 80 % × 110 × 40 = -704.00"
    assert "average_weeks_a_year" not in {figure.name for figure in explanation.figures}


def test_someone_who_goes_home_early_loses_no_more_than_the_sick_pay() -> None:
    basis = make_basis(registrations=sick(7, minutes=120))
    assert paid(basis) == [("sick_deduction", -40_385), ("sick_pay", 32_308), ("qualifying_deduction", -32_308)]
    assert state(basis).deduction_left == QUALIFYING_DEDUCTION - 32_308


def test_what_is_left_of_the_deduction_is_taken_on_the_next_day_of_the_period() -> None:
    assert paid(make_basis(registrations=(*sick(7, minutes=120), *sick(8)))) == [
        ("sick_deduction", -201_923),
        ("sick_pay", 161_538),
        ("qualifying_deduction", -QUALIFYING_DEDUCTION),
    ]


def test_what_is_left_of_the_deduction_follows_into_the_next_month() -> None:
    september = SickHistory(date(2026, 9, 30), 1, 50_000, 1)
    basis = make_basis(registrations=sick(1), sick_history=september)
    assert paid(basis)[-1] == ("qualifying_deduction", -50_000)
    assert state(basis) == SickState(date(2026, 10, 1), 2, 0, (), 1)
    assert line_of(basis, "qualifying_deduction").explanation.formula.endswith("× 35000 × 12 / 52, 500 = -500.00")


def test_the_deduction_is_on_the_week_of_the_schedule_for_part_timers_too() -> None:
    """16,000 for 20 hours a week: an hour 184.62, a week 3,692.31, the deduction 590.77; a day of four hours."""
    basis = make_basis(monthly(16_000, 50), week=(240, 240, 240, 240, 240, 0, 0), registrations=sick(7, minutes=240))
    assert paid(basis) == [("sick_deduction", -73_846), ("sick_pay", 59_077), ("qualifying_deduction", -59_077)]


@pytest.mark.parametrize(("day", "deductions"), [(6, 1), (7, 2)])
def test_illness_that_returns_within_five_days_is_the_same_period(day: int, deductions: int) -> None:
    """Ill on Thursday the 1st: Tuesday is the fifth day after, Wednesday the sixth."""
    basis = make_basis(registrations=sick(1, day))
    assert sum(amount for item, amount in paid(basis) if item == "qualifying_deduction") == (
        -deductions * QUALIFYING_DEDUCTION
    )
    assert len(state(basis).deduction_days) == deductions
    assert state(basis).days_counted == (2 if deductions == 1 else 1)


@pytest.mark.parametrize(("last", "days_counted", "deduction"), [(26, 5, 0), (25, 1, QUALIFYING_DEDUCTION)])
def test_relapse_looks_back_into_the_month_before(last: int, days_counted: int, deduction: int) -> None:
    """Back on Thursday the 1st: Saturday 26 September is the fifth day before, Friday the sixth."""
    history = SickHistory(date(2026, 9, last), 4, 0, 1)
    basis = make_basis(registrations=sick(1), sick_history=history)
    assert state(basis).days_counted == days_counted
    assert -sum(amount for item, amount in paid(basis) if item == "qualifying_deduction") == deduction


def test_days_off_only_do_not_end_a_period() -> None:
    """Someone who works Mondays and is ill two Mondays in a row has not been well on a working day between."""
    mondays = (480, 0, 0, 0, 0, 0, 0)
    basis = make_basis(monthly(9_000, 20), week=mondays, registrations=sick(5, 12))
    assert state(basis) == SickState(date(2026, 10, 12), 8, 0, (date(2026, 10, 5),), 2)


def test_an_old_illness_is_not_continued_over_months_that_nothing_is_known_of() -> None:
    long_ago = SickHistory(date(2026, 3, 2), 14, 0, 1)
    basis = make_basis(week=(0, 0, 0, 0, 0, 0, 480), weekly_minutes=480, registrations=sick(4), sick_history=long_ago)
    assert state(basis).days_counted == 1


@pytest.mark.parametrize(("occasions", "deductions"), [(8, 2), (9, 1), (10, 0), (11, 0)])
def test_there_are_no_more_than_ten_deductions_in_twelve_months(occasions: int, deductions: int) -> None:
    history = SickHistory(date(2026, 8, 20), 1, 0, occasions)
    basis = make_basis(registrations=sick(1, 15), sick_history=history)
    assert len([item for item, _ in paid(basis) if item == "qualifying_deduction"]) == deductions
    assert len(state(basis).deduction_days) == deductions


def test_fourteen_calendar_days_are_paid_and_the_rest_deducted() -> None:
    """From Thursday the 1st, day 14 is Wednesday the 14th: ten days of 8 hours; then 16 calendar days to the 30th."""
    basis = make_basis(registrations=weekdays(Month(2026, 10)))
    assert paid(basis) == [
        ("sick_deduction", -1_615_385),
        ("sick_pay", 1_292_308),
        ("qualifying_deduction", -QUALIFYING_DEDUCTION),
        ("sick_deduction_day_15", -1_841_096),
    ]
    line = line_of(basis, "sick_deduction_day_15")
    assert seen(line.quantity, line.first_day, line.last_day) == (16, date(2026, 10, 15), date(2026, 10, 30))
    assert line.explanation.formula == "−16 × 35000 × 12 / 365 = -18410.96"
    assert state(basis).days_counted == 30


def test_the_fourteenth_day_is_paid_and_the_fifteenth_is_not() -> None:
    up_to_14 = [one for one in weekdays(Month(2026, 10)) if one.day.day <= 14]
    assert "sick_deduction_day_15" not in dict(paid(make_basis(registrations=up_to_14)))
    up_to_15 = [one for one in weekdays(Month(2026, 10)) if one.day.day <= 15]
    assert line_of(make_basis(registrations=up_to_15), "sick_deduction_day_15").quantity == 1


def test_a_weekend_within_long_illness_is_deducted_with_the_day_after_it() -> None:
    """Day 30 was Friday 30 October; Monday 2 November is day 33, so Saturday and Sunday are deducted with it."""
    history = SickHistory(date(2026, 10, 30), 30, 0, 1)
    monday = registered(Kind.SICK, [date(2026, 11, 2)])
    basis = make_basis(reported=Month(2026, 11), registrations=monday, sick_history=history)
    assert line_of(basis, "sick_deduction_day_15").quantity == 3
    assert state(basis).days_counted == 33


def test_days_of_work_after_day_fourteen_are_not_deducted() -> None:
    """Well on Wednesday the 21st and Thursday the 22nd: 15–20 are six calendar days, 23 is one more."""
    made = [one for one in weekdays(Month(2026, 10)) if one.day.day <= 23 and one.day.day not in (21, 22)]
    assert line_of(make_basis(registrations=made), "sick_deduction_day_15").quantity == 7


def test_the_days_of_work_before_a_relapse_are_no_days_of_the_period() -> None:
    """1 and 2 October, well on the 5th, ill again from the 6th: the 16th is day 13, so Sunday the 18th is day 15."""
    basis = make_basis(registrations=sick(1, 2, 6, 7, 8, 9, 12, 13, 14, 15, 16, 19))
    assert state(basis).days_counted == 16
    assert line_of(basis, "sick_deduction_day_15").quantity == 2


def test_half_days_from_day_fifteen_are_half_calendar_days() -> None:
    history = SickHistory(date(2026, 9, 30), 40, 0, 1)
    basis = make_basis(registrations=sick(1, 2, minutes=240), sick_history=history)
    line = line_of(basis, "sick_deduction_day_15")
    assert seen(line.quantity, line.amount) == (1, -115_068)


def test_two_registrations_of_a_day_after_the_fourteenth_are_one_day() -> None:
    history = SickHistory(date(2026, 9, 30), 40, 0, 1)
    basis = make_basis(registrations=(*sick(1, minutes=120), *sick(1, minutes=240)), sick_history=history)
    assert line_of(basis, "sick_deduction_day_15").quantity == Decimal("0.75")
    assert (state(basis).days_counted, state(basis).days) == (41, 1)


@pytest.mark.parametrize("month", [Month(2026, 9), Month(2026, 10)])
def test_a_month_without_a_day_of_work_takes_exactly_the_salary(month: Month) -> None:
    history = SickHistory(month.previous.last, 60, 0, 1)
    basis = make_basis(reported=month, registrations=weekdays(month), sick_history=history)
    assert paid(basis) == [("sick_deduction_day_15", -3_500_000)]
    assert (state(basis).last_day, state(basis).days_counted) == (month.last, 60 + month.days)


def test_a_weekend_that_ended_a_whole_month_is_not_deducted_again() -> None:
    """October ended on a Saturday and took the whole salary; Monday 2 November stands for Sunday and itself."""
    october_over = replace(make_basis(registrations=weekdays(Month(2026, 10))))
    history = SickHistory(date(2026, 9, 30), 30, 0, 1)
    after = state(replace(october_over, sick_history=history))
    basis = make_basis(
        reported=Month(2026, 11),
        registrations=registered(Kind.SICK, [date(2026, 11, 2)]),
        sick_history=SickHistory(after.last_day, after.days_counted, after.deduction_left, 1),
    )
    assert line_of(basis, "sick_deduction_day_15").quantity == 2


def test_a_month_of_uneven_days_is_deducted_by_calendar_day_and_its_last_weekend_with_the_next() -> None:
    """Half of each day and the whole of the last, up to Friday the 30th: 29 halves and one whole are 15.5 days."""
    month = Month(2026, 10)
    halves = [replace(one, minutes=240) for one in weekdays(month)[:-1]]
    history = SickHistory(date(2026, 9, 30), 60, 0, 1)
    basis = make_basis(registrations=[*halves, weekdays(month)[-1]], sick_history=history)
    line = line_of(basis, "sick_deduction_day_15")
    assert seen(line.quantity, line.unit, line.amount) == (Decimal("15.5"), Unit.DAYS, -1_783_562)
    assert (state(basis).last_day, state(basis).days_counted) == (date(2026, 10, 30), 90)


def test_the_hourly_paid_have_nothing_to_deduct_from_day_fifteen() -> None:
    history = SickHistory(date(2026, 9, 30), 30, 0, 1)
    basis = make_basis(hourly(175), registrations=sick(1, 2), sick_history=history)
    assert paid(basis) == []
    assert state(basis).days_counted == 32


def test_a_raise_within_the_period_gives_each_day_its_own_pay_and_one_deduction_on_the_first() -> None:
    terms = monthly(35_000, ends_on=date(2026, 10, 7)), monthly(36_400, starts_on=date(2026, 10, 8))
    assert paid(make_basis(*terms, registrations=sick(7, 8))) == [
        ("sick_deduction", -161_538),
        ("sick_pay", 129_231),
        ("sick_deduction", -168_000),
        ("sick_pay", 134_400),
        ("qualifying_deduction", -QUALIFYING_DEDUCTION),
    ]


def test_nobody_who_goes_over_to_an_hourly_wage_loses_a_salary_that_is_not_paid() -> None:
    terms = monthly(35_000, ends_on=date(2026, 10, 7)), hourly(200, starts_on=date(2026, 10, 8))
    assert [item for item, _ in paid(make_basis(*terms, registrations=sick(7, 8)))] == [
        "sick_deduction",
        "sick_pay",
        "sick_pay",
        "qualifying_deduction",
    ]


def test_illness_before_the_employment_is_nothing() -> None:
    history = SickHistory(date(2026, 5, 4), 3, 100, 2)
    basis = make_basis(monthly(35_000, starts_on=date(2026, 10, 6)), registrations=sick(5), sick_history=history)
    assert (paid(basis), state(basis)) == ([], SickState(date(2026, 5, 4), 3, 100, (), 0))


def test_without_illness_the_state_is_what_it_was() -> None:
    history = SickHistory(date(2026, 9, 29), 5, 1_000, 3)
    assert state(make_basis(sick_history=history)) == SickState(date(2026, 9, 29), 5, 1_000, (), 0)


@pytest.mark.parametrize("terms", [monthly(35_000), hourly(150)])
def test_without_a_schedule_neither_hour_nor_week_has_a_value(terms: object) -> None:
    basis = make_basis(terms, registrations=sick(7), week=(0,) * 7)  # type: ignore[arg-type]
    with pytest.raises(ScheduleMissing, match="li-sund"):
        sick_lines(basis, law())


def test_the_qualifying_deduction_shows_its_figures() -> None:
    explanation = line_of(make_basis(registrations=sick(7)), "qualifying_deduction").explanation
    assert explanation.formula == "−20 % × 80 % × 35000 × 12 / 52 = -1292.31"
    assert {one.name: one.value for one in explanation.inputs} == {
        "monthly_salary": "3500000",
        "weekly_hours": "40",
        "whole_qualifying_deduction": "129231",
    }
    assert [(figure.name, figure.value) for figure in explanation.figures] == [
        ("qualifying_deduction_rate", Decimal("0.20")),
        ("sick_pay_rate", Decimal("0.80")),
        ("average_weeks_a_year", Decimal(52)),
    ]
    assert explanation.references == ("SICK-2026-10-07",)


def test_the_state_tells_the_days_of_this_payslip_alone() -> None:
    before = SickHistory(date(2026, 9, 29), 3, 0, 1)
    assert state(make_basis(sick_history=before)) == SickState(date(2026, 9, 29), 3, 0, (), 0)
    found = state(make_basis(registrations=sick(7, 8)))
    assert (found.deduction_days, found.days) == ((date(2026, 10, 7),), 2)


def test_a_registration_outside_the_employment_changes_no_state() -> None:
    ended = make_basis(monthly(35_000), registrations=sick(20), employed_to=date(2026, 10, 15))
    assert state(ended) == SickState(None, 0, 0, (), 0)


@pytest.mark.parametrize("days", [(7,), (5, 6, 7, 8), tuple(day for day in range(1, 31) if day % 7 not in (3, 4))])
def test_a_day_in_two_stretches_is_the_same_illness_as_the_day_in_one(days: tuple[int, ...]) -> None:
    whole, halves = make_basis(registrations=sick(*days)), make_basis(registrations=sick(*days, minutes=240) * 2)
    assert (paid(halves), state(halves)) == (paid(whole), state(whole))
