"""What importing a file of employees would do, row by row: everything or nothing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from common.import_verdicts import FileVerdict
from employment.rules.import_people import Person, Register
from employment.rules.import_plans import Change, Choice, Plan, plan_of
from employment.rules.import_rows import Fault, Faulty, Field, ImportRow, Problem


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    UNKNOWN = "unknown"
    """Nobody that the company employs, in a file that is only about those: the row is left out."""
    WRONG = "wrong"


@dataclass(frozen=True)
class Judged:
    """A row and what becomes of it; `name` is what the person is called, in the file or here."""

    row: ImportRow
    outcome: Outcome
    name: str
    plan: Plan | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """What differs from what there is."""
        return self.plan.changes if self.plan else ()


class Verdict(FileVerdict[Judged]):
    """The whole file."""

    @property
    def new(self) -> list[Judged]:
        """Those who become employees."""
        return self.with_outcome(Outcome.NEW)

    @property
    def changed(self) -> list[Judged]:
        """Those of whom something changes."""
        return self.with_outcome(Outcome.CHANGED)

    @property
    def unchanged(self) -> list[Judged]:
        """Those who are here as the file says."""
        return self.with_outcome(Outcome.UNCHANGED)

    @property
    def unknown(self) -> list[Judged]:
        """Those whom the company does not employ."""
        return self.with_outcome(Outcome.UNKNOWN)

    @property
    def told(self) -> list[Judged]:
        """The rows, those that are wrong first, then those of which something becomes."""
        order = list(Outcome)
        rank = {Outcome.WRONG: -2, Outcome.UNKNOWN: -1}
        return sorted(self.rows, key=lambda one: rank.get(one.outcome, order.index(one.outcome)))

    @property
    def plans(self) -> list[Plan]:
        """What would be carried out."""
        return [one.plan for one in (*self.new, *self.changed) if one.plan is not None]

    def lacking(self, name: str) -> int:
        """How many of those who are new lack something."""
        missing = (one.plan.missing for one in self.new if one.plan is not None)
        return sum(any(field.name == name for field in fields) for fields in missing)

    @property
    def done(self) -> Sequence[Plan]:
        """The same."""
        return self.plans


@dataclass(frozen=True)
class Known:
    """The company's employees; `indexes` has the keyed index of a row's identity number by its line.

    `only`: the sections that the file is about, all when none are named, and then also who is new.
    """

    people: Sequence[Person]
    default: date
    indexes: Mapping[int, str] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    for_all: Mapping[str, Choice] = field(default_factory=dict)
    """What those get of the extras who have none, where the file says nothing."""


def judge(rows: Sequence[ImportRow], known: Known) -> Verdict:
    """What becomes of each row beside the others and beside what there is."""
    judge = _Judge(known, {row.get(Field.NUMBER) for row in rows})
    return Verdict(tuple(judge.judged(row) for row in rows))


class _Judge:
    def __init__(self, known: Known, numbers: Collection[int | None]) -> None:
        self._known = known
        self._register = Register(known.people)
        self._people: dict[object, int] = {}
        self._numbers: dict[int, int] = {}
        self._taken = {*numbers, *self._register.by_number}
        self._next = self._register.next_number()

    def judged(self, row: ImportRow) -> Judged:
        index = self._known.indexes.get(row.line, "")
        try:
            person = self._register.about(row, index)
            self._refuse_twice(row, index, person)
        except Faulty as faulty:
            return Judged(row, Outcome.WRONG, row.name, faults=(*row.faults, *faulty.faults))
        name = (person.full_name if person else "") or row.name
        if row.faults:
            return Judged(row, Outcome.WRONG, name, faults=row.faults)
        if person is None and self._known.only:
            return Judged(row, Outcome.UNKNOWN, name)
        return self._planned(row, person, name)

    def _planned(self, row: ImportRow, person: Person | None, name: str) -> Judged:
        known = self._known
        try:
            plan = plan_of(
                row, person, default=known.default, only=known.only, extras=known.extras, for_all=known.for_all
            )
        except Faulty as faulty:
            return Judged(row, Outcome.WRONG, name, faults=faulty.faults)
        if person is None:
            return Judged(row, Outcome.NEW, name, self._numbered(plan))
        return Judged(row, Outcome.CHANGED if plan.changes else Outcome.UNCHANGED, name, plan)

    def _refuse_twice(self, row: ImportRow, index: str, person: Person | None) -> None:
        """The same person, or the same employee number, on two rows."""
        number = row.get(Field.NUMBER)
        if number is not None and self._numbers.setdefault(number, row.line) != row.line:
            detail = str(self._numbers[number])
            raise Faulty(Fault(Field.NUMBER, Problem.NUMBER_TWICE, detail, value=str(number)))
        key = person.id if person else index or number or (row.name.casefold(), row.get(Field.HIRED_ON))
        if self._people.setdefault(key, row.line) != row.line:
            raise Faulty(Fault(Field.IDENTITY if index else "", Problem.TWICE, str(self._people[key])))

    def _numbered(self, plan: Plan) -> Plan:
        """Whom the file gives no employee number gets the next one that nobody has."""
        if "number" in plan.basics:
            return plan
        while self._next in self._taken:
            self._next += 1
        self._taken.add(self._next)
        return replace(plan, basics={**plan.basics, "number": self._next})
