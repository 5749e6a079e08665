"""Activating for many clients at once, until it is confirmed: who, which terms, and what that would mean for each."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Firm, User
from advisor.models import Assignment, Contact
from collaborations.models import BulkActivation, BulkItem
from collaborations.models.bulk import written_terms
from collaborations.operations.activation import refuse_terms
from collaborations.operations.refusals import BulkGone, ForeignChoice, NoClients, TooManyClients
from collaborations.queries.bulk import judged, left_in, options_of
from collaborations.rules.bulk import BulkAction, BulkState, ItemState, NotDone, Verdict, written_blockers
from collaborations.rules.states import TransitionNotAllowed
from collaborations.rules.terms import Terms
from events.models import AuditEvent
from events.operations import enqueue, record

MOST_CLIENTS = 2000
JUDGED_AT_ONCE = 10
"""So many are judged while the person waits; the rest in the background."""
JUDGED_PER_STEP = 50
ITEM_FIELDS = [
    "assignment",
    "contact",
    "state",
    "scenario",
    "waits_for_answer",
    "asks_for_contact",
    "is_included",
    "digest",
    "people",
    "written_blockers",
    "reason",
]


@transaction.atomic
def choose_clients(*, firm: Firm, client_ids: Sequence[UUID], by: User, at: datetime) -> BulkActivation:
    """Begin with some clients, in their order. Raises NoClients, TooManyClients."""
    if not client_ids:
        raise NoClients
    if len(client_ids) > MOST_CLIENTS:
        raise TooManyClients
    bulk = BulkActivation.objects.create(firm=firm, made_by=by, made_at=at)
    items = [
        BulkItem(firm=firm, bulk=bulk, client_id=client_id, position=position)
        for position, client_id in enumerate(client_ids)
    ]
    BulkItem.objects.bulk_create(items, batch_size=500)
    record_bulk("bulk_chosen", bulk, by.pk, clients=len(items))
    return bulk


@transaction.atomic
def propose(*, bulk: BulkActivation, terms: Terms, by: User) -> None:
    """Choose the terms and judge what they mean for each client: the first ones now, the rest in the background.

    Raises TermsRefused, BulkGone.
    """
    refuse_terms(terms)
    row = locked_bulk(bulk.pk, BulkAction.PROPOSE)
    row.service, row.written_terms = terms.offer.service, written_terms(terms)
    row.version += 1
    row.save(update_fields=["state", "service", "written_terms", "version"])
    items = BulkItem.objects.filter(bulk=row)
    number = items.count()
    items.exclude(state=ItemState.LEFT_OUT).update(state=ItemState.WAITING, version=row.version)
    cause = record_bulk("bulk_proposed", row, by.pk, service=row.service, variant=terms.offer.variant)
    for start in range(JUDGED_AT_ONCE, number, JUDGED_PER_STEP):
        _judge_later(row, start, cause)
    _judge(row, 0, JUDGED_AT_ONCE, row.version)


def _judge_later(bulk: BulkActivation, start: int, cause: AuditEvent) -> None:
    enqueue(
        "collaborations.judge_bulk",
        dedupe_key=f"bulk:{bulk.pk}:judge:{bulk.version}:{start}",
        cause=cause,
        bulk_id=bulk.pk,
        version=bulk.version,
        start=start,
    )


@transaction.atomic
def judge_step(*, bulk_id: UUID, version: int, start: int) -> None:
    """Judge the clients of one step; nothing when other terms have been proposed since, or it is thrown away."""
    try:
        bulk = locked_bulk(bulk_id, BulkAction.ADJUST)
    except BulkGone:
        return
    _judge(bulk, start, start + JUDGED_PER_STEP, version)


@transaction.atomic
def give_up_judging(*, bulk_id: UUID, version: int, start: int) -> None:
    """What could not be judged cannot be activated: a person sees it, and can propose again."""
    items = _waiting(bulk_id, start, start + JUDGED_PER_STEP, version)
    items.update(state=ItemState.BLOCKED, reason=NotDone.FAILED, digest="", written_blockers=[])


def _waiting(bulk_id: UUID, start: int, stop: int, version: int) -> QuerySet[BulkItem]:
    return BulkItem.objects.filter(
        bulk_id=bulk_id, position__gte=start, position__lt=stop, version=version, state=ItemState.WAITING
    )


def _judge(bulk: BulkActivation, start: int, stop: int, version: int) -> None:
    """Needs the lock of the bulk: no other terms are proposed meanwhile."""
    terms = bulk.terms
    items = list(_waiting(bulk.pk, start, stop, version).select_related("client__firm"))
    options = options_of(item.client_id for item in items)
    for item in items:
        item.assignment, item.contact = options[item.client_id].usual(item, bulk.made_by, item.client)
        take(item, judged(item, terms, bulk.made_by))
        item.save(update_fields=ITEM_FIELDS)


def take(item: BulkItem, verdict: Verdict) -> None:
    """The verdict, on the item in memory."""
    item.state = verdict.state
    item.scenario = verdict.scenario
    item.waits_for_answer = verdict.waits_for_answer
    item.asks_for_contact = verdict.asks_for_contact
    item.is_included = verdict.is_included
    item.digest = verdict.plan.digest
    item.people = verdict.people
    item.written_blockers = written_blockers(verdict.plan.blockers)
    item.reason = ""


@transaction.atomic
def choose_for_client(*, item: BulkItem, assignment: Assignment | None, contact: Contact | None) -> None:
    """Use another assignment or contact for one client, and judge it again. Raises BulkGone, ForeignChoice."""
    for choice in (assignment, contact):
        if choice is not None and choice.client_id != item.client_id:
            raise ForeignChoice
    bulk = _changed(item)
    row = BulkItem.objects.select_for_update(of=("self",)).select_related("client__firm").get(pk=item.pk)
    row.assignment, row.contact = assignment, contact
    take(row, judged(row, bulk.terms, bulk.made_by))
    row.save(update_fields=ITEM_FIELDS)


@transaction.atomic
def leave_out(*, item: BulkItem, is_left_out: bool) -> None:
    """Leave a client out, or take it in again and judge it. Raises BulkGone."""
    bulk = _changed(item)
    row = BulkItem.objects.select_for_update(of=("self",)).select_related("client__firm").get(pk=item.pk)
    if is_left_out:
        row.state = ItemState.LEFT_OUT
    else:
        options = options_of([row.client_id])[row.client_id]
        row.assignment, row.contact = options.usual(row, bulk.made_by, row.client)
        take(row, judged(row, bulk.terms, bulk.made_by))
    row.save(update_fields=ITEM_FIELDS)


@transaction.atomic
def repeat(*, bulk: BulkActivation, by: User, at: datetime) -> BulkActivation:
    """Begin again with those for whom nothing was done, under the same terms; before it is confirmed, judge all again.

    Raises NoClients, TermsRefused, BulkGone.
    """
    if bulk.state not in (BulkState.PROPOSED, BulkState.CONFIRMED):
        raise BulkGone
    if bulk.state == BulkState.PROPOSED:
        propose(bulk=bulk, terms=bulk.terms, by=by)
        return bulk
    following = choose_clients(firm=bulk.firm, client_ids=left_in(bulk), by=by, at=at)
    propose(bulk=following, terms=bulk.terms, by=by)
    return following


@transaction.atomic
def discard(*, bulk: BulkActivation, by: User) -> None:
    """Throw away what is not confirmed; nothing was done. Raises BulkGone."""
    row = locked_bulk(bulk.pk, BulkAction.DISCARD)
    row.save(update_fields=["state"])
    record_bulk("bulk_discarded", row, by.pk)


def _changed(item: BulkItem) -> BulkActivation:
    """The bulk of an item whose preview changes: what was seen before cannot be confirmed."""
    bulk = locked_bulk(item.bulk_id, BulkAction.ADJUST)
    bulk.version += 1
    bulk.save(update_fields=["version"])
    return bulk


def locked_bulk(bulk_id: UUID, action: BulkAction) -> BulkActivation:
    """The bulk, locked, with the action applied in memory. Raises BulkGone."""
    rows = BulkActivation.objects.select_for_update(of=("self",)).select_related("made_by")
    bulk = rows.get(pk=bulk_id)
    try:
        bulk.apply(action)
    except TransitionNotAllowed as error:
        raise BulkGone from error
    return bulk


def record_bulk(kind: str, bulk: BulkActivation, by: UUID | None, **data: str | int) -> AuditEvent:
    """Say what was done with a bulk."""
    return record(f"collaborations.{kind}", by=by, subject=bulk, firm_id=bulk.firm_id, data=data)
