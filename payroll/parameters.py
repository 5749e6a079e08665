"""The law's figures with what operators have added: the only way from approved entries to `Parameters`."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Max

from payroll.models import EntryKind, StatutoryEntry, StatutoryTable
from payroll.rules.entry_states import EntryState
from payroll.statutory import NOTHING_ADDED, Additions, ImportedTables, Parameters, Row, parameters_on
from payroll.statutory.reading import figure_of, group_of, one_off_table_of


def latest_version() -> int:
    """The version of the entry that was approved last, 0 when there is none."""
    return StatutoryEntry.objects.aggregate(latest=Max("version"))["latest"] or 0


def parameters_for(payday: date, version: int | None = None) -> Parameters:
    """The figures of a payday as they stood at a version, now when none is given. Raises YearNotAvailable."""
    return parameters_on(payday, additions_up_to(version))


def additions_up_to(version: int | None = None) -> Additions:
    """What was approved up to a version, everything when none is given: one small query, the rest is remembered.

    Before the first version nothing was approved.
    """
    if version == 0:
        return NOTHING_ADDED
    approved = StatutoryEntry.objects.filter(state=EntryState.APPROVED).order_by("version")
    if version is not None:
        approved = approved.filter(version__lte=version)
    ids = tuple(approved.values_list("pk", flat=True))
    return _additions(ids) if ids else NOTHING_ADDED


@lru_cache(maxsize=16)
def _additions(ids: tuple[UUID, ...]) -> Additions:
    """Approved entries never change, so they are read once a process."""
    entries = list(StatutoryEntry.objects.filter(pk__in=ids).order_by("version"))
    return Additions(
        tuple(figure_of(one.name, one.data) for one in _of_kind(entries, EntryKind.FIGURE)),
        tuple(group_of(one.data) for one in _of_kind(entries, EntryKind.CONTRIBUTION_GROUP)),
        tuple(one_off_table_of(one.data) for one in _of_kind(entries, EntryKind.ONE_OFF_TABLE)),
        tuple(_tables(one) for one in _of_kind(entries, EntryKind.TAX_TABLES)),
    )


def _of_kind(entries: Iterable[StatutoryEntry], kind: EntryKind) -> list[StatutoryEntry]:
    return [entry for entry in entries if entry.kind == kind]


def _tables(entry: StatutoryEntry) -> ImportedTables:
    found = StatutoryTable.objects.filter(entry=entry).values_list("number", "rows")
    rows = {
        number: tuple(Row(kind, number, lower, upper, tuple(values)) for kind, lower, upper, *values in its_rows)
        for number, its_rows in found
    }
    return ImportedTables(entry.year, entry.data["source"], entry.data["sha256"], rows)
