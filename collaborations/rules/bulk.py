"""Activating for many clients at once: what is judged of each, and where the whole stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from collaborations.rules.blockers import Blocker, BlockerCode, Remedy
from collaborations.rules.facts import Facts
from collaborations.rules.planning import Plan, plan_activation, waits_for_answer
from collaborations.rules.scenarios import Scenario, scenario_of
from collaborations.rules.states import TransitionNotAllowed
from collaborations.rules.terms import BillingRecipient, Terms


class BulkState(StrEnum):
    """A bulk is chosen, proposed as often as one likes, and confirmed once; what became of it is in its items."""

    CHOSEN = "CHOSEN"
    PROPOSED = "PROPOSED"
    CONFIRMED = "CONFIRMED"
    DISCARDED = "DISCARDED"


class BulkAction(StrEnum):
    """What can be done to a bulk."""

    PROPOSE = "PROPOSE"
    ADJUST = "ADJUST"
    CONFIRM = "CONFIRM"
    DISCARD = "DISCARD"


BULK_TRANSITIONS: dict[tuple[BulkState, BulkAction], BulkState] = {
    (BulkState.CHOSEN, BulkAction.PROPOSE): BulkState.PROPOSED,
    (BulkState.CHOSEN, BulkAction.DISCARD): BulkState.DISCARDED,
    (BulkState.PROPOSED, BulkAction.PROPOSE): BulkState.PROPOSED,
    (BulkState.PROPOSED, BulkAction.ADJUST): BulkState.PROPOSED,
    (BulkState.PROPOSED, BulkAction.CONFIRM): BulkState.CONFIRMED,
    (BulkState.PROPOSED, BulkAction.DISCARD): BulkState.DISCARDED,
}


class ItemState(StrEnum):
    """One client in a bulk: before it is confirmed, and after."""

    WAITING = "WAITING"
    READY = "READY"
    BLOCKED = "BLOCKED"
    LEFT_OUT = "LEFT_OUT"
    QUEUED = "QUEUED"
    ACTIVATED = "ACTIVATED"
    REQUESTED = "REQUESTED"
    REFUSED = "REFUSED"


DONE_ITEMS = (ItemState.ACTIVATED, ItemState.REQUESTED)
"""What was carried out."""


LEFT_ITEMS = (ItemState.REFUSED, ItemState.BLOCKED)
"""What it was meant for, and was not carried out."""


class NotDone(StrEnum):
    """Why nothing was done for a client, or why it could not be judged."""

    BLOCKED = "BLOCKED"
    CHANGED = "CHANGED"
    OUT_OF_REACH = "OUT_OF_REACH"
    FAILED = "FAILED"


@dataclass(frozen=True)
class Verdict:
    """What the preview says of one client. `people` is how many each effect concerns, by its code.

    `is_included`: a subscription of the company decides about billing. What is carried out later is exactly `plan`,
    or nothing.
    """

    scenario: Scenario
    waits_for_answer: bool
    asks_for_contact: bool
    is_included: bool
    plan: Plan
    people: dict[str, int]

    @property
    def state(self) -> ItemState:
        """Whether it can be carried out."""
        return ItemState.BLOCKED if self.plan.blockers else ItemState.READY


def next_bulk_state(state: BulkState, action: BulkAction) -> BulkState:
    """The state after an action. Raises TransitionNotAllowed."""
    try:
        return BULK_TRANSITIONS[state, action]
    except KeyError as error:
        raise TransitionNotAllowed(state, action) from error


def terms_for(terms: Terms, *, is_included: bool) -> Terms:
    """The common terms, as they are for a client: a subscription of its own decides who pays and for how long."""
    if not is_included or BillingRecipient.CLIENT not in terms.offer.billing_recipients:
        return terms
    months = next(iter(terms.offer.period_months), None)
    return replace(terms, billing_recipient=BillingRecipient.CLIENT, period_months=months)


def verdict_of(facts: Facts, terms: Terms) -> Verdict:
    """What would happen for a client; the same plan as that of the activation of one."""
    fitted = terms_for(terms, is_included=bool(facts.included_in))
    plan = plan_activation(facts, fitted)
    return Verdict(
        scenario=scenario_of(facts, fitted.offer.variant),
        waits_for_answer=waits_for_answer(facts, fitted),
        asks_for_contact=fitted.offer.asks_client and not facts.has_account and not facts.is_own_firm,
        is_included=fitted is not terms,
        plan=plan,
        people={effect.code: _concerned(effect.parameters) for effect in plan.effects},
    )


def _concerned(parameters: dict[str, object]) -> int:
    people = parameters.get("people", ())
    return len(people) if isinstance(people, tuple) else 0


def preferred(owners: Sequence[UUID], *people: UUID) -> int | None:
    """Which of some assignments is used when nobody has said: the only one, or the first that one of the people owns.

    The people are asked for in their order; when none of them owns any, it is the first.
    """
    for person in people:
        if person in owners:
            return owners.index(person)
    return 0 if owners else None


def written_blockers(blockers: Sequence[Blocker]) -> list[list[object]]:
    """Blockers as they are kept."""
    return [[blocker.code, blocker.remedy, list(blocker.names)] for blocker in blockers]


def read_blockers(rows: Sequence[Sequence[object]]) -> list[Blocker]:
    """Blockers that were kept."""
    return [
        Blocker(BlockerCode(str(code)), Remedy(str(remedy)), tuple(str(name) for name in names))
        for code, remedy, names in rows
        if isinstance(names, list | tuple)
    ]
