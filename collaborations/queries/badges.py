"""Where each client stands, for the client list."""

from collections.abc import Sequence
from uuid import UUID

from advisor.client_badges import Badge
from collaborations.models import Collaboration
from collaborations.rules.states import OPEN_STATES, State

TONES: dict[str, str] = {
    State.REQUESTED: "amber",
    State.ACTIVATING: "blue",
    State.ACTIVE: "green",
    State.ENDING: "amber",
}


def badges_of_clients(client_ids: Sequence[UUID]) -> dict[UUID, list[Badge]]:
    """One badge for each service under way or at work; one query for all clients."""
    rows = Collaboration.objects.filter(client_id__in=client_ids, state__in=[State.REQUESTED, *OPEN_STATES]).order_by(
        "service"
    )
    found: dict[UUID, list[Badge]] = {}
    for row in rows:
        text = f"{row.get_service_display()} · {row.get_state_display()}"
        found.setdefault(row.client_id, []).append(Badge(text, TONES[row.state]))
    return found
