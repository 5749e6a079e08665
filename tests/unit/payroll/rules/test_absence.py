"""Leave without pay: by workday and by the hour when it is short, by calendar day when it is long.

With 35,000 a month a workday is 35,000 / 21 = 1,666.67, an hour 35,000 / 165 = 212.12, a calendar day 1,150.68.
"""

from datetime import date
from decimal import Decimal

import pytest

from common.periods import Month, days_between
from employment.rules.pay_periods import Days
from payroll.rules.absence import leave_deductions
from payroll.rules.basis import Agreement, Kind, PayslipBasis, Registration
from payroll.rules.calendar_days import covers_month
from payroll.rules.hourly_value import ScheduleMissing
from payroll.rules.result import PayslipLine, Unit
from payroll.rules.salary_months import month_of
from tests.factories.payslip_basis import hourly, make_basis, monthly, october, registered, seen

LEAVE = [Kind.CARE_OF_CHILD, Kind.PARENTAL_LEAVE, Kind.UNPAID_LEAVE, Kind.OTHER_ABSENCE]
THREE_DAYS = (480, 480, 480, 0, 0, 0, 0)


def deducted(basis: PayslipBasis) -> list[PayslipLine]:
    return leave_deductions(basis)


def away(*days: int, minutes: int = 480, kind: Kind = Kind.CARE_OF_CHILD) -> tuple[Registration, ...]:
    return registered(kind, october(*days), minutes)


def own(basis: PayslipBasis) -> Days:
    """What the salary's month is for somebody on one salary."""
    return month_of(basis, basis.terms[0], basis.deviation_last)


def whole(month: Month, minutes: int = 480) -> tuple[Registration, ...]:
    days = [day for day in days_between(month.first, month.last) if day.weekday() < 5]
    return registered(Kind.PARENTAL_LEAVE, days, minutes)


@pytest.mark.parametrize("kind", LEAVE)
def test_a_whole_day_is_a_workday_of_the_month(kind: Kind) -> None:
    (line,) = deducted(make_basis(registrations=away(15, kind=kind)))
    assert seen(line.pay_item, line.unit, line.quantity) == (f"{kind.lower()}_deduction", Unit.DAYS, 1)
    assert line.amount == -166_667
    assert line.explanation.formula == "−1 × 35000 / 21 = -1666.67"
    assert (line.first_day, line.last_day) == (date(2026, 10, 15), date(2026, 10, 15))


def test_a_part_of_a_day_is_hours_of_the_month() -> None:
    (line,) = deducted(make_basis(registrations=away(15, minutes=150)))
    assert seen(line.unit, line.quantity, line.amount) == (Unit.HOURS, Decimal("2.5"), -53_030)
    assert line.explanation.formula == "−2.5 × 35000 / 165 = -530.30"


def test_a_part_of_a_day_of_a_part_timer_is_hours_of_full_time() -> None:
    """16,000 at 50 % for four hours a day: two hours are half of 16,000 / 21 = 761.90, or 2 × 32,000 / 165."""
    basis = make_basis(monthly(16_000, 50), week=(240, 240, 240, 240, 240, 0, 0), registrations=away(15, minutes=120))
    assert [line.amount for line in deducted(basis)] == [-38_788]


def test_whole_days_and_parts_of_days_are_lines_of_their_own() -> None:
    lines = deducted(make_basis(registrations=(*away(14, 15), *away(16, minutes=150))))
    assert [seen(line.unit, line.quantity, line.amount) for line in lines] == [
        (Unit.DAYS, 2, -333_333),
        (Unit.HOURS, Decimal("2.5"), -53_030),
    ]


@pytest.mark.parametrize(("minutes", "unit", "amount"), [(471, Unit.HOURS, -166_515), (472, Unit.DAYS, -166_667)])
def test_a_part_of_a_day_never_takes_more_than_the_day(minutes: int, unit: Unit, amount: int) -> None:
    """7 h 52 min by the hour would be 1,668.69."""
    (line,) = deducted(make_basis(registrations=away(15, minutes=minutes)))
    assert (line.unit, line.amount) == (unit, amount)


