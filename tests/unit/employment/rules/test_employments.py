"""Employments of one person follow on each other."""

from datetime import date

from employment.rules.employments import begun_by, can_be_ended_before, first_other_day, in_the_way, joined
from employment.rules.periods import Period

SPRING = Period(date(2026, 1, 1), date(2026, 3, 31))
SUMMER = Period(date(2026, 6, 1), date(2026, 8, 31))
STILL = Period(date(2026, 9, 1))


def test_an_employment_that_begins_the_day_after_another_goes_on_with_it() -> None:
    assert joined([SPRING, SUMMER, STILL]) == (SPRING, Period(SUMMER.starts_on))
    assert joined([STILL]) == (STILL,)
    assert joined([]) == ()


def test_what_has_not_ended_before_the_first_day_is_in_the_way_the_latest_first() -> None:
    assert in_the_way([SPRING, STILL], date(2026, 10, 1)) == STILL
    assert in_the_way([SPRING, SUMMER], date(2026, 8, 31)) == SUMMER
    assert in_the_way([SPRING, SUMMER], date(2026, 9, 1)) is None
    assert in_the_way([SPRING, SUMMER], date(2026, 2, 1)) == SUMMER


def test_an_employment_can_end_the_day_before_only_if_it_has_begun_by_then() -> None:
    assert can_be_ended_before(STILL, date(2026, 9, 2))
    assert not can_be_ended_before(STILL, date(2026, 9, 1))


def test_the_latest_employment_that_has_begun_is_told_also_when_it_has_ended() -> None:
    known = [SPRING, SUMMER]
    assert begun_by(known, date(2026, 4, 15)) == SPRING
    assert begun_by(known, date(2026, 12, 1)) == SUMMER
    assert begun_by(known, date(2025, 12, 31)) is None


def test_the_first_other_day_of_a_corrected_employment_is_where_the_two_part() -> None:
    assert first_other_day(SPRING, SPRING) is None
    assert first_other_day(SPRING, Period(date(2026, 2, 1), date(2026, 3, 31))) == date(2026, 1, 1)
    assert first_other_day(SPRING, Period(date(2026, 1, 1))) == date(2026, 4, 1)
    assert first_other_day(SPRING, Period(date(2026, 1, 1), date(2026, 3, 15))) == date(2026, 3, 16)
