"""What a row would do: the fields that change, and the terms that begin from a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from common.identity_numbers import PersonalIdentityNumber
from employment.rules.completeness import EmployeeFacts, MissingField, missing_fields
from employment.rules.import_people import Person, Terms
from employment.rules.import_rows import Fault, Faulty, Field, ImportRow, Problem
from employment.rules.import_terms import wanted_pay, wanted_tax
from employment.rules.periods import Period, index_on

BASICS = (
    Field.GIVEN_NAME, Field.FAMILY_NAME, Field.NUMBER, Field.EMAIL, Field.PHONE, Field.STREET, Field.POSTAL_CODE,
    Field.CITY, Field.HIRED_ON, Field.LEFT_ON,
)  # fmt: skip
NEEDED = (Field.GIVEN_NAME, Field.FAMILY_NAME, Field.HIRED_ON)
PAY, TAX, ACCOUNT = "pay", "tax", "account"
SECTIONS = (PAY, TAX, ACCOUNT)


@dataclass(frozen=True)
class Beginning:
    """Terms that begin on a day."""

    on: date
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One difference, for people; `old` is None where there was nothing. `on`: the day from which it applies."""

    field: str
    old: Any
    new: Any
    on: date | None = None


@dataclass(frozen=True)
class Choice:
    """What somebody chose by name of what an upper app keeps."""

    id: UUID
    name: str


NOTHING: Mapping[str, Choice] = {}


@dataclass(frozen=True)
class Plan:
    """Everything that one row does."""

    person: UUID | None
    basics: Mapping[str, Any] = field(default_factory=dict)
    identity: PersonalIdentityNumber | None = None
    sections: Mapping[str, Beginning] = field(default_factory=dict)
    choices: Mapping[str, tuple[Choice, date]] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    missing: tuple[MissingField, ...] = ()


def plan_of(
    row: ImportRow,
    person: Person | None,
    *,
    default: date,
    only: Sequence[str] = (),
    extras: Sequence[str] = (),
    for_all: Mapping[str, Choice] = NOTHING,
) -> Plan:
    """What becomes of the employee. Raises Faulty.

    `default`: from when terms apply that the row gives no day for; `only` these sections, when any are named;
    `for_all`: what those get of the extras who have none, where the row says nothing.
    """
    basics = {} if only else _basics(row, person)
    identity = None if only else _new_identity(row, person)
    days = _Days(row, person, default, basics)
    sections = _sections(row, person, days, only)
    choices = {} if only else _choices(row, person, days, extras, for_all)
    changes = _changes(basics, identity, person, sections, choices)
    lacking = [name for name in extras if name not in choices]
    missing = _missing(basics, identity, sections, lacking) if person is None else ()
    return Plan(person.id if person else None, basics, identity, sections, choices, changes, missing)


class _Days:
    """From when things apply, within the employment."""

    def __init__(self, row: ImportRow, person: Person | None, default: date, basics: Mapping[str, Any]) -> None:
        former = person.basics if person else {}
        self.hired_on: date = basics.get("hired_on") or former["hired_on"]
        self.left_on: date | None = basics.get("left_on") or former.get("left_on")
        self._said: date | None = row.get(Field.APPLIES_FROM)
        self._default = default
        has_left: date | None = former.get("left_on")
        if has_left is not None and has_left < self.hired_on:
            raise Faulty(Fault(Field.HIRED_ON, Problem.HIRED_AGAIN, has_left.isoformat()))
        if self.left_on is not None and self.left_on < self.hired_on:
            raise Faulty(Fault(Field.LEFT_ON, Problem.LEFT_BEFORE_HIRED, self.hired_on.isoformat()))
        if person and person.former_until is not None and self.hired_on <= person.former_until:
            raise Faulty(Fault(Field.HIRED_ON, Problem.FORMER_EMPLOYMENT, person.former_until.isoformat()))

    def first_paid(self, on: date) -> date:
        """The first day that terms from a day are used for: what was paid before the file's day is not paid here."""
        return max(on, self._default)

    def begins(self, *, is_first: bool) -> date:
        """The day that is said; otherwise the first day, or for what replaces something the file's day."""
        if self._said is None:
            latest = self.left_on or date.max
            return self.hired_on if is_first else min(max(self._default, self.hired_on), latest)
        if self._said < self.hired_on:
            raise Faulty(Fault(Field.APPLIES_FROM, Problem.BEFORE_HIRED, self.hired_on.isoformat()))
        if self.left_on is not None and self._said > self.left_on:
            raise Faulty(Fault(Field.APPLIES_FROM, Problem.AFTER_LEFT, self.left_on.isoformat()))
        return self._said