def test_the_agreement_says_how_many_days_and_hours_a_month_has() -> None:
    agreement = Agreement(absence_day_divisor=Decimal("21.75"), absence_hour_divisor=Decimal(175))
    lines = deducted(make_basis(registrations=(*away(15), *away(16, minutes=60)), agreement=agreement))
    assert [line.explanation.formula for line in lines] == [
        "−1 × 35000 / 21.75 = -1609.20",
        "−1 × 35000 / 175 = -200.00",
    ]


@pytest.mark.parametrize("kind", [Kind.SICK, Kind.VACATION, Kind.COMP_LEAVE, Kind.HOURS_WORKED, Kind.OVERTIME_SIMPLE])
def test_nothing_else_is_leave(kind: Kind) -> None:
    assert deducted(make_basis(registrations=away(15, kind=kind))) == []


def test_the_hourly_paid_have_nothing_to_deduct() -> None:
    assert deducted(make_basis(hourly(175), registrations=away(15))) == []


def test_five_days_in_a_row_are_deducted_by_workday() -> None:
    (line,) = deducted(make_basis(registrations=away(5, 6, 7, 8, 9)))
    assert seen(line.quantity, line.amount) == (5, -833_333)


def test_red_days_between_do_not_make_five_days_long() -> None:
    """Monday to Monday without Wednesday, which is red: five scheduled days, though eight calendar days."""
    planned = tuple((day, 0 if day == date(2026, 10, 7) else minutes) for day, minutes in make_basis().planned_minutes)
    (line,) = deducted(make_basis(registrations=away(5, 6, 8, 9, 12), planned_minutes=planned))
    assert seen(line.quantity, line.amount) == (5, -833_333)


def test_more_than_five_days_in_a_row_are_deducted_by_calendar_day() -> None:
    """Monday to Monday: 8 × 35,000 × 12 / 365 = 9,205.48."""
    (line,) = deducted(make_basis(registrations=away(5, 6, 7, 8, 9, 12)))
    assert seen(line.unit, line.quantity, line.amount) == (Unit.DAYS, 8, -920_548)
    assert line.explanation.formula == "−8 × 35000 × 12 / 365 = -9205.48"


def test_long_leave_for_half_of_each_day_takes_half_of_each_calendar_day() -> None:
    (line,) = deducted(make_basis(registrations=away(5, 6, 7, 8, 9, 12, minutes=240)))
    assert seen(line.quantity, line.amount) == (4, -460_274)


def test_two_halves_of_a_day_are_not_two_days() -> None:
    halves = (*away(5, 6, 7, minutes=240), *away(5, 6, 7, minutes=241))
    (line,) = deducted(make_basis(registrations=halves))
    assert seen(line.quantity, line.amount) == (3, -500_000)


def test_spells_apart_are_lines_apart() -> None:
    lines = deducted(make_basis(registrations=away(1, 2, 5, 13, 14)))
    assert [seen(line.quantity, line.first_day, line.last_day) for line in lines] == [
        (3, date(2026, 10, 1), date(2026, 10, 5)),
        (2, date(2026, 10, 13), date(2026, 10, 14)),
    ]


@pytest.mark.parametrize("month", [Month(2026, 9), Month(2026, 10), Month(2026, 2)])
def test_a_month_without_work_takes_exactly_the_salary(month: Month) -> None:
    """30, 31 and 28 days: 12 / 365 a day would leave some of it or take too much."""
    (line,) = deducted(make_basis(reported=month, registrations=whole(month)))
    assert seen(line.unit, line.quantity, line.amount) == (Unit.MONTHS, 1, -3_500_000)
    assert line.rate == -3_500_000
    assert line.explanation.formula == "−35000 = -35000.00"


@pytest.mark.parametrize("worked", [date(2026, 10, 1), date(2026, 10, 30)])
def test_a_month_with_one_day_of_work_is_deducted_by_calendar_day(worked: date) -> None:
    away_else = [one for one in whole(Month(2026, 10)) if one.day != worked]
    (line,) = deducted(make_basis(registrations=away_else))
    assert line.unit == Unit.DAYS


def test_a_month_at_half_time_takes_half_the_salary() -> None:
    month = Month(2026, 10)
    (line,) = deducted(make_basis(registrations=whole(month, 240)))
    assert (line.quantity, line.amount) == (Decimal("0.5"), -1_750_000)
    assert line.explanation.formula == "−0.5 × 35000 = -17500.00"


