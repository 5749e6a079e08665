"""The client list in pages: keyset, so that page two hundred costs what page one does."""

from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.db.models import Q, QuerySet

from advisor.models import Client

PAGE_SIZE = 50
COUNTED = 1000
ORDERS = {"name": "sort_key", "number": "client_number"}


@dataclass(frozen=True)
class Page:
    """Some clients, the cursor to the next ones, and how many there are (at most `COUNTED` are counted)."""

    clients: list[Client]
    after: str
    count: int


def page_of(clients: QuerySet[Client], sort: str, cursor: str) -> Page:
    """The clients after a cursor; an unknown order is by name, a cursor that is not ours begins from the start."""
    descending = sort.startswith("-")
    field = ORDERS.get(sort.lstrip("-"), "sort_key")
    ordered = clients.order_by(*(f"-{name}" if descending else name for name in (field, "id")))
    found = list(_after(ordered, field, descending, cursor).select_related("responsible_consultant")[: PAGE_SIZE + 1])
    more = len(found) > PAGE_SIZE
    shown = found[:PAGE_SIZE]
    after = signing.dumps([getattr(shown[-1], field), str(shown[-1].pk)], compress=True) if more else ""
    return Page(shown, after, clients.order_by()[:COUNTED].count())


def _after(clients: QuerySet[Client], field: str, descending: bool, cursor: str) -> QuerySet[Client]:
    try:
        value, client_id = signing.loads(cursor) if cursor else ("", "")
        last = UUID(client_id) if client_id else None
    except (signing.BadSignature, ValueError):
        return clients
    if last is None:
        return clients
    way = "lt" if descending else "gt"
    beyond = Q(**{f"{field}__{way}": value}) | Q(**{field: value, f"id__{way}": last})
    # The first condition follows from the second, and lets the index begin where the page does.
    return clients.filter(Q(**{f"{field}__{way}e": value}) & beyond)
