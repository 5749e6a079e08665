"""Reads of bulk activations, inside the firm's scope."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet

from accounts.models import FirmMembership, User
from accounts.permissions import PERMISSIONS_OF_ROLE, ClientAccess, Permission
from accounts.queries import open_firm_membership
from advisor.models import Assignment, Client, Contact
from advisor.queries import clients_of_membership
from collaborations.models import BulkActivation, BulkItem, Collaboration
from collaborations.queries.facts import facts_for
from collaborations.rules.bulk import DONE_ITEMS, LEFT_ITEMS, BulkState, ItemState, Verdict, preferred, verdict_of
from collaborations.rules.states import State
from collaborations.rules.terms import Terms

ITEMS_SHOWN = 50
BULKS_SHOWN = 100


@dataclass(frozen=True)
class Options:
    """What can be chosen for a client: its open assignments and its contacts, best first."""

    assignments: tuple[Assignment, ...] = ()
    contacts: tuple[Contact, ...] = ()

    def usual(self, item: BulkItem, by: User, client: Client) -> tuple[Assignment | None, Contact | None]:
        """What is used: what was chosen before, or the assignment that is the person's or the responsible one's."""
        index = preferred([one.owner_id for one in self.assignments], by.pk, client.responsible_consultant_id)
        first = self.assignments[index] if index is not None else None
        reached = next((one for one in self.contacts if one.email), next(iter(self.contacts), None))
        assignment = next((one for one in self.assignments if one.pk == item.assignment_id), first)
        contact = next((one for one in self.contacts if one.pk == item.contact_id), reached)
        return assignment, contact


@dataclass(frozen=True)
class Row:
    """A client in the preview or the result, what can be chosen for it, and a request that it declined."""

    item: BulkItem
    options: Options
    declined: Collaboration | None = None


@dataclass(frozen=True)
class Progress:
    """How many of a bulk's clients are where."""

    numbers: dict[str, int]
    total: int

    def of(self, state: str) -> int:
        """How many are in a state."""
        return self.numbers.get(state, 0)

    @property
    def ready(self) -> int:
        """How many it can be activated for."""
        return self.of(ItemState.READY)

    @property
    def blocked(self) -> int:
        """How many it cannot be activated for."""
        return self.of(ItemState.BLOCKED)

    @property
    def activated(self) -> int:
        """How many began at once."""
        return self.of(ItemState.ACTIVATED)

    @property
    def requested(self) -> int:
        """How many clients were asked."""
        return self.of(ItemState.REQUESTED)

    @property
    def is_working(self) -> bool:
        """Whether something is done in the background."""
        return self.is_judging or self.is_carrying_out

    @property
    def left(self) -> int:
        """How many nothing was done for, though it was meant for them."""
        return sum(self.of(state) for state in LEFT_ITEMS)

    @property
    def is_judging(self) -> bool:
        """Whether some have not been looked at."""
        return self.of(ItemState.WAITING) > 0

    @property
    def is_carrying_out(self) -> bool:
        """Whether some are still in turn."""
        return self.of(ItemState.QUEUED) > 0

    @property
    def judged(self) -> int:
        """How many have been looked at."""
        return self.total - self.of(ItemState.WAITING)

    @property
    def done(self) -> int:
        """How many it went well for."""
        return sum(self.of(state) for state in DONE_ITEMS)

    @property
    def begun(self) -> int:
        """How many were confirmed: carried out, refused, or still in turn."""
        return self.done + self.of(ItemState.REFUSED) + self.of(ItemState.QUEUED)

    @property
    def finished(self) -> int:
        """How many of the confirmed are through."""
        return self.begun - self.of(ItemState.QUEUED)


def bulks_of(membership: FirmMembership) -> QuerySet[BulkActivation]:
    """Those that the person made, or everybody's for someone who reaches all clients; newest first."""
    rows = BulkActivation.objects.filter(firm_id=membership.firm_id).exclude(state=BulkState.DISCARDED)
    if membership.client_access != ClientAccess.ALL:
        rows = rows.filter(made_by_id=membership.user_id)
    counted = rows.annotate(
        number=Count("items"),
        done=Count("items", filter=Q(items__state__in=DONE_ITEMS)),
        refused=Count("items", filter=Q(items__state=ItemState.REFUSED)),
        last=Max("items__finished_at"),
    )
    return counted.select_related("made_by").order_by("-made_at", "-pk")


