"""Where each client stands, for the client list."""

from collections.abc import Sequence
from uuid import UUID

from advisor.client_badges import Badge
from collaborations.models import Collaboration
from collaborations.models.choices import SERVICES, STATES
from collaborations.rules.states import OPEN_STATES, State

TONES: dict[str, str] = {
    State.REQUESTED: "amber",
    State.ACTIVATING: "blue",
    State.ACTIVE: "green",
    State.ENDING: "amber",
}


def badges_of_clients(client_ids: Sequence[UUID]) -> dict[UUID, list[Badge]]:
    """One badge for each service under way or at work; one query for all clients."""
    services, states = dict(SERVICES), dict(STATES)
    rows = Collaboration.objects.filter(client_id__in=client_ids, state__in=[State.REQUESTED, *OPEN_STATES]).order_by(
        "service"
    )
    found: dict[UUID, list[Badge]] = {}
    for client_id, service, state in rows.values_list("client_id", "service", "state"):
        found.setdefault(client_id, []).append(Badge(f"{services[service]} · {states[state]}", TONES[state]))
    return found
