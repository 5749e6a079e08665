"""Where each client stands, for the client list."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext

from advisor.client_badges import Badge
from collaborations.models import Collaboration
from collaborations.models.choices import SERVICES, STATES
from collaborations.queries.effects import GIVEN_UP, deactivations
from collaborations.rules.states import State
from events.models import OutboxEffect

TONES: dict[str, str] = {
    State.REQUESTED: "amber",
    State.ACTIVATING: "blue",
    State.ACTIVE: "green",
    State.ENDING: "amber",
}


def badges_of_clients(client_ids: Sequence[UUID]) -> dict[UUID, list[Badge]]:
    """One badge for each service: where the latest request or collaboration stands; two queries for all clients."""
    services = dict(SERVICES)
    latest = (
        Collaboration.objects.filter(client_id__in=client_ids)
        .exclude(state=State.DRAFT)
        .order_by("client_id", "service", "-requested_at", "-pk")
        .distinct("client_id", "service")
    )
    rows = list(latest.values_list("pk", "client_id", "service", "state"))
    closing = deactivations(pk for pk, _client, _service, state in rows if state == State.ACTIVATING)
    found: dict[UUID, list[Badge]] = {}
    for pk, client_id, service, state in rows:
        text, tone = _said(state, closing.get(pk))
        found.setdefault(client_id, []).append(Badge(f"{services[service]} · {text}", tone))
    return found


def _said(state: str, closing: OutboxEffect | None) -> tuple[str, str]:
    """The state in words with its tone; a closing that failed is what somebody has to act on."""
    if closing is not None and closing.state in GIVEN_UP:
        return gettext("Lön Direkt could not be closed"), "red"
    if closing is not None and closing.attempts:
        return gettext("Lön Direkt is not closed yet"), "amber"
    return str(dict(STATES)[state]), TONES.get(state, "grey")
