"""A pay of more days than a month has: what is missed in each calendar month is taken from that month's salary."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from common.periods import days_between
from employment.rules.pay_periods import Days
from payroll.rules.absence import leave_deductions
from payroll.rules.basis import Kind, PayslipBasis, SickHistory, Terms
from payroll.rules.salary_months import calendar_days, days_before, is_a_month, months_of
from payroll.rules.sick_pay import sick_lines
from payroll.rules.spells import spells_of
from tests.factories.payslip_basis import hourly, law, make_basis, monthly, planned_minutes, registered

JANUARY, OCTOBER, NOVEMBER = date(2026, 1, 1), date(2026, 10, 1), date(2026, 11, 1)
LONG = Days(OCTOBER, date(2026, 11, 15))


def paid(days: Days, away: Days, kind: Kind, *terms: Terms, minutes: int = 480) -> PayslipBasis:
    """36,500 a month, 1,200 a calendar day, with absence on the weekdays of some days."""
    weekdays = [day for day in days_between(*away) if day.weekday() < 5]
    return make_basis(
        *(terms or (monthly(36_500),)),
        deviation_first=days.first,
        deviation_last=days.last,
        planned_minutes=planned_minutes(*days),
        registrations=registered(kind, weekdays, minutes),
    )


def taken(basis: PayslipBasis) -> list[tuple[date | None, int]]:
    return [(line.first_day, line.amount // 100) for line in leave_deductions(basis)]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (OCTOBER, date(2026, 10, 31)),
        (date(2026, 10, 16), date(2026, 11, 15)),
        (date(2026, 1, 29), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 3, 28)),
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 12, 16), date(2027, 1, 15)),
    ],
)
def test_a_month_is_one_of_the_calendar_or_from_a_cut_off_day_to_the_next(first: date, last: date) -> None:
    assert is_a_month(Days(first, last))
    assert months_of(Days(first, last)) == (Days(first, last),)


@pytest.mark.parametrize(
    ("first", "last"),
    [(OCTOBER, date(2026, 10, 30)), (date(2026, 10, 16), date(2026, 11, 14)), (date(2026, 2, 1), date(2026, 2, 15))],
)
def test_fewer_days_are_no_month_and_stay_together(first: date, last: date) -> None:
    assert not is_a_month(Days(first, last))
    assert months_of(Days(first, last)) == (Days(first, last),)


def test_more_days_than_a_month_are_those_of_each_calendar_month() -> None:
    assert not is_a_month(LONG)
    assert months_of(LONG) == (Days(OCTOBER, date(2026, 10, 31)), Days(NOVEMBER, LONG.last))
    assert months_of(Days(date(2026, 2, 1), date(2026, 3, 1))) == (
        Days(date(2026, 2, 1), date(2026, 2, 28)),
        Days(date(2026, 3, 1), date(2026, 3, 1)),
    )
    assert [one.first for one in months_of(Days(date(2025, 11, 16), date(2026, 1, 31)))] == [
        date(2025, 11, 16),
        date(2025, 12, 1),
        JANUARY,
    ]


def test_leave_takes_the_salary_of_a_whole_month_and_the_days_of_the_next() -> None:
    """31 days of October would take 37,200; in November the days to Friday the 13th are 13."""
    whole = paid(LONG, LONG, Kind.UNPAID_LEAVE)
    assert taken(whole) == [(OCTOBER, -36_500), (date(2026, 11, 2), -15_600)]
    half = paid(LONG, LONG, Kind.UNPAID_LEAVE, minutes=240)
    assert taken(half) == [(OCTOBER, -18_250), (date(2026, 11, 2), -7_800)]


def test_leave_of_two_kinds_takes_no_more_of_each_month_than_its_salary() -> None:
    """A day of studies is 36,500 / 21: in October what is left for the rest is less, in November nothing is taken."""
    leave = paid(LONG, Days(OCTOBER, date(2026, 10, 31)), Kind.UNPAID_LEAVE)
    again = registered(Kind.STUDY_LEAVE, [date(2026, 10, 8), date(2026, 11, 9)])
    both = replace(leave, registrations=(*leave.registrations, *again))
    assert [(line.pay_item, line.amount) for line in leave_deductions(both)] == [
        ("study_leave_deduction", -173_810),
        ("study_leave_deduction", -173_810),
        ("unpaid_leave_deduction", -3_476_190),
    ]


def test_in_a_pay_of_part_of_a_month_leave_takes_its_days() -> None:
    """Sixteen to thirty November, all of them away, are fifteen days and not the month's salary."""
    part = Days(date(2026, 11, 16), date(2026, 11, 30))
    assert taken(paid(part, part, Kind.UNPAID_LEAVE)) == [(part.first, -18_000)]


