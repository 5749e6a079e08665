"""Days of absence that hang together: a weekend or other days off between them do not break a spell."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from common.periods import days_between
from common.values import frozen
from payroll.rules.basis import Registration

WHOLE = Decimal(1)


@frozen
class Spell:
    """Registrations in one unbroken stretch of absence."""

    registrations: list[Registration]

    @property
    def last(self) -> date:
        return self.registrations[-1].day

    @property
    def days(self) -> list[date]:
        """The days that something is registered on."""
        return sorted({registration.day for registration in self.registrations})


def only_days_off_between(before: date, after: date, planned: Mapping[date, int]) -> bool:
    """Whether every day between the two is known to be a day off."""
    between = days_between(before + timedelta(days=1), after - timedelta(days=1))
    return all(planned.get(day) == 0 for day in between)


def spells_of(registrations: Sequence[Registration], planned: Mapping[date, int]) -> list[Spell]:
    """Group registrations, ordered by day, into spells."""
    spells: list[Spell] = []
    for registration in registrations:
        if spells and only_days_off_between(spells[-1].last, registration.day, planned):
            spells[-1].registrations.append(registration)
        else:
            spells.append(Spell([registration]))
    return spells


def minutes_by_day(registrations: Sequence[Registration]) -> dict[date, int]:
    """Minutes of each day that something is registered on."""
    minutes: dict[date, int] = {}
    for registration in registrations:
        minutes[registration.day] = minutes.get(registration.day, 0) + registration.minutes
    return minutes


def shares(registrations: Sequence[Registration], planned: Mapping[date, int]) -> dict[date, Decimal]:
    """How much of each day's schedule was missed: 1 for a whole day, also where nothing is planned."""
    lost = minutes_by_day(registrations)
    return {day: Decimal(missed) / max(planned.get(day, 0), missed, 1) for day, missed in lost.items()}
