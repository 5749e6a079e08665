"""Writing the rows of a checked bundle, in one transaction."""

from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import UUID
from zipfile import BadZipFile, ZipFile

from django.core.cache import cache
from django.db import DataError, IntegrityError, connection
from django.db.models import Model

from accounts.exit_sections import NotTaken, Row, Table, sections
from accounts.models import User
from bundles.models import BundleImport
from bundles.queries import progress_key
from bundles.refusals import Refused
from bundles.rows import BATCH, queryset_of
from bundles.rules.lines import line_of
from bundles.rules.manifest import AUDIT
from bundles.rules.verification import rows_of
from bundles.sections import EARLIER, PEOPLE
from bundles.storage import Sink
from bundles.taking_in import KnownIds, in_order, objects_of

PROGRESS_SECONDS = 3600


def load(archive: ZipFile, row: BundleImport) -> None:
    """Write everything. Raises Refused: the caller takes everything back."""
    tables = in_order([one for one in sections() if isinstance(one, Table)])
    try:
        known: KnownIds = {User: _take_people(archive)}
        for table in tables:
            _take_table(archive, table, row, known)
        for table in tables:
            table.finish(row.company_id)
        connection.check_constraints()
        _keep_audit_log(archive, row)
    except NotTaken as error:
        raise Refused("NOT_TAKEN", str(error)) from error
    except (IntegrityError, DataError) as error:
        raise Refused("TAKEN") from error
    except (KeyError, ValueError, BadZipFile) as error:
        if isinstance(error, Refused):
            raise
        raise Refused("UNREADABLE") from error


def _take_people(archive: ZipFile) -> set[UUID]:
    """Those whom the history names. Who is not known here gets a row that nobody can sign in with."""
    people: dict[UUID, Row] = {}
    for one in rows_of(archive, PEOPLE):
        people[UUID(str(one["id"]))] = one
    known = set(User.objects.filter(pk__in=people).values_list("pk", flat=True))
    User.objects.bulk_create([_stranger(key, people[key]) for key in people if key not in known], batch_size=BATCH)
    return set(people)


def _stranger(key: UUID, row: Row) -> User:
    names = {name: str(row[name])[:80].replace("\0", "") for name in ("given_name", "family_name")}
    user = User(id=key, email=f"{key}@imported.invalid", is_active=False, **names)
    user.set_unusable_password()
    return user


def _take_table(archive: ZipFile, table: Table, row: BundleImport, known: KnownIds) -> None:
    if table.replaces:
        queryset_of(table, row.company_id).delete()
    objects = objects_of(table, rows_of(archive, table.path), row.company_id, known)
    while batch := list(islice(objects, BATCH)):
        _insert(table, batch)
        cache.set(progress_key(row.pk), int(cache.get(progress_key(row.pk), 0)) + len(batch), PROGRESS_SECONDS)


def _insert(table: Table, batch: list[Any]) -> None:
    if table.insert is not None:
        table.insert(batch)
    elif _sets_moments(table.model):
        for one in batch:  # as it was written: `created_at` is when it was, not now
            one.save_base(raw=True, force_insert=True)
    else:
        table.model.objects.bulk_create(batch)  # type: ignore[attr-defined]


def _sets_moments(model: type[Model]) -> bool:
    fields = model._meta.concrete_fields
    return any(getattr(one, "auto_now", False) or getattr(one, "auto_now_add", False) for one in fields)


def _keep_audit_log(archive: ZipFile, row: BundleImport) -> None:
    """The old chain stays beside the new one, as it was verified: it is never written into the new."""
    sink = Sink(company_id=row.company_id, owner_id=row.pk, path=EARLIER)
    for one in _earlier(archive, row):
        sink.write(line_of(one))
    sink.close()


def _earlier(archive: ZipFile, row: BundleImport) -> Iterator[Row]:
    if EARLIER in archive.namelist():
        yield from rows_of(archive, EARLIER)
    for event in rows_of(archive, AUDIT):
        yield {"bundle": row.sha256, **event}
