"""Days of absence that hang together: a weekend or other days off between them do not break a spell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from common.periods import days_between
from payroll.rules.basis import Registration


@dataclass(frozen=True)
class Spell:
    """Registrations in one unbroken stretch of absence."""

    registrations: list[Registration]

    @property
    def first(self) -> date:
        return self.registrations[0].day

    @property
    def last(self) -> date:
        return self.registrations[-1].day


def only_days_off_between(before: date, after: date, planned: dict[date, int]) -> bool:
    """Whether no scheduled day lies between the two."""
    between = days_between(before + timedelta(days=1), after - timedelta(days=1))
    return all(planned.get(day, 0) == 0 for day in between)


def spells_of(registrations: Sequence[Registration], planned: dict[date, int]) -> list[Spell]:
    """Group registrations, ordered by day, into spells."""
    spells: list[Spell] = []
    for registration in registrations:
        if spells and only_days_off_between(spells[-1].last, registration.day, planned):
            spells[-1].registrations.append(registration)
        else:
            spells.append(Spell([registration]))
    return spells
