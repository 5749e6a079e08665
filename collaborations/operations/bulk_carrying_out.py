"""Carrying out a confirmed bulk: each client on its own, once, and exactly what was previewed or nothing."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from collaborations.models import BulkActivation, BulkItem, Collaboration
from collaborations.operations.activation import activate
from collaborations.operations.bulk import locked_bulk, record_bulk
from collaborations.operations.refusals import (
    Blocked,
    BulkChanged,
    NothingToActivate,
    Refused,
)
from collaborations.queries.bulk import may_activate, progress_of
from collaborations.rules.bulk import BulkAction, ItemState, NotDone, written_blockers
from collaborations.rules.states import State
from events.models import AuditEvent
from events.operations import enqueue, record


@transaction.atomic
def confirm(*, bulk: BulkActivation, seen: int, by: User, at: datetime) -> None:
    """Let everything that can be activated be carried out; `seen` is the version of the preview.

    Raises BulkGone, BulkChanged, NothingToActivate.
    """
    row = locked_bulk(bulk.pk, BulkAction.CONFIRM)
    progress = progress_of(row)
    if row.version != seen or progress.is_judging:
        raise BulkChanged
    if not progress.ready:
        raise NothingToActivate
    row.confirmed_at = at
    row.save(update_fields=["state", "confirmed_at"])
    BulkItem.objects.filter(bulk=row, state=ItemState.READY).update(state=ItemState.QUEUED)
    cause = record_bulk("bulk_confirmed", row, by.pk, clients=progress.ready)
    enqueue(
        "collaborations.begin_bulk",
        dedupe_key=f"bulk:{row.pk}:begin",
        cause=cause,
        bulk_id=row.pk,
        cause_id=cause.pk,
    )


@transaction.atomic
def begin(*, bulk_id: UUID, cause_id: UUID) -> None:
    """One effect for each client: they are carried out, tried again and given up apart from each other."""
    cause = AuditEvent.objects.get(pk=cause_id)
    queued = BulkItem.objects.filter(bulk_id=bulk_id, state=ItemState.QUEUED).order_by("position")
    for item_id in queued.values_list("pk", flat=True):
        enqueue("collaborations.activate_in_bulk", dedupe_key=f"bulk-item:{item_id}", cause=cause, item_id=item_id)


@transaction.atomic
def give_up_beginning(*, bulk_id: UUID, at: datetime) -> None:
    """Nothing was begun: every client says so."""
    for item_id in BulkItem.objects.filter(bulk_id=bulk_id, state=ItemState.QUEUED).values_list("pk", flat=True):
        give_up_item(item_id=item_id, at=at)


@transaction.atomic
def carry_out_item(*, item_id: UUID, at: datetime) -> None:
    """Activate for one client; what is no longer as previewed is not done, and why is kept."""
    rows = BulkItem.objects.select_for_update(of=("self",))
    item = rows.select_related("bulk__made_by", "client__firm", "assignment", "contact").get(pk=item_id)
    if item.state != ItemState.QUEUED:
        return
    by = item.bulk.made_by
    if not may_activate(by.pk, item.client):
        _refuse(item, NotDone.OUT_OF_REACH, at)
        return
    try:
        collaboration = _activated(item, by, at)
    except Blocked as refusal:
        item.written_blockers = written_blockers(refusal.plan.blockers)
        _refuse(item, NotDone.BLOCKED, at)
    except Refused:
        _refuse(item, NotDone.CHANGED, at)
    else:
        item.collaboration = collaboration
        _finish(item, ItemState.REQUESTED if collaboration.state == State.REQUESTED else ItemState.ACTIVATED, at)


def _activated(item: BulkItem, by: User, at: datetime) -> Collaboration:
    return activate(
        client=item.client,
        assignment=item.assignment,
        contact=item.contact,
        terms=item.terms,
        by=by,
        at=at,
        seen=item.digest,
    )


@transaction.atomic
def give_up_item(*, item_id: UUID, at: datetime) -> None:
    """Something failed every time it was tried: nothing was done for this client."""
    item = BulkItem.objects.select_for_update(of=("self",)).select_related("bulk").get(pk=item_id)
    if item.state == ItemState.QUEUED:
        _refuse(item, NotDone.FAILED, at)


def _refuse(item: BulkItem, reason: NotDone, at: datetime) -> None:
    item.reason = reason
    _finish(item, ItemState.REFUSED, at)
    record(
        "collaborations.bulk_refused",
        by=item.bulk.made_by_id,
        subject=item.bulk,
        firm_id=item.firm_id,
        data={"client": str(item.client_id), "reason": reason},
    )


def _finish(item: BulkItem, state: ItemState, at: datetime) -> None:
    item.state, item.finished_at = state, at
    item.save(update_fields=["state", "reason", "written_blockers", "collaboration", "finished_at"])
