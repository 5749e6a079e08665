"""A day's absence against its schedule: the kinds together, not each alone."""

from collections.abc import Iterable, Mapping
from datetime import date

from timereporting.rules.quick_choices import WHOLE_DAY_ONLY, NothingPlanned, QuickChoice, is_absence


class TooMuchAbsence(ValueError):
    """With what is registered already the day's absence would be longer than its schedule.

    `registered` is the minutes of absence by kind that stand beside it.
    """

    def __init__(self, day: date, planned: int, registered: Mapping[QuickChoice, int]) -> None:
        super().__init__(f"{sum(registered.values())} of {planned} minutes of {day} are absence already.")
        self.day = day
        self.planned = planned
        self.registered = registered


def refuse_too_much(
    choice: QuickChoice, minutes: int, registered: Mapping[QuickChoice, int], planned: int, day: date
) -> None:
    """Absence has room within the schedule, beside what stays `registered`. Raises TooMuchAbsence.

    Time that is worked is no hindrance: hours and absence beyond the schedule are for the attestor to judge.
    """
    if not is_absence(choice):
        return
    others = {kind: length for kind, length in registered.items() if is_absence(kind)}
    if others and sum(others.values()) + minutes > planned:
        raise TooMuchAbsence(day, planned, others)


def days_with_time(
    choice: QuickChoice, minutes: int | None, planned: Mapping[date, int], days: Iterable[date]
) -> list[date]:
    """The days that a registration is about, in order: a whole day skips those without scheduled time.

    Raises NothingPlanned when none is left.
    """
    wanted = sorted(set(days))
    if minutes is not None and choice not in WHOLE_DAY_ONLY:
        return wanted
    scheduled = [day for day in wanted if planned.get(day, 0)]
    if wanted and not scheduled:
        raise NothingPlanned(wanted[0])
    return scheduled
