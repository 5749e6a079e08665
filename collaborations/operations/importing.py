"""A file with collaborations that were made elsewhere: sent in, understood, and imported whole or not at all."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from accounts.models import Firm, User
from collaborations.catalogue.import_words import import_words
from collaborations.models import CollaborationImport, UnlinkedCollaboration
from collaborations.operations.refusals import FileGone, FileNotImported
from collaborations.queries.unlinked import verdict_of
from collaborations.rules.import_rows import Entry, Field
from common.uploaded_tables import guessed_columns, table_in
from events.operations import record

KEPT = timedelta(days=7)
"""How long a file that nobody imports is kept."""


@transaction.atomic
def receive_file(*, firm: Firm, name: str, content: bytes, by: User, at: datetime) -> CollaborationImport:
    """Keep a file to be looked at, in place of the one that the person sent in before.

    Nothing is imported by it. Raises FileRefused for what is no table.
    """
    table = table_in(content)
    _lock(firm)
    former = CollaborationImport.objects.filter(firm=firm)
    former.filter(uploaded_at__lt=at - KEPT).delete()
    former.filter(uploaded_by=by).delete()
    columns = guessed_columns(table.head, import_words().headings)
    return CollaborationImport.objects.create(
        firm=firm,
        uploaded_by=by,
        uploaded_at=at,
        file_name=name[-200:],
        sha256=sha256(content).hexdigest(),
        head=list(table.head),
        rows=[[line, *cells] for line, cells in table.rows],
        columns=_places(columns),
    )


@transaction.atomic
def choose_columns(*, file_id: UUID, firm: Firm, columns: Mapping[Field, int], by: User) -> None:
    """Say which column is what. Raises FileGone."""
    file = _found(firm, by, file_id)
    file.columns = _places(columns)
    file.save(update_fields=["columns"])


@transaction.atomic
def import_file(*, file_id: UUID, firm: Firm, seen: str, by: User, at: datetime) -> int:
    """Put every row of the file that is not here yet into the list; answers with how many.

    Raises FileGone, and FileNotImported when a row is wrong or something else would be imported than was `seen`.
    """
    file = _found(firm, by, file_id)
    verdict = verdict_of(file)
    if not verdict.can_be_imported or verdict.digest != seen:
        raise FileNotImported
    rows = [_unlinked(firm, entry, by, at) for entry in verdict.entries]
    UnlinkedCollaboration.objects.bulk_create(rows, batch_size=1000)
    data = {"rows": len(rows), "left_out": len(verdict.left_out), "sha256": file.sha256}
    record("collaborations.imported", by=by.pk, subject=file, firm_id=firm.pk, data=data)
    file.delete()
    return len(rows)


@transaction.atomic
def throw_file_away(*, file_id: UUID, firm: Firm, by: User) -> None:
    """Forget a file without importing it. Raises FileGone."""
    _found(firm, by, file_id).delete()


def _lock(firm: Firm) -> None:
    """Two imports of a firm take turns, so that each sees what the other brought."""
    Firm.objects.select_for_update(no_key=True).get(pk=firm.pk)


def _found(firm: Firm, by: User, file_id: UUID) -> CollaborationImport:
    _lock(firm)
    file = CollaborationImport.objects.filter(pk=file_id, firm=firm, uploaded_by=by).first()
    if file is None:
        raise FileGone
    return file


def _places(columns: Mapping[Field, int]) -> dict[str, int]:
    return {field.value: place for field, place in columns.items()}


def _unlinked(firm: Firm, entry: Entry, by: User, at: datetime) -> UnlinkedCollaboration:
    return UnlinkedCollaboration(
        firm=firm,
        corporate_identity_number=entry.number,
        company_name=entry.name,
        service=entry.service,
        variant=entry.variant,
        billing_recipient=entry.recipient or "",
        period_months=entry.months,
        agreed_on=entry.agreed_on,
        imported_by=by,
        imported_at=at,
    )
