"""Statutory data that operators enter: one proposes with a source, another approves, and then it never changes."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from accounts.models import User
from common import clock
from events.operations import record
from payroll.models import EntryKind, StatutoryEntry, StatutoryTable
from payroll.rules.entry_states import EntryAction, EntryState, next_state
from payroll.rules.tax_table_checks import Checked, checked
from payroll.rules.tax_table_file import rows_in
from payroll.statutory.loading import TAX_TABLES, years_with_tax_constants
from payroll.statutory.reading import figure_of, group_of, one_off_table_of

# The form of each kind: what is stored must be readable as what it is.
READ_AS: dict[EntryKind, Callable[[str, dict[str, Any]], object]] = {
    EntryKind.CONTRIBUTION_GROUP: lambda _name, data: group_of(data),
    EntryKind.FIGURE: figure_of,
    EntryKind.ONE_OFF_TABLE: lambda _name, data: one_off_table_of(data),
}


class ProposalExists(ValueError):
    """The same value of the year waits for a decision already."""


class SamePerson(ValueError):
    """Whoever entered a value does not decide about it."""


class AgreementNotAccepted(ValueError):
    """The tables differ from those that the product makes, and nobody has said that this is right."""


@transaction.atomic
def propose(*, kind: EntryKind, year: int, name: str, data: dict[str, Any], by: User, firm_id: UUID) -> StatutoryEntry:
    """Enter a figure, a rate or a one-off table. Raises StatutoryDataWrong, ProposalExists."""
    READ_AS[kind](name, data)
    entry = _entered(kind, year, name, data, by)
    _record("payroll.statutory_entry_proposed", entry, by, firm_id)
    return entry


@transaction.atomic
def propose_tables(
    *, year: int, content: bytes, file_name: str, source: str, by: User, firm_id: UUID
) -> StatutoryEntry:
    """Import a year's tables from the agency's file, after every check. Raises FileRefused, ProposalExists."""
    found = checked(rows_in(content, year), year, years_with_tax_constants())
    data = {
        "source": source,
        "file_name": file_name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "rows": sum(len(rows) for rows in found.tables.values()),
        "cells": found.cells,
        "equal": found.equal,
        "exceptions": [{"table": one.table, "income": one.detail} for one in found.exceptions],
    }
    entry = _entered(EntryKind.TAX_TABLES, year, TAX_TABLES, data, by)
    StatutoryTable.objects.bulk_create(_rows(entry, found))
    _record("payroll.statutory_entry_proposed", entry, by, firm_id)
    return entry


def _rows(entry: StatutoryEntry, found: Checked) -> list[StatutoryTable]:
    return [
        StatutoryTable(
            entry=entry,
            number=number,
            rows=[[row.kind, row.income_from, row.income_to, *row.values] for row in rows],
        )
        for number, rows in found.tables.items()
    ]


def _entered(kind: EntryKind, year: int, name: str, data: Mapping[str, Any], by: User) -> StatutoryEntry:
    values = {"kind": kind, "year": year, "name": name, "data": data}
    try:
        with transaction.atomic():
            return StatutoryEntry.objects.create(**values, entered_by=by, entered_at=clock.now())
    except IntegrityError as error:
        raise ProposalExists(f"{name} of {year} waits already.") from error


@transaction.atomic
def approve_entry(*, entry_id: UUID, by: User, firm_id: UUID, accepts_differences: bool = False) -> StatutoryEntry:
    """Let an entry apply from now on. Raises EntryDecided, SamePerson, AgreementNotAccepted."""
    # Versions are numbered in the order of approval: one at a time.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('payroll.statutory_entry'))")
    entry = _locked(entry_id)
    state = next_state(EntryState(entry.state), EntryAction.APPROVE)
    if entry.entered_by_id == by.pk:
        raise SamePerson
    if entry.kind == EntryKind.TAX_TABLES and entry.data["cells"] != entry.data["equal"] and not accepts_differences:
        raise AgreementNotAccepted
    entry.version = (StatutoryEntry.objects.aggregate(latest=Max("version"))["latest"] or 0) + 1
    return _decided(entry, state, "payroll.statutory_entry_approved", by, firm_id)


@transaction.atomic
def refuse_entry(*, entry_id: UUID, by: User, firm_id: UUID) -> StatutoryEntry:
    """Say no to what somebody else has entered. Raises EntryDecided, SamePerson."""
    entry = _locked(entry_id)
    state = next_state(EntryState(entry.state), EntryAction.REFUSE)
    if entry.entered_by_id == by.pk:
        raise SamePerson
    return _decided(entry, state, "payroll.statutory_entry_refused", by, firm_id)


@transaction.atomic
def withdraw_entry(*, entry_id: UUID, by: User, firm_id: UUID) -> StatutoryEntry:
    """Take a proposal back. Raises EntryDecided."""
    entry = _locked(entry_id)
    state = next_state(EntryState(entry.state), EntryAction.WITHDRAW)
    return _decided(entry, state, "payroll.statutory_entry_withdrawn", by, firm_id)


def _locked(entry_id: UUID) -> StatutoryEntry:
    return StatutoryEntry.objects.select_for_update(no_key=True).get(pk=entry_id)


def _decided(entry: StatutoryEntry, state: EntryState, kind: str, by: User, firm_id: UUID) -> StatutoryEntry:
    entry.state, entry.decided_by, entry.decided_at = state, by, clock.now()
    entry.save(update_fields=["state", "version", "decided_by", "decided_at"])
    _record(kind, entry, by, firm_id)
    return entry


def _record(kind: str, entry: StatutoryEntry, by: User, firm_id: UUID) -> None:
    """In the history of the firm whose operator acts: the law itself belongs to nobody."""
    data = {"year": entry.year, "name": entry.name, "version": entry.version}
    record(kind, by=by.pk, subject=entry, firm_id=firm_id, data=data)
