"""What importing a file would do, whatever it is about: everything or nothing, as it was seen."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Judged(Protocol):
    """A row and what becomes of it."""

    @property
    def outcome(self) -> str: ...


Row = TypeVar("Row", bound=Judged)


@dataclass(frozen=True)
class FileVerdict(Generic[Row]):
    """The whole file; a row whose outcome is `wrong` keeps it from being imported."""

    rows: tuple[Row, ...]

    def with_outcome(self, *outcomes: str) -> list[Row]:
        """The rows of which something becomes."""
        return [one for one in self.rows if one.outcome in outcomes]

    @property
    def wrong(self) -> list[Row]:
        """The rows that keep the file from being imported."""
        return self.with_outcome("wrong")

    @property
    def done(self) -> Sequence[object]:
        """What would be done."""
        raise NotImplementedError

    @property
    def can_be_imported(self) -> bool:
        """Nothing is imported while a row is wrong, and there has to be something."""
        return not self.wrong and bool(self.done)

    @property
    def digest(self) -> str:
        """Changes whenever something else would be done."""
        return hashlib.sha256(repr((self.can_be_imported, self.done)).encode()).hexdigest()
