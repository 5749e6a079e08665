"""Vacation years, the days that are earned, and what absence takes of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.periods import days_between
from payroll.rules.vacation_absence import LIMITS, AbsenceReason, AbsentDay, CountedAbsence, counted_absence
from payroll.rules.vacation_earned import EarnedDays, Employed, earned_at_end, earned_days, paid_days
from payroll.rules.vacation_terms import VacationTerms, Year, earning_year_of, turn_in, vacation_year_of, year_beginning
from payroll.rules.vacation_weeks import net_days, of_net_day, workdays_in
from tests.factories.payslip_basis import law

LAW = VacationTerms()
COINCIDING = VacationTerms(starts_month=1, is_coinciding=True)
LONG_AGO = date(2020, 1, 1)
EARNING = year_beginning(2026, LAW)
NO_ABSENCE = CountedAbsence({}, {}, ())


def away(first: date, days: int, reason: AbsenceReason, *, is_whole: bool = True) -> list[AbsentDay]:
    return [AbsentDay(first + timedelta(days=number), reason, is_whole) for number in range(days)]


def counted(absence: Iterable[AbsentDay], *, single: bool = False) -> tuple[int, int]:
    found = counted_absence(absence, EARNING, law(), is_single_parent=single)
    return found.qualifying_days, found.lost_days


def earned(
    first: date,
    last: date | None = None,
    workdays: int = 5,
    absence: CountedAbsence = NO_ABSENCE,
    terms: VacationTerms = LAW,
    year: int = 2027,
) -> EarnedDays:
    vacation_year = year_beginning(year, terms)
    employed = Employed(first, last, Decimal(workdays))
    return earned_days(employed, vacation_year, earning_year_of(vacation_year, terms), absence, terms, law())


def of(days: EarnedDays) -> tuple[int, int]:
    return int(days.paid), int(days.unpaid)


@pytest.mark.parametrize(
    ("day", "terms", "year", "earning"),
    [
        (date(2026, 3, 31), LAW, (date(2025, 4, 1), date(2026, 3, 31)), date(2024, 4, 1)),
        (date(2026, 4, 1), LAW, (date(2026, 4, 1), date(2027, 3, 31)), date(2025, 4, 1)),
        (date(2026, 12, 31), COINCIDING, (date(2026, 1, 1), date(2026, 12, 31)), date(2026, 1, 1)),
        (date(2026, 5, 1), VacationTerms(starts_month=6), (date(2025, 6, 1), date(2026, 5, 31)), date(2024, 6, 1)),
    ],
)
def test_the_year_begins_in_april_unless_something_else_is_agreed(
    day: date, terms: VacationTerms, year: tuple[date, date], earning: date
) -> None:
    found = vacation_year_of(day, terms)
    assert (found.first, found.last) == year
    assert earning_year_of(found, terms).first == earning
    assert day in found


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (LONG_AGO, None, (25, 0)),
        (date(2026, 4, 1), None, (25, 0)),
        # 182 days of the earning year: 25 × 182 / 365 = 12.47.
        (date(2026, 10, 1), None, (13, 12)),
        # The last day of the earning year: 25 × 1 / 365 = 0.07.
        (date(2027, 3, 31), None, (1, 24)),
        (date(2027, 4, 1), None, (0, 25)),
        (date(2027, 8, 31), None, (0, 25)),
        (date(2027, 9, 1), None, (0, 5)),
        # 153 days: 25 × 153 / 365 = 10.48, and gone before the vacation year began.
        (LONG_AGO, date(2026, 8, 31), (0, 0)),
    ],
)
def test_the_share_of_the_earning_year_gives_the_share_of_paid_days_rounded_up(
    first: date, last: date | None, expected: tuple[int, int]
) -> None:
    assert of(earned(first, last)) == expected


def test_part_of_a_day_is_a_day_when_the_employment_ends() -> None:
    # From 15 August: 229 days, 25 × 229 / 365 = 15.68; three days a week: 16 × 3 / 5 = 9.6; twenty days lost: 14.3.
    year = year_beginning(2025, LAW)
    ends = [
        earned_at_end(Employed(date(2025, 8, 15), None, Decimal(week)), year, date(2026, 3, 31), lost, LAW)
        for week, lost in ((5, 0), (3, 0), (5, 20), (5, 999))
    ]
    assert ends == [16, 10, 15, 0]


def test_the_days_say_how_they_were_worked_out() -> None:
    explanation = earned(date(2026, 10, 1), workdays=3).explanation
    assert explanation.formula == "25 × 182 / 365 → 13; 13 × 3 / 5 → 8"
    assert {one.name: one.value for one in explanation.inputs}["employed_days"] == "182"
    assert {one.name for one in explanation.figures} == {"vacation_days"}
    late = earned(date(2027, 9, 1)).explanation
    assert {one.name for one in late.figures} == {"vacation_days", "vacation_days_hired_after_august"}


def test_years_that_coincide_give_the_days_of_the_year_in_which_they_are_earned() -> None:
    assert of(earned(LONG_AGO, terms=COINCIDING)) == (25, 0)
    # 92 days: 25 × 92 / 365 = 6.3; the law has five days for who is hired late, and more is earned.
    assert of(earned(date(2027, 10, 1), terms=COINCIDING)) == (7, 0)
    # 184 days from July: 12.6.
    assert of(earned(date(2027, 7, 1), terms=COINCIDING)) == (13, 12)


def test_a_shorter_week_has_fewer_days_that_are_worth_more() -> None:
    assert of(earned(LONG_AGO, workdays=3)) == (15, 0)
    assert of(earned(date(2026, 10, 1), workdays=3)) == (8, 7)
    assert net_days(Decimal(25), Decimal("2.5")) == 13
    assert of_net_day(Decimal(3), Decimal(3)) == 5
    assert workdays_in({0: 480, 1: 480, 2: 240, 3: 0}) == 3
    assert workdays_in({}) == 5


def test_absence_without_right_takes_its_share() -> None:
    absence = counted_absence(away(date(2026, 9, 1), 30, AbsenceReason.OTHER), EARNING, law())
    assert (absence.qualifying_days, absence.lost_days) == (0, 30)
    # 25 × 335 / 365 = 22.9
    days = earned(LONG_AGO, absence=absence)
    assert of(days) == (23, 2)
    assert days.explanation.formula == "25 × (365 − 30) / 365 → 23"


@pytest.mark.parametrize(
    ("reason", "limit", "single"),
    [
        (AbsenceReason.SICKNESS, 180, 180),
        (AbsenceReason.PARENTAL_LEAVE, 120, 180),
        (AbsenceReason.CARE_OF_CHILD, 120, 180),
        (AbsenceReason.CONTAGION, 180, 180),
        (AbsenceReason.CLOSE_RELATIVE, 45, 45),
        (AbsenceReason.MILITARY_SERVICE, 60, 60),
        (AbsenceReason.UNION_TRAINING, 180, 180),
    ],
)
def test_each_reason_earns_up_to_its_limit(reason: AbsenceReason, limit: int, single: int) -> None:
    absence = away(date(2026, 5, 1), 200, reason)
    assert counted(absence) == (limit, 200 - limit)
    assert counted(absence, single=True) == (single, 200 - single)
    figures = counted_absence(absence, EARNING, law()).figures
    assert [one.name for one in figures] == [LIMITS[reason]]


@pytest.mark.parametrize(
    "reason", [AbsenceReason.WORK_INJURY, AbsenceReason.SWEDISH_FOR_IMMIGRANTS, AbsenceReason.PREGNANCY]
)
def test_some_reasons_have_no_limit(reason: AbsenceReason) -> None:
    assert counted(away(EARNING.first, 300, reason)) == (300, 0)


def test_part_of_a_sick_day_uses_a_day_of_the_limit_but_takes_none_when_it_is_used_up() -> None:
    absence = away(date(2026, 5, 1), 200, AbsenceReason.SICKNESS, is_whole=False)
    assert counted(absence) == (180, 0)
    assert counted(away(date(2026, 5, 1), 10, AbsenceReason.OTHER, is_whole=False)) == (0, 0)


def test_each_reason_has_a_limit_of_its_own_and_only_the_years_days_count() -> None:
    sick = away(EARNING.first - timedelta(days=10), 20, AbsenceReason.SICKNESS)
    assert counted([*sick, *away(date(2026, 8, 1), 50, AbsenceReason.CLOSE_RELATIVE)]) == (55, 5)


def whole_year_before(gap: int = 0) -> list[AbsentDay]:
    """Ill through the whole earning year before, but for some days in October."""
    before = Year(date(2025, 4, 1), date(2026, 3, 31))
    gone = {date(2025, 10, 1) + timedelta(days=number) for number in range(gap)}
    days = (day for day in days_between(before.first, before.last) if day not in gone)
    return [AbsentDay(day, AbsenceReason.SICKNESS) for day in days]


def test_after_a_whole_year_away_what_follows_earns_nothing() -> None:
    on = away(EARNING.first, 60, AbsenceReason.SICKNESS)
    assert counted([*whole_year_before(), *on]) == (0, 60)
    assert counted([*whole_year_before(gap=14), *on]) == (0, 60)
    assert counted([*whole_year_before(gap=15), *on]) == (60, 0)
    assert counted([*whole_year_before(), *away(date(2026, 4, 15), 10, AbsenceReason.SICKNESS)]) == (0, 10)
    assert counted([*whole_year_before(), *away(date(2026, 4, 16), 10, AbsenceReason.SICKNESS)]) == (10, 0)


@given(st.integers(0, 365), st.integers(0, 365))
def test_longer_employment_never_earns_less_and_never_more_than_the_year(first: int, second: int) -> None:
    fewer, more = sorted((first, second))
    assert 0 <= paid_days(Decimal(25), fewer, 365) <= paid_days(Decimal(25), more, 365) <= 25


def test_a_full_week_has_its_days_as_they_are() -> None:
    assert net_days(Decimal("12.5"), Decimal(5)) == Decimal("12.5")


def test_a_year_has_every_day_from_its_first_to_its_last() -> None:
    days = EARNING.each_day()
    assert (days[0], days[-1], len(days), EARNING.days) == (EARNING.first, EARNING.last, 365, 365)


def test_who_is_there_on_one_day_of_the_vacation_year_has_its_days() -> None:
    """Hired on its last day: five days, for it is late; gone after its first day: all that were earned."""
    assert of(earned(date(2028, 3, 31))) == (0, 5)
    assert of(earned(LONG_AGO, date(2027, 4, 1))) == (25, 0)
    gone = earned(LONG_AGO, date(2027, 3, 31))
    assert of(gone) == (0, 0)
    assert [one.name for one in gone.explanation.figures] == ["vacation_days"]


def test_a_year_that_begins_in_august_knows_late_hirings_and_one_that_begins_in_september_does_not() -> None:
    assert of(earned(date(2027, 9, 1), terms=VacationTerms(starts_month=8))) == (0, 5)
    assert of(earned(date(2027, 9, 2), terms=VacationTerms(starts_month=9))) == (0, 25)


def test_what_stops_the_earning_is_named_with_its_longest_break() -> None:
    on = away(EARNING.first, 60, AbsenceReason.SICKNESS)
    figures = counted_absence([*whole_year_before(), *on], EARNING, law()).figures
    assert [one.name for one in figures] == ["qualifying_absence_longest_break", "qualifying_days_sickness"]


def test_a_year_away_is_counted_from_its_first_day_whatever_was_before_it() -> None:
    """Fourteen days at work at its beginning are no longer break, fifteen are; days away before it count for none."""
    on = away(EARNING.first, 10, AbsenceReason.SICKNESS)

    def from_day(number: int) -> list[AbsentDay]:
        return [one for one in whole_year_before() if one.day >= date(2025, 4, number)]

    assert counted([*from_day(15), *on]) == (0, 10)
    assert counted([*from_day(16), *on]) == (10, 0)
    assert counted([*away(date(2025, 3, 20), 5, AbsenceReason.SICKNESS), *from_day(15), *on]) == (0, 10)
    assert counted([*away(date(2025, 3, 20), 12, AbsenceReason.SICKNESS), *from_day(16), *on]) == (10, 0)
    assert counted([*away(date(2025, 4, 1), 1, AbsenceReason.SICKNESS), *from_day(16), *on]) == (0, 10)


def test_a_limit_of_days_is_reached_by_its_last_day() -> None:
    parameters = law()
    figures = dict(parameters.figures)
    figures["qualifying_days_sickness"] = replace(figures["qualifying_days_sickness"], value=Decimal(1))
    found = counted_absence(
        away(EARNING.first, 2, AbsenceReason.SICKNESS), EARNING, replace(parameters, figures=figures)
    )
    assert (found.qualifying_days, found.lost_days) == (1, 1)


@pytest.mark.parametrize(
    ("first", "last", "turn"),
    [
        (date(2026, 3, 16), date(2026, 4, 15), date(2026, 4, 1)),
        (date(2026, 3, 2), date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 4, 1), date(2026, 4, 30), None),
        (date(2026, 3, 1), date(2026, 3, 31), None),
    ],
)
def test_days_reach_over_the_turn_of_the_year_when_it_begins_after_the_first_of_them(
    first: date, last: date, turn: date | None
) -> None:
    assert turn_in(first, last, LAW) == turn
    assert turn_in(first, last, VacationTerms(starts_month=1)) is None
