"""Building an exit bundle: asked for once, made step by step, each in a transaction of its own."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.exit_sections import Documents, Row, Table, section_at, sections
from accounts.models import User
from bundles.models import BundleFile, ExitBundle
from bundles.operations.archiving import write_archive
from bundles.rows import rows_of_table
from bundles.rules.lines import line_of
from bundles.rules.states import BundleState
from bundles.sections import events_of
from bundles.storage import Sink, forget
from events.models import AuditEvent
from events.operations import enqueue, record

ARCHIVE = "archive"
BEGINNINGS = 5
KEPT_DAYS = 14


class AlreadyBuilding(ValueError):
    """A bundle is being built already."""


@transaction.atomic
def request_bundle(*, company_id: UUID, by: User, at: datetime, firm_id: UUID | None = None) -> ExitBundle:
    """Begin a new bundle. Raises AlreadyBuilding."""
    try:
        with transaction.atomic():
            bundle = ExitBundle.objects.create(company_id=company_id, requested_by=by, requested_at=at)
    except IntegrityError as error:
        raise AlreadyBuilding(str(company_id)) from error
    cause = record("bundles.bundle_requested", by=by.pk, subject=bundle, company_id=company_id, firm_id=firm_id)
    bundle.cause_id = cause.pk
    _begin(bundle)
    return bundle


def _begin(bundle: ExitBundle) -> None:
    bundle.steps, bundle.steps_done = steps_for(bundle.company_id), 0
    bundle.audit_sequence = audit_length(bundle.company_id)
    bundle.save(update_fields=["steps", "steps_done", "beginning", "audit_sequence", "cause_id"])
    _go_on(bundle)


def steps_for(company_id: UUID) -> list[str]:
    """The steps of a building: a file each, a part of a folder each, and the archive."""
    steps: list[str] = []
    for section in sections():
        if isinstance(section, Documents):
            steps += [f"{section.folder} {part}" for part in section.parts(company_id)]
        else:
            steps.append(section.path)
    return [*steps, ARCHIVE]


def audit_length(company_id: UUID) -> int:
    """How many events the company's audit log has: it grows with every change."""
    newest = events_of(company_id).order_by("-sequence").values_list("sequence", flat=True).first()
    return int(newest or 0)


def _go_on(bundle: ExitBundle) -> None:
    enqueue(
        "bundles.build_step",
        dedupe_key=f"bundle:{bundle.pk}:{bundle.beginning}:{bundle.steps_done}",
        cause=AuditEvent.objects.get(pk=str(bundle.cause_id)),
        subject_id=bundle.pk,
        bundle_id=bundle.pk,
        beginning=bundle.beginning,
        number=bundle.steps_done,
    )


@transaction.atomic
def build_step(*, bundle_id: UUID, beginning: int, number: int, at: datetime) -> None:
    """Make one step, unless it is made or the building began again meanwhile; then put the next into the outbox."""
    bundle = ExitBundle.objects.select_for_update(of=("self",)).select_related("company").get(pk=bundle_id)
    if bundle.state != BundleState.BUILDING or (bundle.beginning, bundle.steps_done) != (beginning, number):
        return
    step = bundle.steps[number]
    if step != ARCHIVE:
        _make(bundle, step)
    elif audit_length(bundle.company_id) != bundle.audit_sequence:
        _begin_again(bundle, at)
        return
    else:
        _finish(bundle, at)
        return
    bundle.steps_done += 1
    bundle.save(update_fields=["steps_done"])
    _go_on(bundle)


def _make(bundle: ExitBundle, step: str) -> None:
    place, _space, part = step.partition(" ")
    section = section_at(place)
    if isinstance(section, Documents):
        for path, content in section.files(bundle.company_id, part):
            _store(bundle, path, [content], is_table=False)
    elif isinstance(section, Table):
        _store(bundle, section.path, _lines(rows_of_table(section, bundle.company_id)), is_table=True)
    else:
        _store(bundle, section.path, _lines(section.rows(bundle.company_id)), is_table=True)


def _lines(rows: Iterator[Row]) -> Iterator[bytes]:
    return (line_of(row) for row in rows)


def _store(bundle: ExitBundle, path: str, pieces: Iterable[bytes], *, is_table: bool) -> None:
    sink, rows = Sink(company_id=bundle.company_id, owner_id=bundle.pk, path=path), 0
    for piece in pieces:
        sink.write(piece)
        rows += 1
    BundleFile.objects.create(
        company_id=bundle.company_id,
        bundle=bundle,
        path=path,
        sha256=sink.close(),
        size=sink.size,
        rows=rows if is_table else None,
    )


def _begin_again(bundle: ExitBundle, at: datetime) -> None:
    """Something changed while the files were made: they would not tell of the same moment."""
    forget(bundle.pk)
    bundle.files.all().delete()
    if bundle.beginning >= BEGINNINGS:
        give_up(bundle_id=bundle.pk, at=at)
        return
    bundle.beginning += 1
    _begin(bundle)


def _finish(bundle: ExitBundle, at: datetime) -> None:
    bundle.size, bundle.sha256 = write_archive(bundle)
    forget(bundle.pk, keep_archive=True)
    bundle.state, bundle.finished_at, bundle.expires_at = BundleState.READY, at, at + timedelta(days=KEPT_DAYS)
    bundle.steps_done += 1
    bundle.save(update_fields=["size", "sha256", "state", "finished_at", "expires_at", "steps_done"])
    for former in ExitBundle.objects.filter(company_id=bundle.company_id).exclude(pk=bundle.pk):
        remove_bundle(bundle_id=former.pk)
    cause = record("bundles.bundle_built", by=None, subject=bundle, company_id=bundle.company_id)
    enqueue(
        "bundles.remove_bundle",
        dedupe_key=f"bundle:{bundle.pk}:remove",
        cause=cause,
        not_before=bundle.expires_at,
        bundle_id=bundle.pk,
    )


@transaction.atomic
def give_up(*, bundle_id: UUID, at: datetime) -> None:
    """The bundle could not be made; a new one can be asked for."""
    bundle = ExitBundle.objects.select_for_update(of=("self",)).get(pk=bundle_id)
    if bundle.state != BundleState.BUILDING:
        return
    forget(bundle.pk)
    bundle.files.all().delete()
    bundle.state, bundle.finished_at = BundleState.FAILED, at
    bundle.save(update_fields=["state", "finished_at"])
    record("bundles.bundle_failed", by=None, subject=bundle, company_id=bundle.company_id)


@transaction.atomic
def remove_bundle(*, bundle_id: UUID) -> None:
    """Remove a bundle that is too old or that a newer one replaces: it can be made again at any time."""
    forget(bundle_id)
    ExitBundle.objects.filter(pk=bundle_id).delete()
