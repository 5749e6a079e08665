"""How many employees went over to the firm when Lön Direkt was closed, and how many it has yet to go through."""

from datetime import datetime

from accounts.open_work import OpenWork, open_work_of
from advisor.models import Client
from collaborations.models import Collaboration
from common.rls import as_system
from events.queries import events_of_subject

CARRIED_OVER = "collaborations.employees_carried_over"
TO_GO_THROUGH = "employees_to_go_through"
"""The kind of open work under which employment counts them."""


def carried_over_with(collaboration: Collaboration, *, since: datetime | None = None) -> int:
    """How many went over the last time that this collaboration closed Lön Direkt; `since` when that counts."""
    events = events_of_subject(collaboration.pk).filter(kind=CARRIED_OVER)
    event = (events.filter(occurred_at__gte=since) if since else events).first()
    return int(event.data["carried"]) if event else 0


def work_to_go_through(client: Client) -> OpenWork | None:
    """The open work of going through those who were carried over, if there is any."""
    with as_system(reason="whom the firm has yet to go through", firm_id=client.firm_id, company_id=client.company_id):
        found = open_work_of(TO_GO_THROUGH, client.company_id)
    return found[0] if found else None