def test_a_month_at_different_shares_takes_at_least_the_smallest_and_at_most_the_largest() -> None:
    """31 days with work on both ends: half of each day and 30 minutes less on the last. 12 / 365 would be 17,832."""
    month = Month(2025, 12)
    (last,) = registered(Kind.PARENTAL_LEAVE, [month.last], 210)
    uneven = (*[one for one in whole(month, 240) if one.day != month.last], last)
    (line,) = deducted(make_basis(reported=month, registrations=uneven))
    assert seen(line.quantity, line.unit, line.amount) == (Decimal("0.5"), Unit.MONTHS, -1_750_000)
    assert line.explanation.formula == "−0.5 × 35000 = -17500.00"
    away_more_on_one_day = (*whole(Month(2026, 9), 240)[:-1], *registered(Kind.PARENTAL_LEAVE, [date(2026, 9, 30)]))
    (more,) = deducted(make_basis(reported=Month(2026, 9), registrations=away_more_on_one_day))
    assert seen(more.quantity, more.unit) == (Decimal("15.5"), Unit.DAYS)
    assert more.amount == -1_783_562


def test_half_a_day_more_never_gives_pay_back() -> None:
    """Five workdays are 8,333.33; with half of Monday, 6.5 calendar days would be only 7,479.45."""
    (line,) = deducted(make_basis(registrations=(*away(5, 6, 7, 8, 9), *away(12, minutes=240))))
    assert seen(line.quantity, line.amount) == (5, -833_333)
    assert line.explanation.formula == "−5 × 35000 / 21 = -8333.33"


def test_a_month_that_the_employment_covers_in_part_is_deducted_by_calendar_day() -> None:
    """Hired on 16 October and away from then on: 30 − 16 + 1 calendar days up to Friday the 30th."""
    days = [day for day in days_between(date(2026, 10, 16), date(2026, 10, 31)) if day.weekday() < 5]
    hired = date(2026, 10, 16)
    basis = make_basis(
        monthly(35_000, starts_on=hired), employed_from=hired, registrations=registered(Kind.PARENTAL_LEAVE, days)
    )
    (line,) = deducted(basis)
    assert seen(line.unit, line.quantity, line.amount) == (Unit.DAYS, 15, -1_726_027)


def test_someone_who_left_on_the_last_day_was_away_the_whole_month_and_one_day_earlier_not() -> None:
    month = Month(2026, 10)
    until_last = make_basis(registrations=whole(month), employed_to=month.last)
    earlier = make_basis(registrations=whole(month), employed_to=date(2026, 10, 30))
    assert [line.unit for basis in (until_last, earlier) for line in deducted(basis)] == [Unit.MONTHS, Unit.DAYS]


def test_a_raise_within_the_leave_splits_it() -> None:
    terms = monthly(35_000, ends_on=date(2026, 10, 15)), monthly(36_400, starts_on=date(2026, 10, 16))
    lines = deducted(make_basis(*terms, registrations=away(15, 16)))
    assert [line.amount for line in lines] == [-166_667, -173_333]


def test_long_leave_over_a_raise_is_still_long() -> None:
    terms = monthly(36_500, ends_on=date(2026, 10, 11)), monthly(73_000, starts_on=date(2026, 10, 12))
    lines = deducted(make_basis(*terms, registrations=away(5, 6, 7, 8, 9, 12)))
    assert [seen(line.quantity, line.amount) for line in lines] == [(5, -600_000), (3, -720_000)]


def test_those_with_other_weeks_have_workdays_deducted_however_long_the_leave() -> None:
    """Monday to Wednesday, 21,000: a month has 21 × 3 / 5 = 12.6 workdays; ten calendar days would be 6,904.11."""
    basis = make_basis(monthly(21_000, 60), week=THREE_DAYS, registrations=away(5, 6, 7, 12, 13, 14))
    (line,) = deducted(basis)
    assert seen(line.unit, line.quantity, line.amount) == (Unit.DAYS, 6, -1_000_000)
    assert line.explanation.formula == "−6 × 21000 / 12.6 = -10000.00"


