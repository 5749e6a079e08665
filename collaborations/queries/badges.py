"""Where each client stands, for the client list."""

from collections.abc import Sequence
from uuid import UUID

from advisor.client_badges import Badge
from collaborations.catalogue import service_name
from collaborations.catalogue.sentences import HELD_UP
from collaborations.models import Collaboration
from collaborations.models.choices import STATES
from collaborations.queries.effects import GIVEN_UP, awaited_in, subject_of
from collaborations.rules.states import State
from events.models import OutboxEffect

TONES: dict[str, str] = {
    State.REQUESTED: "amber",
    State.AGREED: "blue",
    State.ACTIVATING: "blue",
    State.ACTIVE: "green",
    State.ENDING: "amber",
}


def badges_of_clients(client_ids: Sequence[UUID]) -> dict[UUID, list[Badge]]:
    """One badge for each service: where the latest request or collaboration stands; two queries for all clients."""
    latest = (
        Collaboration.objects.filter(client_id__in=client_ids)
        .exclude(state=State.DRAFT)
        .order_by("client_id", "service", "-requested_at", "-pk")
        .distinct("client_id", "service")
    )
    rows = list(latest.values_list("client_id", "pk", "service", "state"))
    awaited = awaited_in({pk: state for _, pk, _, state in rows})
    found: dict[UUID, list[Badge]] = {}
    for client_id, pk, service, state in rows:
        text, tone = _said(state, awaited.get(pk))
        found.setdefault(client_id, []).append(Badge(f"{service_name(service)} · {text}", tone))
    return found


def _said(state: str, awaited: OutboxEffect | None) -> tuple[str, str]:
    """The state in words with its tone; what failed outside is what somebody has to act on."""
    if awaited is not None and awaited.state in GIVEN_UP:
        return str(HELD_UP[subject_of(awaited)][0]), "red"
    if awaited is not None and awaited.attempts:
        return str(HELD_UP[subject_of(awaited)][1]), "amber"
    return str(dict(STATES)[state]), TONES.get(state, "grey")
