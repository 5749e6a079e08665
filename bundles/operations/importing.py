"""Taking a bundle into a company: received, checked, shown, and then taken in whole or not at all."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from zipfile import BadZipFile, ZipFile

from django.db import IntegrityError, transaction

from accounts.exit_sections import Table, sections
from accounts.models import User
from bundles.models import BundleImport
from bundles.operations.loading import load
from bundles.refusals import Refusal, Refused
from bundles.rows import queryset_of
from bundles.rules.manifest import Manifest
from bundles.rules.states import OPEN_IMPORTS, ImportState
from bundles.rules.verification import faults_of, read_manifest
from bundles.storage import archive_as_file, forget, store_pieces
from events.models import AuditEvent
from events.operations import enqueue, record


class AlreadyImporting(ValueError):
    """A file is on its way into the company already."""


class NotWaiting(ValueError):
    """The file is not one that waits to be taken in."""


@transaction.atomic
def receive(
    *, company_id: UUID, pieces: Iterable[bytes], by: User, at: datetime, firm_id: UUID | None = None
) -> BundleImport:
    """Store a file and let it be checked. Raises AlreadyImporting."""
    try:
        with transaction.atomic():
            row = BundleImport.objects.create(company_id=company_id, firm_id=firm_id, uploaded_by=by, uploaded_at=at)
    except IntegrityError as error:
        raise AlreadyImporting(str(company_id)) from error
    row.size, row.sha256 = store_pieces(pieces, company_id=company_id, owner_id=row.pk)
    row.save(update_fields=["size", "sha256"])
    cause = _record("bundles.import_received", row, by)
    enqueue("bundles.check_import", dedupe_key=f"bundle-import:{row.pk}:check", cause=cause, import_id=row.pk)
    return row


@transaction.atomic
def check_import(*, import_id: UUID, at: datetime) -> None:
    """Say what the file would bring, or why it cannot be taken in; nothing of it is written."""
    row = _locked(import_id)
    if row.state != ImportState.CHECKING:
        return
    refusals, manifest = _judged(row)
    if manifest is not None:
        row.made_at = manifest.created_at
        row.preview = {one.path: one.rows for one in manifest.files if one.rows is not None}
    if refusals:
        _refuse(row, refusals, at)
        return
    row.state = ImportState.CHECKED
    row.save(update_fields=["state", "preview", "made_at"])


def _judged(row: BundleImport) -> tuple[list[Refusal], Manifest | None]:
    try:
        with archive_as_file(row.pk) as file, ZipFile(file) as archive:
            faults = [Refusal(fault.kind, fault.path) for fault in faults_of(archive)]
            if faults:
                return faults, None
            manifest = read_manifest(archive)
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return [Refusal("UNREADABLE")], None
    return _misfits(row, manifest), manifest


def _misfits(row: BundleImport, manifest: Manifest) -> list[Refusal]:
    """Why a whole file does not fit this company."""
    if manifest.corporate_identity_number != row.company.corporate_identity_number:
        return [Refusal("OTHER_COMPANY", manifest.corporate_identity_number)]
    return [Refusal("OCCUPIED", path) for path in occupied(row.company_id)]


def occupied(company_id: UUID) -> list[str]:
    """The tables in which the company has rows already."""
    tables = (one for one in sections() if isinstance(one, Table) and not one.replaces)
    return [one.path for one in tables if queryset_of(one, company_id).exists()]


@transaction.atomic
def begin_import(*, import_id: UUID, by: User) -> BundleImport:
    """Take the file in that was checked. Raises NotWaiting."""
    row = _locked(import_id)
    if row.state != ImportState.CHECKED:
        raise NotWaiting
    row.state = ImportState.IMPORTING
    row.save(update_fields=["state"])
    cause = _record("bundles.import_begun", row, by)
    enqueue("bundles.carry_out_import", dedupe_key=f"bundle-import:{row.pk}:in", cause=cause, import_id=row.pk)
    return row


@transaction.atomic
def cancel_import(*, import_id: UUID, by: User, at: datetime) -> None:
    """Throw a file away that was not taken in. Raises NotWaiting."""
    row = _locked(import_id)
    if row.state != ImportState.CHECKED:
        raise NotWaiting
    _close(row, ImportState.CANCELLED, at)
    _record("bundles.import_cancelled", row, by)


@transaction.atomic
def carry_out_import(*, import_id: UUID, at: datetime) -> None:
    """Write everything in the file, or, when anything is wrong, nothing of it and why."""
    row = _locked(import_id)
    if row.state != ImportState.IMPORTING:
        return
    refusals = _misfits_now(row)
    if not refusals:
        try:
            with transaction.atomic(), archive_as_file(row.pk) as file, ZipFile(file) as archive:
                load(archive, row)
        except Refused as refused:
            refusals = [refused.refusal]
    if refusals:
        _refuse(row, refusals, at)
        return
    forget(row.pk, only_archive=True)
    _close(row, ImportState.IMPORTED, at)
    _record("bundles.imported", row, row.uploaded_by)


def _misfits_now(row: BundleImport) -> list[Refusal]:
    """What has come in the way since the file was checked."""
    return [Refusal("OCCUPIED", path) for path in occupied(row.company_id)]


@transaction.atomic
def give_up_import(*, import_id: UUID, at: datetime) -> None:
    """Something failed every time it was tried: nothing was written, and the file can be sent again."""
    row = _locked(import_id)
    if row.state in OPEN_IMPORTS:
        forget(row.pk)
        _close(row, ImportState.FAILED, at)
        _record("bundles.import_failed", row, None)


def _refuse(row: BundleImport, refusals: list[Refusal], at: datetime) -> None:
    row.refusals = [one.as_data() for one in refusals[:100]]
    row.save(update_fields=["refusals", "preview", "made_at"])
    forget(row.pk)
    _close(row, ImportState.REFUSED, at)
    _record("bundles.import_refused", row, None)


def _close(row: BundleImport, state: ImportState, at: datetime) -> None:
    if state == ImportState.CANCELLED:
        forget(row.pk)
    row.state, row.finished_at = state, at
    row.save(update_fields=["state", "finished_at"])


def _locked(import_id: UUID) -> BundleImport:
    rows = BundleImport.objects.select_for_update(of=("self",)).select_related("company", "uploaded_by")
    return rows.get(pk=import_id)


def _record(kind: str, row: BundleImport, by: User | None) -> AuditEvent:
    actor = by.pk if by else None
    data = {"sha256": row.sha256}
    return record(kind, by=actor, subject=row, company_id=row.company_id, firm_id=row.firm_id, data=data)
