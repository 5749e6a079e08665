"""Whom a row is about: by identity number, otherwise by employee number, otherwise by name and first day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from employment.rules.import_rows import Fault, Faulty, Field, ImportRow, Problem
from employment.rules.periods import Period


@dataclass(frozen=True)
class Terms:
    """What is agreed in a period."""

    period: Period
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Person:
    """An employee as there is one; `choices` are what upper apps keep, by the field's name."""

    id: UUID
    basics: Mapping[str, Any]
    identity_index: str = ""
    born: date | None = None
    pay: Sequence[Terms] = ()
    tax: Sequence[Terms] = ()
    accounts: Sequence[Terms] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    former_until: date | None = None
    """The last day of the employment before the latest one."""

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.basics['given_name']} {self.basics['family_name']}".strip()


def name_of(given: str, family: str) -> str:
    """Names that differ by capitals only are the same."""
    return f"{given} {family}".casefold()


class Register:
    """The company's employees, to be found by what a row says."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = list(people)
        self.by_number = {one.basics["number"]: one for one in self._people}
        self._by_identity = {one.identity_index: one for one in self._people if one.identity_index}

    def next_number(self) -> int:
        """One more than the highest number in use."""
        return max(self.by_number, default=0) + 1

    def about(self, row: ImportRow, index: str) -> Person | None:
        """The employee, or None for somebody new. Raises Faulty where the number is somebody else's."""
        found = self._by_identity.get(index) if index else None
        number = row.get(Field.NUMBER)
        holder = self.by_number.get(number) if number is not None else None
        if holder is not None and holder is not found:
            if found is not None or not self._may_be(holder, row, index):
                raise Faulty(Fault(Field.NUMBER, Problem.NUMBER_TAKEN, holder.full_name, value=str(number)))
            return holder
        return found or self._by_name(row, index)

    def _may_be(self, holder: Person, row: ImportRow, index: str) -> bool:
        """Another identity number is another person; without one on both sides the name decides."""
        if index and holder.identity_index:
            return False
        named = row.get(Field.GIVEN_NAME) or row.get(Field.FAMILY_NAME)
        same = (row.get(Field.GIVEN_NAME), row.get(Field.FAMILY_NAME))
        theirs = (holder.basics["given_name"], holder.basics["family_name"])
        return not named or any(
            one and one.casefold() == other.casefold() for one, other in zip(same, theirs, strict=True)
        )

    def _by_name(self, row: ImportRow, index: str) -> Person | None:
        """Where one side has no identity number: the only one of that name who began that day."""
        key = name_of(row.get(Field.GIVEN_NAME) or "", row.get(Field.FAMILY_NAME) or "")
        fitting = [
            one
            for one in self._people
            if not (index and one.identity_index)
            and name_of(one.basics["given_name"], one.basics["family_name"]) == key
            and one.basics["hired_on"] == row.get(Field.HIRED_ON)
        ]
        return fitting[0] if len(fitting) == 1 else None