def test_a_weekend_at_the_turn_counts_in_the_month_that_each_day_lies_in() -> None:
    basis = paid(LONG, LONG, Kind.UNPAID_LEAVE)
    (spell,) = spells_of(basis.registrations_of(Kind.UNPAID_LEAVE), basis.planned)
    counted = calendar_days(spell, basis)
    # Saturday the 31st goes with Friday the 30th, Sunday the 1st with Monday the 2nd.
    assert [counted[date(2026, 10, 30)], counted[date(2026, 11, 2)]] == [2, 2]
    assert sum(counted.values()) == 44
    usual = replace(basis, deviation_first=date(2026, 10, 16))
    counted = calendar_days(spell, usual)
    assert [counted[date(2026, 10, 30)], counted[date(2026, 11, 2)]] == [1, 3]


def test_the_days_of_each_salary_are_looked_at_by_themselves() -> None:
    """Paid by the month from the 16th: its days are a month, whatever else the pay contains."""
    month = Days(date(2026, 10, 16), LONG.last)
    begun = paid(LONG, month, Kind.UNPAID_LEAVE, monthly(36_500, starts_on=month.first))
    assert taken(begun) == [(month.first, -36_500)]
    until = Days(month.first, date(2026, 11, 30))
    rest = monthly(40_000, starts_on=date(2026, 11, 16))
    ended = paid(until, month, Kind.UNPAID_LEAVE, monthly(36_500, ends_on=month.last), rest)
    assert taken(ended) == [(month.first, -36_500)]


def test_no_day_before_belongs_to_another_month_where_nothing_is_paid_by_the_month() -> None:
    until = paid(LONG, LONG, Kind.UNPAID_LEAVE, monthly(36_500, ends_on=date(2026, 11, 6)))
    assert [days_before(until, date(2026, 11, day), 3) for day in (2, 9)] == [1, 0]


def test_illness_after_day_fourteen_takes_the_salary_of_each_month() -> None:
    ill = replace(paid(LONG, LONG, Kind.SICK), sick_history=SickHistory(date(2026, 9, 30), 30, 0, 1))
    lines, state = sick_lines(ill, law())
    assert [(line.first_day, line.amount // 100, line.quantity) for line in lines] == [
        (OCTOBER, -36_500, Decimal(1)),
        (date(2026, 11, 2), -15_600, Decimal(13)),
    ]
    assert (state.last_day, state.days_counted) == (date(2026, 11, 13), 74)


def test_illness_of_a_whole_last_month_goes_on_to_its_last_day() -> None:
    days = Days(date(2026, 9, 16), date(2026, 10, 31))
    ill = replace(paid(days, days, Kind.SICK), sick_history=SickHistory(date(2026, 9, 15), 30, 0, 1))
    lines, state = sick_lines(ill, law())
    assert [line.amount // 100 for line in lines] == [-18_000, -36_500]
    assert (state.last_day, state.days_counted) == (date(2026, 10, 31), 76)


@pytest.mark.parametrize(("minutes", "amounts"), [(480, [-7_200, -7_200]), (240, [-3_600, -3_600])])
def test_a_weekend_at_the_turn_of_a_long_illness_counts_in_the_month_that_each_day_lies_in(
    minutes: int, amounts: list[int]
) -> None:
    """Monday to Friday with Saturday the 31st, and from Sunday the 1st to Friday: six days each."""
    away = Days(date(2026, 10, 26), date(2026, 11, 6))
    ill = replace(paid(LONG, away, Kind.SICK, minutes=minutes), sick_history=SickHistory(date(2026, 10, 25), 30, 0, 1))
    lines, _state = sick_lines(ill, law())
    assert [line.amount // 100 for line in lines] == amounts


def test_a_weekend_at_the_turn_after_the_fourteenth_day_counts_with_the_first_day_after_it() -> None:
    """Friday the 30th is the fourteenth day and has sick pay; three days to Monday are after it."""
    away = Days(date(2026, 10, 30), date(2026, 11, 2))
    ill = replace(paid(LONG, away, Kind.SICK), sick_history=SickHistory(date(2026, 10, 29), 13, 0, 1))
    lines, state = sick_lines(ill, law())
    assert [(line.pay_item, line.first_day) for line in lines] == [
        ("sick_deduction", date(2026, 10, 30)),
        ("sick_pay", date(2026, 10, 30)),
        ("sick_deduction_day_15", date(2026, 11, 2)),
    ]
    assert (lines[-1].amount, state.days_counted) == (-3_600_00, 17)


def test_illness_of_whom_is_paid_by_the_hour_ends_on_its_last_day_of_work() -> None:
    """No salary of a month is lost: Saturday the 31st is not taken to be a sick day."""
    october = Days(OCTOBER, date(2026, 10, 31))
    history = SickHistory(date(2026, 9, 30), 30, 0, 1)
    states = [
        sick_lines(replace(paid(october, october, Kind.SICK, terms), sick_history=history), law())[1]
        for terms in (hourly(200), monthly(36_500))
    ]
    assert [(state.last_day, state.days_counted) for state in states] == [
        (date(2026, 10, 30), 60),
        (date(2026, 10, 31), 61),
    ]