def progress_of(bulk: BulkActivation) -> Progress:
    """One statement, whatever the number of clients."""
    rows = BulkItem.objects.filter(bulk=bulk).order_by().values_list("state").annotate(number=Count("pk"))
    numbers = dict(rows)
    return Progress(numbers, sum(numbers.values()))


def number_in(bulk: BulkActivation) -> int:
    """How many clients it is about."""
    return BulkItem.objects.filter(bulk=bulk).count()


def left_in(bulk: BulkActivation) -> list[UUID]:
    """The clients for whom nothing was done, though it was meant for them; in the order of the list."""
    rows = BulkItem.objects.filter(bulk=bulk, state__in=LEFT_ITEMS).order_by("position")
    return list(rows.values_list("client_id", flat=True))


def items_of(reached: QuerySet[Client], bulk: BulkActivation, state: str = "") -> QuerySet[BulkItem]:
    """The clients that the reader reaches, in the order of the list; `state` narrows."""
    rows = BulkItem.objects.filter(bulk=bulk, client__in=reached.values("pk")).order_by("position")
    rows = rows.select_related("client", "assignment__owner", "contact")
    return rows.filter(state=state) if state in set(ItemState) else rows


def rows_of(items: Sequence[BulkItem], service: str) -> list[Row]:
    """Items with what can be chosen for each; three statements for all of them."""
    ids = [item.client_id for item in items]
    options, declined = options_of(ids), declined_by(ids, service)
    return [Row(one, options.get(one.client_id, Options()), declined.get(one.client_id)) for one in items]


def declined_by(client_ids: Iterable[UUID], service: str) -> dict[UUID, Collaboration]:
    """For each client whose latest answer in the service was no, that request."""
    rows = Collaboration.objects.filter(client_id__in=list(client_ids), service=service)
    latest = rows.order_by("client_id", "-requested_at").distinct("client_id")
    return {one.client_id: one for one in latest if one.state == State.DECLINED}


def options_of(client_ids: Iterable[UUID]) -> dict[UUID, Options]:
    """What can be chosen for each client."""
    ids = list(client_ids)
    assignments = Assignment.objects.filter(client_id__in=ids, ended_at__isnull=True).select_related("owner")
    assignments = assignments.order_by("name", "created_at")
    contacts = Contact.objects.filter(client_id__in=ids).order_by("-is_administrator", "family_name", "given_name")
    found: dict[UUID, tuple[list[Assignment], list[Contact]]] = {client_id: ([], []) for client_id in ids}
    for assignment in assignments:
        found[assignment.client_id][0].append(assignment)
    for contact in contacts:
        found[contact.client_id][1].append(contact)
    return {client_id: Options(tuple(one), tuple(two)) for client_id, (one, two) in found.items()}


def judged(item: BulkItem, terms: Terms, by: User) -> Verdict:
    """What the terms would mean for the item's client now, with its assignment and contact."""
    facts = facts_for(item.client, terms.offer.service, assignment=item.assignment, contact=item.contact, sender=by)
    return verdict_of(facts, terms)


def may_activate(user_id: UUID, client: Client) -> bool:
    """Whether somebody is still on the staff, may activate, and reaches the client."""
    membership = open_firm_membership(user_id, client.firm_id)
    if membership is None or Permission.COLLABORATIONS_START not in PERMISSIONS_OF_ROLE[membership.role]:
        return False
    return clients_of_membership(membership).filter(pk=client.pk).exists()


def client_list_of(clients: QuerySet[Client], most: int) -> list[UUID]:
    """The clients in the order of the list, at most one more than may be chosen."""
    return list(clients.order_by(F("sort_key"), "pk").values_list("pk", flat=True)[: most + 1])
