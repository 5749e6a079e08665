"""What importing a file would do, row by row: everything or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from collaborations.rules.import_rows import Entry, Fault, Field, Row, RowProblem
from common.import_verdicts import FileVerdict

Key = tuple[str, str]


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    LISTED = "listed"
    """In the list already: the row is left out."""
    STANDING = "standing"
    """The firm works with the client in the service already, or has asked: the row is left out."""
    WRONG = "wrong"


@dataclass(frozen=True)
class Known:
    """What the firm has already, by number and service, and its clients' names by number.

    `elsewhere` are its own clients that work with another firm: of other companies it is told nothing.
    """

    listed: frozenset[Key] = frozenset()
    standing: frozenset[Key] = frozenset()
    elsewhere: frozenset[Key] = frozenset()
    clients: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Judged:
    """A row and what becomes of it; `client` is the firm's client with the number."""

    row: Row
    outcome: Outcome
    client: str = ""


class Verdict(FileVerdict[Judged]):
    """The whole file."""

    @property
    def left_out(self) -> list[Judged]:
        """The rows that are here already."""
        return self.with_outcome(Outcome.LISTED, Outcome.STANDING)

    @property
    def entries(self) -> list[Entry]:
        """What would be imported."""
        return [one.row.entry for one in self.with_outcome(Outcome.NEW) if one.row.entry is not None]

    @property
    def done(self) -> Sequence[Entry]:
        """The same."""
        return self.entries


def judge(rows: Sequence[Row], known: Known) -> Verdict:
    """What becomes of each row beside the others and beside what the firm has."""
    first: dict[Key, int] = {}
    judged = []
    for row in rows:
        one = _judge_one(row, known, first)
        if row.entry is not None:
            first.setdefault(row.entry.key, row.line)
        judged.append(one)
    return Verdict(tuple(judged))


def _judge_one(row: Row, known: Known, first: Mapping[Key, int]) -> Judged:
    if row.entry is None:
        return Judged(row, Outcome.WRONG)
    key = row.entry.key
    client = known.clients.get(row.entry.number, "")
    if key in first:
        return _wrong(row, Fault(RowProblem.TWICE, Field.NUMBER, row.number, str(first[key])))
    if key in known.standing:
        return Judged(row, Outcome.STANDING, client)
    if key in known.elsewhere:
        return _wrong(row, Fault(RowProblem.OTHER_FIRM, Field.NUMBER, row.number))
    return Judged(row, Outcome.LISTED if key in known.listed else Outcome.NEW, client)


def _wrong(row: Row, fault: Fault) -> Judged:
    return Judged(replace(row, faults=(fault,)), Outcome.WRONG)