def _basics(row: ImportRow, person: Person | None) -> dict[str, Any]:
    said = {str(name): row.get(name) for name in BASICS if row.get(name) is not None}
    if person is not None:
        return {name: value for name, value in said.items() if person.basics[name] != value}
    lacking = [Fault(name, Problem.MISSING) for name in NEEDED if name not in said]
    if lacking:
        raise Faulty(*lacking)
    return said


def _new_identity(row: ImportRow, person: Person | None) -> PersonalIdentityNumber | None:
    said: PersonalIdentityNumber | None = row.get(Field.IDENTITY)
    return None if person is not None and person.identity_index else said


def _sections(row: ImportRow, person: Person | None, days: _Days, only: Sequence[str]) -> dict[str, Beginning]:
    found: dict[str, Beginning] = {}
    faults: list[Fault] = []
    for name in only or SECTIONS:
        try:
            beginning = _beginning(name, row, person, days)
        except Faulty as faulty:
            faults.extend(faulty.faults)
        else:
            if beginning is not None:
                found[name] = beginning
    if faults:
        raise Faulty(*dict.fromkeys(faults))
    return found


def _beginning(name: str, row: ImportRow, person: Person | None, days: _Days) -> Beginning | None:
    """The terms that are wanted, unless they are in force already."""
    history = _history(name, person)
    on = days.begins(is_first=not history)
    present = _in_force(history, on)
    if name == PAY:
        wanted = wanted_pay(row, present)
    elif name == TAX:
        identity: PersonalIdentityNumber | None = row.get(Field.IDENTITY)
        born = identity.birth_date if identity else person.born if person else None
        wanted = wanted_tax(row, present, born=born, year=days.first_paid(on).year)
    else:
        wanted = row.get(ACCOUNT)
    return None if wanted is None or wanted == present else Beginning(on, wanted)


def _history(name: str, person: Person | None) -> Sequence[Terms]:
    return {PAY: person.pay, TAX: person.tax, ACCOUNT: person.accounts}[name] if person else ()


def _in_force(history: Sequence[Terms], on: date) -> Mapping[str, Any] | None:
    place = index_on([terms.period for terms in history], on)
    return None if place is None else history[place].values


def _choices(
    row: ImportRow, person: Person | None, days: _Days, extras: Sequence[str], for_all: Mapping[str, Choice]
) -> dict[str, tuple[Choice, date]]:
    chosen = {}
    for name in extras:
        present = person.choices.get(name, "") if person else ""
        choice: Choice | None = row.get(name) or (None if present else for_all.get(name))
        if choice is not None and choice.name != present:
            chosen[name] = (choice, days.begins(is_first=not present))
    return chosen


def _changes(
    basics: Mapping[str, Any],
    identity: PersonalIdentityNumber | None,
    person: Person | None,
    sections: Mapping[str, Beginning],
    choices: Mapping[str, tuple[Choice, date]],
) -> tuple[Change, ...]:
    former = person.basics if person else {}
    changes = [Change(name, former.get(name), value) for name, value in basics.items()]
    if identity is not None:
        changes.append(Change(Field.IDENTITY, None, None))
    for name, begins in sections.items():
        changes.append(Change(name, _in_force(_history(name, person), begins.on), begins.values, begins.on))
    for name, (choice, on) in choices.items():
        changes.append(Change(name, person.choices.get(name) if person else None, choice.name, on))
    return tuple(changes)


def _missing(
    basics: Mapping[str, Any],
    identity: PersonalIdentityNumber | None,
    sections: Mapping[str, Beginning],
    extras: Sequence[str],
) -> tuple[MissingField, ...]:
    """What somebody new lacks on the first day."""
    periods = {name: [Period(begins.on)] for name, begins in sections.items()}
    on = max([basics["hired_on"], *(begins.on for begins in sections.values())])
    facts = EmployeeFacts(
        given_name=basics["given_name"],
        family_name=basics["family_name"],
        has_identity_number=identity is not None,
        email=basics.get("email", ""),
        hired_on=on,
        employment_terms=periods.get(PAY, ()),
        tax_terms=periods.get(TAX, ()),
        bank_accounts=[one.starts_on for one in periods.get(ACCOUNT, ())],
    )
    return (*missing_fields(facts, on=on), *(MissingField(name, "") for name in extras))
