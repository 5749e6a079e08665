"""Which shifts follow from what was registered, and from the schedule where nothing else is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from typing import NamedTuple

from payroll.rules.basis import Kind
from payroll.rules.shifts import Shift, ShiftKind, by_the_clock

WORKED = frozenset({Kind.HOURS_WORKED, Kind.ADDITIONAL_TIME})
AWAY = frozenset({ShiftKind.ABSENT, ShiftKind.ILL})
OVERTIME = frozenset({Kind.OVERTIME_SIMPLE, Kind.OVERTIME_QUALIFIED, Kind.COMP_SIMPLE, Kind.COMP_QUALIFIED})


class Clocked(NamedTuple):
    """A registration with its clock times, where it has any."""

    day: date
    kind: Kind
    minutes: int
    starts_at: time | None
    ends_at: time | None
    reference: str = ""


class Planned(NamedTuple):
    """A scheduled day: when it begins and ends, and how long it is without breaks."""

    starts_at: time
    ends_at: time
    minutes: int


def registered_shifts(entries: Iterable[Clocked]) -> list[Shift]:
    """Every registration that has clock times."""
    return [_registered(one, one.starts_at, one.ends_at) for one in entries if one.starts_at and one.ends_at]


def scheduled_shifts(
    entries: Sequence[Clocked], schedule: Mapping[date, Planned], is_salaried: Callable[[date], bool]
) -> list[Shift]:
    """The schedule of days without hours of their own: of a salary, or of a whole day that was registered by length.

    And of days of illness whose time is not known, what the illness took.
    """
    found = []
    for day, planned in schedule.items():
        own = [one for one in entries if one.day == day]
        found += _ill(day, planned, [one for one in own if one.kind == Kind.SICK and one.starts_at is None])
        worked = [one for one in own if one.kind == Kind.HOURS_WORKED]
        is_whole_day = [one.minutes for one in worked if one.starts_at is None] == [planned.minutes]
        if is_whole_day or (not worked and is_salaried(day)):
            found += _scheduled(day, planned, own, worked[0].reference if worked else "")
    return found


def _kind(kind: Kind) -> ShiftKind:
    if kind in OVERTIME:
        return ShiftKind.OVERTIME
    if kind == Kind.SICK:
        return ShiftKind.ILL
    return ShiftKind.WORKED if kind in WORKED else ShiftKind.ABSENT


def _registered(one: Clocked, starts_at: time, ends_at: time) -> Shift:
    starts, ends = by_the_clock(starts_at, ends_at)
    shift = Shift(one.day, starts, ends, _kind(one.kind), reference=one.reference)
    first, last = shift.whole
    pause = max(last - first - one.minutes, 0) if shift.kind != ShiftKind.ABSENT else 0
    away = one.minutes if shift.kind == ShiftKind.ILL else 0
    return Shift(one.day, starts, ends, shift.kind, pause, away, one.reference)


def _ill(day: date, planned: Planned, sick: Sequence[Clocked]) -> list[Shift]:
    """What illness took of a scheduled day, at its end."""
    starts, ends = by_the_clock(planned.starts_at, planned.ends_at)
    pause = ends - starts - planned.minutes
    away = min(sum(one.minutes for one in sick), planned.minutes)
    return [Shift(day, starts, ends, ShiftKind.ILL, pause, away, sick[0].reference)] if away else []


def _scheduled(day: date, planned: Planned, own: Sequence[Clocked], reference: str) -> list[Shift]:
    starts, ends = by_the_clock(planned.starts_at, planned.ends_at)
    away = [one for one in own if _kind(one.kind) in AWAY]
    if sum(one.minutes for one in away) >= planned.minutes:
        return []
    unknown = sum(one.minutes for one in away if one.starts_at is None)
    pause = ends - starts - planned.minutes
    return [Shift(day, starts, ends, pause=pause, away=unknown, reference=reference)]
