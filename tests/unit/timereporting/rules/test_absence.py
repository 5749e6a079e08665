"""A day's kinds of absence have room within its schedule together, and a whole day of nothing is skipped."""

from datetime import date

import pytest

from timereporting.rules.absence import TooMuchAbsence, days_with_time, refuse_too_much
from timereporting.rules.quick_choices import NothingPlanned, QuickChoice

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 10, day) for day in (9, 10, 11, 12))
PLANNED = {FRIDAY: 480, SATURDAY: 0, SUNDAY: 0, MONDAY: 480}


@pytest.mark.parametrize(
    ("choice", "minutes", "registered"),
    [
        (QuickChoice.SICK, 240, {QuickChoice.CARE_OF_CHILD: 240}),
        (QuickChoice.SICK, 240, {QuickChoice.SICK: 240}),
        (QuickChoice.SICK, 480, {QuickChoice.HOURS_WORKED: 480, QuickChoice.OVERTIME_SIMPLE: 60}),
        (QuickChoice.HOURS_WORKED, 480, {QuickChoice.VACATION: 480}),
        (QuickChoice.OVERTIME_SIMPLE, 120, {QuickChoice.VACATION: 480}),
    ],
)
def test_absence_within_the_schedule_and_time_worked_have_room(
    choice: QuickChoice, minutes: int, registered: dict[QuickChoice, int]
) -> None:
    refuse_too_much(choice, minutes, registered, 480, MONDAY)


def test_absence_beyond_the_schedule_beside_what_stands_is_refused_with_what_is_there() -> None:
    there = {QuickChoice.CARE_OF_CHILD: 240, QuickChoice.SICK: 60, QuickChoice.HOURS_WORKED: 120}
    with pytest.raises(TooMuchAbsence) as refused:
        refuse_too_much(QuickChoice.SICK, 181, there, 480, MONDAY)
    assert (refused.value.day, refused.value.planned) == (MONDAY, 480)
    assert refused.value.registered == {QuickChoice.CARE_OF_CHILD: 240, QuickChoice.SICK: 60}


def test_a_whole_day_skips_days_without_time_and_a_length_does_not() -> None:
    days = [MONDAY, SATURDAY, FRIDAY, SUNDAY, FRIDAY]
    assert days_with_time(QuickChoice.SICK, None, PLANNED, days) == [FRIDAY, MONDAY]
    assert days_with_time(QuickChoice.VACATION, 60, PLANNED, days) == [FRIDAY, MONDAY]
    assert days_with_time(QuickChoice.OVERTIME_SIMPLE, 60, PLANNED, days) == [FRIDAY, SATURDAY, SUNDAY, MONDAY]


def test_a_whole_day_needs_some_day_with_time() -> None:
    with pytest.raises(NothingPlanned) as refused:
        days_with_time(QuickChoice.SICK, None, PLANNED, [SUNDAY, SATURDAY])
    assert refused.value.day == SATURDAY
