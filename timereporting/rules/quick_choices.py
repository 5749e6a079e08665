"""What can be registered, and how each choice is counted."""

from datetime import date
from enum import StrEnum

from timereporting.rules.durations import MINUTES_IN_DAY


class QuickChoice(StrEnum):
    """A choice in one tap."""

    SICK = "SICK"
    CARE_OF_CHILD = "CARE_OF_CHILD"
    PARENTAL_LEAVE = "PARENTAL_LEAVE"
    VACATION = "VACATION"
    COMP_LEAVE = "COMP_LEAVE"
    CLOSE_RELATIVE_CARE = "CLOSE_RELATIVE_CARE"
    CONTAGION = "CONTAGION"
    MILITARY_SERVICE = "MILITARY_SERVICE"
    STUDY_LEAVE = "STUDY_LEAVE"
    UNPAID_LEAVE = "UNPAID_LEAVE"
    OTHER_ABSENCE = "OTHER_ABSENCE"
    OVERTIME_SIMPLE = "OVERTIME_SIMPLE"
    OVERTIME_QUALIFIED = "OVERTIME_QUALIFIED"
    COMP_SIMPLE = "COMP_SIMPLE"
    COMP_QUALIFIED = "COMP_QUALIFIED"
    ADDITIONAL_TIME = "ADDITIONAL_TIME"
    HOURS_WORKED = "HOURS_WORKED"


ABSENCE = frozenset(
    {
        QuickChoice.SICK,
        QuickChoice.CARE_OF_CHILD,
        QuickChoice.PARENTAL_LEAVE,
        QuickChoice.VACATION,
        QuickChoice.COMP_LEAVE,
        QuickChoice.CLOSE_RELATIVE_CARE,
        QuickChoice.CONTAGION,
        QuickChoice.MILITARY_SERVICE,
        QuickChoice.STUDY_LEAVE,
        QuickChoice.UNPAID_LEAVE,
        QuickChoice.OTHER_ABSENCE,
    }
)
TO_COMP = frozenset({QuickChoice.COMP_SIMPLE, QuickChoice.COMP_QUALIFIED})
"""Overtime that is not paid but taken as leave later."""
OVERTIME = frozenset({QuickChoice.OVERTIME_SIMPLE, QuickChoice.OVERTIME_QUALIFIED}) | TO_COMP
EXTRA = OVERTIME | {QuickChoice.ADDITIONAL_TIME}
WHOLE_DAY_ONLY = frozenset({QuickChoice.VACATION})


def is_absence(choice: QuickChoice) -> bool:
    """Whether the choice takes time from the schedule; the others add time."""
    return choice in ABSENCE


class NothingPlanned(ValueError):
    """The day has no scheduled time, so a whole day of it is nothing."""

    def __init__(self, day: date) -> None:
        super().__init__(f"Nothing is planned on {day}.")
        self.day = day


class MoreThanPlanned(ValueError):
    """Absence cannot be longer than the day's schedule."""

    def __init__(self, day: date, planned: int) -> None:
        super().__init__(f"Only {planned} minutes are planned on {day}.")
        self.day = day
        self.planned = planned


class LengthImpossible(ValueError):
    """On a night when the clocks change a span can be shorter than a minute, or longer than a day."""

    def __init__(self, day: date, minutes: int) -> None:
        super().__init__(f"{minutes} minutes cannot be registered on {day}.")
        self.day = day
        self.minutes = minutes


def minutes_registered(choice: QuickChoice, minutes: int | None, planned: int, day: date) -> int:
    """The minutes that a registration on a day stands for: what was typed, or the schedule for a whole day.

    Raises NothingPlanned for a whole day or an absence without a schedule, MoreThanPlanned for absence longer than it,
    LengthImpossible for less than a minute or more than a day.
    """
    is_whole_day = minutes is None or choice in WHOLE_DAY_ONLY
    if planned == 0 and (is_whole_day or is_absence(choice)):
        raise NothingPlanned(day)
    if minutes is None or is_whole_day:
        return planned
    if not 0 < minutes <= MINUTES_IN_DAY:
        raise LengthImpossible(day, minutes)
    if is_absence(choice) and minutes > planned:
        raise MoreThanPlanned(day, planned)
    return minutes
