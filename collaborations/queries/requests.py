"""The firm's sent requests: narrowed, counted, and in keyset pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from advisor.models import Client
from collaborations.models import Collaboration, Invitation
from collaborations.queries.cards import RELATED, Standing, standings_of
from collaborations.rules.ages import Age
from collaborations.rules.invitations import InvitationState
from collaborations.rules.states import State

PAGE_SIZE = 50
UNREACHED = "UNREACHED"
"""Narrows like a state: requests that wait, and have a recipient whom no mail reaches."""
ORDERS = {"sent": "requested_at", "client": "client__sort_key"}
NEWEST_FIRST = "-sent"


@dataclass(frozen=True)
class Narrowing:
    """What the list shows; an empty part narrows nothing."""

    state: str = ""
    service: str = ""
    sender: User | None = None
    age: Age | None = None


@dataclass(frozen=True)
class RequestPage:
    """Some requests, the last one's id when there are more, and how many there are in each state."""

    standings: list[Standing]
    more_after: UUID | None
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many there are in all states; those that are unreached wait too, and are counted once."""
        return sum(number for state, number in self.counts.items() if state != UNREACHED)


def requests_for(clients: QuerySet[Client]) -> QuerySet[Collaboration]:
    """Everything that was sent or started for these clients."""
    return Collaboration.objects.filter(client__in=clients).exclude(state=State.DRAFT)


def senders_of(requests: QuerySet[Collaboration]) -> QuerySet[User]:
    """Who has sent any of them."""
    senders = User.objects.filter(pk__in=requests.order_by().values("requested_by"))
    return senders.order_by("given_name", "family_name", "pk")


def narrowed(requests: QuerySet[Collaboration], by: Narrowing, at: datetime) -> QuerySet[Collaboration]:
    """The requests that fit, whatever their state."""
    if by.service:
        requests = requests.filter(service=by.service)
    if by.sender is not None:
        requests = requests.filter(requested_by=by.sender)
    if by.age is not None:
        since, until = by.age.span(at)
        requests = requests.filter(requested_at__lte=until)
        requests = requests.filter(requested_at__gt=since) if since else requests
    return requests


def in_state(requests: QuerySet[Collaboration], state: str) -> QuerySet[Collaboration]:
    """Those in a state, or those that nobody is reached by."""
    if state == UNREACHED:
        return requests.filter(_unreached())
    return requests.filter(state=state) if state else requests


def page_of(
    requests: QuerySet[Collaboration], by: Narrowing, *, sort: str, after: UUID | None, at: datetime
) -> RequestPage:
    """One page in an order; an unknown order, or a place that is not among them, begins with the newest."""
    fitting = narrowed(requests, by, at)
    ordered = _after(in_order(in_state(fitting, by.state), sort), requests, sort, after)
    found = list(ordered.select_related(*RELATED)[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return RequestPage(standings_of(shown), shown[-1].pk if len(found) > PAGE_SIZE else None, _counts_of(fitting))


def standings_in(requests: QuerySet[Collaboration], by: Narrowing, *, sort: str, at: datetime) -> Iterable[Standing]:
    """All that fit, for the export."""
    fitting = in_order(in_state(narrowed(requests, by, at), by.state), sort)
    return standings_of(list(fitting.select_related(*RELATED)))


def in_order(requests: QuerySet[Collaboration], sort: str) -> QuerySet[Collaboration]:
    """By what the head of a column asks for, or the newest first."""
    field, sign = _order(sort)
    return requests.order_by(f"{sign}{field}", f"{sign}pk")


def _after(
    ordered: QuerySet[Collaboration], among: QuerySet[Collaboration], sort: str, after: UUID | None
) -> QuerySet[Collaboration]:
    field, sign = _order(sort)
    last = among.filter(pk=after).values_list(field, flat=True).first() if after else None
    if last is None:
        return ordered
    way = "lt" if sign else "gt"
    return ordered.filter(Q(**{f"{field}__{way}": last}) | Q(**{field: last, f"pk__{way}": after}))


def _order(sort: str) -> tuple[str, str]:
    chosen = sort if sort.removeprefix("-") in ORDERS else NEWEST_FIRST
    return ORDERS[chosen.removeprefix("-")], "-" if chosen.startswith("-") else ""


def _counts_of(requests: QuerySet[Collaboration]) -> dict[str, int]:
    counted = requests.order_by().values_list("state").annotate(number=Count("pk"))
    return {**dict(counted), UNREACHED: requests.filter(_unreached()).count()}


def _unreached() -> Q:
    bounced = Invitation.objects.filter(
        collaboration=OuterRef("pk"), state=InvitationState.OPEN, bounced_at__isnull=False
    )
    return Q(Exists(bounced), state=State.REQUESTED)
