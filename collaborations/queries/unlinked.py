"""Collaborations that were made elsewhere: the list, those that wait for a client, and a file before it is imported."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from advisor.models import Client
from advisor.queries import firms_clients
from collaborations.catalogue.import_words import import_words
from collaborations.models import Collaboration, CollaborationImport, UnlinkedCollaboration
from collaborations.rules.import_rows import Field, Row, read_row
from collaborations.rules.import_verdicts import Key, Known, Verdict, judge
from collaborations.rules.states import ASKED_STATES, OPEN_STATES
from common import clock
from common.rls import as_system

PAGE_SIZE = 50
WITH_CLIENT, WITHOUT_CLIENT = "with", "without"
TAKEN_STATES = sorted(ASKED_STATES | OPEN_STATES)


@dataclass(frozen=True)
class Narrowing:
    """What the list is narrowed to; what is empty does not narrow. `client`: whether the company is a client."""

    q: str = ""
    service: str = ""
    client: str = ""


@dataclass(frozen=True)
class ListedRow:
    """A collaboration made elsewhere, the firm's client with the number, and whether they work together already."""

    unlinked: UnlinkedCollaboration
    client: Client | None
    is_taken: bool

    @property
    def name(self) -> str:
        """What the company is called in the file, or by the firm; empty where nobody has said."""
        return self.unlinked.company_name or (self.client.name if self.client else "")


@dataclass(frozen=True)
class ListPage:
    """Some rows, the id to go on after, and how many there are."""

    rows: list[ListedRow]
    after: UUID | None
    count: int


def unlinked_of(firm_id: UUID) -> QuerySet[UnlinkedCollaboration]:
    """In the order of the import, inside the firm's scope."""
    return UnlinkedCollaboration.objects.filter(firm_id=firm_id).order_by("pk")


def listed(firm_id: UUID, narrowing: Narrowing, after: UUID | None = None) -> ListPage:
    """The page of the list after a row; as many queries for ten thousand rows as for one."""
    fitting = _narrowed(firm_id, narrowing)
    rows = list((fitting.filter(pk__gt=after) if after else fitting)[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    numbers = [row.corporate_identity_number for row in shown]
    found = firms_clients(firm_id).filter(corporate_identity_number__in=numbers)
    clients = {client.corporate_identity_number: client for client in found}
    taken = _taken(firm_id).filter(client__in=found) if numbers else Collaboration.objects.none()
    keys = set(taken.values_list("client__corporate_identity_number", "service"))
    return ListPage(
        rows=[
            ListedRow(
                row,
                clients.get(row.corporate_identity_number),
                (row.corporate_identity_number, row.service) in keys,
            )
            for row in shown
        ],
        after=shown[-1].pk if len(rows) > PAGE_SIZE else None,
        count=fitting.count(),
    )


def unlinked_with(client: Client, service: str) -> UnlinkedCollaboration | None:
    """What the firm has agreed with the client elsewhere in the service and not connected yet.

    Whoever prepares an activation may see it, so it is read for the firm and not for the person.
    """
    with as_system(reason="what the firm has imported is a fact of the activation", firm_id=client.firm_id):
        return _with(client).filter(service=service).first()


def is_made_elsewhere(client: Client, service: str) -> bool:
    """Whether something waits to be connected to the client in the service; needs the firm's scope."""
    return _with(client).filter(service=service).exists()


def services_made_elsewhere(client: Client) -> set[str]:
    """The services in which something waits to be connected to the client; needs the firm's scope."""
    return set(_with(client).values_list("service", flat=True))


def import_of(firm_id: UUID, user_id: UUID) -> CollaborationImport | None:
    """The file that a member of staff is looking at."""
    return CollaborationImport.objects.filter(firm_id=firm_id, uploaded_by_id=user_id).first()


def columns_of(file: CollaborationImport) -> dict[Field, int]:
    """Which column is what."""
    return {Field(name): place for name, place in file.columns.items()}


def verdict_of(file: CollaborationImport) -> Verdict:
    """What importing the file would do now; a clear `can_be_imported` or every reason why not."""
    table, columns, today = file.table, columns_of(file), clock.today()
    words, width = import_words(), len(table.head)
    rows = [read_row(line, cells, columns, width=width, words=words, today=today) for line, cells in table.rows]
    return judge(rows, _known_to(file.firm_id, rows))


def _known_to(firm_id: UUID, rows: list[Row]) -> Known:
    numbers = {row.entry.number for row in rows if row.entry is not None}
    clients = firms_clients(firm_id).filter(corporate_identity_number__in=numbers)
    taken = _taken(firm_id).values_list("client__corporate_identity_number", "service")
    return Known(
        listed=frozenset(unlinked_of(firm_id).values_list("corporate_identity_number", "service")),
        standing=frozenset(taken),
        elsewhere=_elsewhere(firm_id),
        clients=dict(clients.values_list("corporate_identity_number", "name")),
    )


def _elsewhere(firm_id: UUID) -> frozenset[Key]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT corporate_identity_number, service FROM services_of_other_firms(%s)", [firm_id])
        return frozenset((number, service) for number, service in cursor.fetchall())


def _narrowed(firm_id: UUID, narrowing: Narrowing) -> QuerySet[UnlinkedCollaboration]:
    found = unlinked_of(firm_id)
    words = narrowing.q.strip()
    if words:
        fits = Q(company_name__icontains=words)
        digits = words.replace("-", "").replace(" ", "")
        if digits.isdigit():
            fits |= Q(corporate_identity_number__startswith=digits)
        found = found.filter(fits)
    if narrowing.service:
        found = found.filter(service=narrowing.service)
    if narrowing.client:
        number = OuterRef("corporate_identity_number")
        is_client = Exists(firms_clients(firm_id).filter(corporate_identity_number=number))
        found = found.filter(is_client if narrowing.client == WITH_CLIENT else ~is_client)
    return found


def _taken(firm_id: UUID) -> QuerySet[Collaboration]:
    return Collaboration.objects.filter(firm_id=firm_id, state__in=TAKEN_STATES).order_by()


def _with(client: Client) -> QuerySet[UnlinkedCollaboration]:
    number = client.corporate_identity_number
    return UnlinkedCollaboration.objects.filter(firm_id=client.firm_id, corporate_identity_number=number)
