"""Hours that an agreement would look into for a supplement, had anybody said when they were worked."""

from collections.abc import Iterable, Mapping
from datetime import date

from payroll.rules.basis import Kind
from payroll.rules.registered_shifts import OVERTIME, WORKED, Clocked
from payroll.rules.unsocial_bands import UnsocialHours


def unclocked_minutes(entries: Iterable[Clocked], rule: UnsocialHours, planned: Mapping[date, int]) -> int:
    """Minutes that can give the supplement and have no clock times, neither their own nor those of the schedule.

    `planned` are the minutes of scheduled days: a whole day of hours that was registered by its length has their times
    where the agreement goes by the schedule.
    """
    counts = WORKED | OVERTIME if rule.with_overtime else WORKED
    return sum(
        one.minutes
        for one in entries
        if one.kind in counts
        and one.starts_at is None
        and not (rule.by_schedule and one.kind == Kind.HOURS_WORKED and planned.get(one.day) == one.minutes)
    )
