"""What can be registered, and how each choice is counted."""

from enum import StrEnum


class QuickChoice(StrEnum):
    """A choice in one tap."""

    SICK = "SICK"
    CARE_OF_CHILD = "CARE_OF_CHILD"
    PARENTAL_LEAVE = "PARENTAL_LEAVE"
    VACATION = "VACATION"
    COMP_LEAVE = "COMP_LEAVE"
    UNPAID_LEAVE = "UNPAID_LEAVE"
    OTHER_ABSENCE = "OTHER_ABSENCE"
    OVERTIME_SIMPLE = "OVERTIME_SIMPLE"
    OVERTIME_QUALIFIED = "OVERTIME_QUALIFIED"
    ADDITIONAL_TIME = "ADDITIONAL_TIME"
    HOURS_WORKED = "HOURS_WORKED"


ABSENCE = frozenset(
    {
        QuickChoice.SICK,
        QuickChoice.CARE_OF_CHILD,
        QuickChoice.PARENTAL_LEAVE,
        QuickChoice.VACATION,
        QuickChoice.COMP_LEAVE,
        QuickChoice.UNPAID_LEAVE,
        QuickChoice.OTHER_ABSENCE,
    }
)
EXTRA = frozenset({QuickChoice.OVERTIME_SIMPLE, QuickChoice.OVERTIME_QUALIFIED, QuickChoice.ADDITIONAL_TIME})
WHOLE_DAY_ONLY = frozenset({QuickChoice.VACATION})


def is_absence(choice: QuickChoice) -> bool:
    """Whether the choice takes time from the schedule; the others add time."""
    return choice in ABSENCE


def minutes_registered(choice: QuickChoice, minutes: int | None, planned: int) -> int:
    """The minutes that a registration stands for: what was typed, or the day's schedule for a whole day.

    Raises NothingPlanned for a whole day without a schedule, MoreThanPlanned for absence longer than the schedule.
    """
    if minutes is None or choice in WHOLE_DAY_ONLY:
        if planned == 0:
            raise NothingPlanned
        return planned
    if is_absence(choice) and minutes > planned:
        raise MoreThanPlanned
    return minutes


class NothingPlanned(ValueError):
    """The day has no scheduled time, so a whole day of it is nothing."""


class MoreThanPlanned(ValueError):
    """Absence cannot be longer than the day's schedule."""
