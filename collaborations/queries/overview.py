"""The firm's collaborations, client by client: narrowed, counted, and in pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.functional import Promise

from accounts.models import User
from advisor.client_pages import Page, page_of
from advisor.models import Client
from advisor.queries import clients_matching
from collaborations.catalogue import offers, service_name, services, variant_name
from collaborations.models import Collaboration
from collaborations.models.choices import STATES
from collaborations.rules.states import ASKED_STATES, OPEN_STATES, State

EVERY_STATE = "ALL"
UNFOLDED = 3
OF_SERVICE = "."
CURRENT_STATES = tuple(sorted(ASKED_STATES | OPEN_STATES))
"""What is shown unless a state is asked for: what stands or waits."""


@dataclass(frozen=True)
class Narrowing:
    """What the firm looks for; what is empty does not narrow. Without a state it is what stands or waits.

    `variant` is that of one service, as `variant_choices` writes it.
    """

    q: str = ""
    responsible: User | None = None
    assignment: str = ""
    owner: User | None = None
    service: str = ""
    variant: str = ""
    recipient: str = ""
    state: str = ""


@dataclass(frozen=True)
class Facet:
    """How many collaborations there are of a kind, and whether the list is narrowed to it."""

    value: str
    label: str | Promise
    number: int
    is_chosen: bool


@dataclass(frozen=True)
class Overview:
    """A page of clients with those of their collaborations that fit, and the counts of all that fit."""

    page: Page
    rows: list[tuple[Client, list[Collaboration]]]
    states: list[Facet] = field(default_factory=list)
    services: list[Facet] = field(default_factory=list)

    @property
    def is_short(self) -> bool:
        """Whether everything can be seen at once, so that nothing needs to be folded."""
        return len(self.rows) <= UNFOLDED


def service_choices() -> list[tuple[str, str]]:
    """Every service of the catalogue with its name."""
    return [(service, service_name(service)) for service in services()]


def variant_choices() -> list[tuple[str, str]]:
    """Every variant of every service: two services may have variants with the same code."""
    names = dict(service_choices())
    return [
        (f"{one.service}{OF_SERVICE}{one.variant}", f"{names[one.service]} · {variant_name(one.service, one.variant)}")
        for one in offers()
        if one.variant
    ]


def overview_of(clients: QuerySet[Client], narrowing: Narrowing, *, after: str) -> Overview:
    """The page after a cursor: as many queries for ten thousand clients as for one."""
    reached = _clients(clients, narrowing)
    fitting = _of_state(_of_service(_narrowed(narrowing), narrowing), narrowing)
    page = page_of(reached.filter(Exists(fitting.filter(client=OuterRef("pk")))), "name", after)
    found: dict[UUID, list[Collaboration]] = {client.pk: [] for client in page.clients}
    for one in fitting.filter(client__in=list(found)).select_related("assignment__owner").order_by(*ORDER):
        found[one.client_id].append(one)
    return Overview(
        page=page,
        rows=[(client, found[client.pk]) for client in page.clients],
        states=_facets(_of_service(_narrowed(narrowing), narrowing), reached, "state", STATES, narrowing.state),
        services=_facets(
            _of_state(_narrowed(narrowing), narrowing), reached, "service", service_choices(), narrowing.service
        ),
    )


def everything_in(clients: QuerySet[Client], narrowing: Narrowing) -> QuerySet[Collaboration]:
    """Every collaboration that fits, in the order of the clients' names, with what a table says of it."""
    fitting = _of_state(_of_service(_narrowed(narrowing), narrowing), narrowing)
    related = ("client__responsible_consultant", "assignment__owner", "requested_by")
    found = fitting.filter(client__in=_clients(clients, narrowing)).select_related(*related).only(*TOLD)
    return found.order_by("client__sort_key", "client_id", *ORDER)


ORDER = ("service", "-requested_at", "-pk")
TOLD = (
    *("client__name", "client__client_number", "client__corporate_identity_number", "assignment__name"),
    *(
        f"{person}__{name}"
        for person in ("client__responsible_consultant", "assignment__owner", "requested_by")
        for name in ("given_name", "family_name", "email")
    ),
    *("service", "variant", "state", "billing_recipient", "period_months", "period_starts_on", "free_until"),
    *("requested_at", "activated_at", "ends_on", "ended_at"),
)
"""What a table says of each: ten thousand whole rows would take seconds to make."""


def _clients(clients: QuerySet[Client], narrowing: Narrowing) -> QuerySet[Client]:
    found = clients_matching(clients, narrowing.q)
    return found.filter(responsible_consultant=narrowing.responsible) if narrowing.responsible else found


def _narrowed(narrowing: Narrowing) -> QuerySet[Collaboration]:
    """By everything but service and state, which are counted."""
    service, _of, variant = narrowing.variant.partition(OF_SERVICE)
    wanted = {
        "service": service,
        "variant": variant,
        "billing_recipient": narrowing.recipient,
        "assignment__owner": narrowing.owner,
        "assignment__name__icontains": narrowing.assignment.strip(),
    }
    given = {name: value for name, value in wanted.items() if value}
    return Collaboration.objects.exclude(state=State.DRAFT).filter(**given)


def _of_service(rows: QuerySet[Collaboration], narrowing: Narrowing) -> QuerySet[Collaboration]:
    return rows.filter(service=narrowing.service) if narrowing.service else rows


def _of_state(rows: QuerySet[Collaboration], narrowing: Narrowing) -> QuerySet[Collaboration]:
    if narrowing.state == EVERY_STATE:
        return rows
    return rows.filter(state__in=[narrowing.state] if narrowing.state else CURRENT_STATES)


def _facets(
    rows: QuerySet[Collaboration],
    clients: QuerySet[Client],
    name: str,
    labels: Sequence[tuple[str, str | Promise]],
    chosen: str,
) -> list[Facet]:
    counted = dict(rows.filter(client__in=clients).order_by().values_list(name).annotate(number=Count("pk")))
    shown = [(value, label) for value, label in labels if value in counted or value == chosen]
    return [Facet(value, label, counted.get(value, 0), value == chosen) for value, label in shown]