def test_leave_never_takes_more_than_the_salary() -> None:
    """The same on all days but one of a month with fifteen: 14 workdays would be 23,333.33."""
    month = Month(2025, 12)
    days = [day for day in days_between(month.first, month.last) if day.weekday() < 3]
    assert len(days) == 15
    away_but_once = registered(Kind.UNPAID_LEAVE, [day for day in days if day != date(2025, 12, 16)])
    lines = deducted(make_basis(monthly(21_000, 60), reported=month, week=THREE_DAYS, registrations=away_but_once))
    assert sum(line.amount for line in lines) == -2_100_000
    capped = lines[-1]
    assert capped.explanation.formula == "−7 × 21000 / 12.6 = -11666.67 → -9333.33"
    assert seen(capped.quantity, round(capped.quantity * capped.rate), capped.amount) == (7, -933_333, -933_333)


def test_different_leave_shares_one_salary() -> None:
    """Every other day of its own kind is never a long spell: 22 workdays would be 36,666.67."""
    month = Month(2026, 10)
    days = [day for day in days_between(month.first, month.last) if day.weekday() < 5]
    both = (*registered(Kind.CARE_OF_CHILD, days[::2]), *registered(Kind.UNPAID_LEAVE, days[1::2]))
    assert sum(line.amount for line in deducted(make_basis(registrations=both))) == -3_500_000


def test_the_agreement_says_how_long_leave_is_short() -> None:
    agreement = Agreement(calendar_day_absence_after=2)
    (line,) = deducted(make_basis(registrations=away(5, 6, 7), agreement=agreement))
    assert line.explanation.formula == "−3 × 35000 × 12 / 365 = -3452.05"


def test_without_a_schedule_a_day_has_no_value() -> None:
    with pytest.raises(ScheduleMissing, match="li-sund"):
        deducted(make_basis(registrations=away(5), week=(0,) * 7))


def test_leave_outside_the_employment_is_nothing() -> None:
    assert deducted(make_basis(monthly(35_000, starts_on=date(2026, 10, 6)), registrations=away(5))) == []


def test_a_month_away_from_its_first_day_to_its_last_takes_the_salary_also_of_who_came_on_the_first() -> None:
    """October has 31 days: twelve 365ths a day would take 31 000 × 31 × 12 / 365 = 31 594.52."""
    away = registered(Kind.PARENTAL_LEAVE, [day for day in october(*range(1, 32)) if day.weekday() < 5])
    whole = make_basis(monthly(31_000), registrations=away, employed_from=october(1)[0])
    assert covers_month(whole, own(whole), away)
    assert sum(line.amount for line in leave_deductions(whole)) == -3_100_000
    for changed in (
        make_basis(monthly(31_000), registrations=away, employed_from=october(2)[0]),
        make_basis(monthly(31_000), registrations=away, employed_to=october(30)[0]),
        make_basis(monthly(31_000, starts_on=october(2)[0]), registrations=away),
    ):
        assert not covers_month(changed, own(changed), away)
    last_day_worked = away[:-1]
    assert not covers_month(whole, own(whole), last_day_worked)


def test_a_schedule_that_ends_with_the_month_counts_its_last_day() -> None:
    """The 31st is a Saturday: with work on Saturdays, leave that ends on Friday is not the whole month."""
    week = (480, 480, 480, 480, 0, 480, 0)
    days = [day for day in october(*range(1, 32)) if week[day.weekday()]]
    basis = make_basis(monthly(31_000), week=week)
    assert covers_month(basis, own(basis), registered(Kind.PARENTAL_LEAVE, days))
    assert not covers_month(basis, own(basis), registered(Kind.PARENTAL_LEAVE, days[:-1]))


@pytest.mark.parametrize("days", [(15,), (14, 15), (5, 6, 7, 8, 9, 12, 13)])
def test_a_day_in_two_stretches_is_the_same_leave_as_the_day_in_one(days: tuple[int, ...]) -> None:
    whole, halves = make_basis(registrations=away(*days)), make_basis(registrations=away(*days, minutes=240) * 2)
    assert [(one.unit, one.quantity, one.amount) for one in deducted(halves)] == [
        (one.unit, one.quantity, one.amount) for one in deducted(whole)
    ]
