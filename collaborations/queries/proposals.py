"""What activating would do: the plan behind the preview."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from accounts.models import User
from advisor.models import Assignment, Client, Contact
from advisor.queries import contacts_of, open_assignments_of
from collaborations.catalogue import offers_of, variant_name
from collaborations.models import Collaboration, UnlinkedCollaboration
from collaborations.queries.facts import chosen_anew, facts_for
from collaborations.queries.handover import handover_request_plan
from collaborations.queries.unlinked import unlinked_with
from collaborations.rules.blockers import Blocker, lasting_blockers
from collaborations.rules.facts import Facts
from collaborations.rules.planning import Plan, plan_activation, waits_for_answer
from collaborations.rules.scenarios import STARTABLE, Scenario, scenario_of
from collaborations.rules.states import UNANSWERED_STATES, State
from collaborations.rules.terms import Offer, Terms


@dataclass(frozen=True)
class Situation:
    """What the system sees about the client before anything is chosen; the facts are those of the best choices."""

    scenario: Scenario
    facts: Facts
    offer: Offer
    """The variant that is proposed first; it decides whether the client is asked at all."""
    unlinked: UnlinkedCollaboration | None = None
    """What was made elsewhere and can be connected."""
    declined: Collaboration | None = None
    """The request before, when the client said no to it."""

    @property
    def lacking(self) -> tuple[Blocker, ...]:
        """What stands in the way, whatever is chosen."""
        return lasting_blockers(self.facts, self.offer) if self.scenario in STARTABLE else ()

    @property
    def is_handover(self) -> bool:
        """Whether another firm would have to be taken over from."""
        return self.scenario is Scenario.OTHER_FIRM

    @property
    def asks_for_contact(self) -> bool:
        """Whether a contact has to be chosen: the client is asked, and nobody at the company has an account."""
        return self.offer.asks_client and not self.facts.has_account and not self.facts.is_own_firm

    @property
    def own_variant(self) -> str:
        """The company's own variant, when it has the service itself."""
        return self.facts.own.variant if self.facts.own else ""

    @property
    def own_variant_name(self) -> str:
        """What that variant is called."""
        return variant_name(self.offer.service, self.own_variant) if self.own_variant else ""


@dataclass(frozen=True)
class Proposal:
    """A plan and whether it begins with a request."""

    plan: Plan
    waits_for_answer: bool
    scenario: Scenario


def situation_of(client: Client, service: str) -> Situation:
    """The scenario of a client, for staff who may see the client."""
    contacts = list(contacts_of(client.pk))
    facts = facts_for(
        client,
        service,
        assignment=open_assignments_of(client.pk).first(),
        contact=next((one for one in contacts if one.email), contacts[0] if contacts else None),
        sender=None,
    )
    scenario = scenario_of(facts)
    connectable = facts.made_elsewhere and scenario in STARTABLE
    unlinked = unlinked_with(client, service) if connectable else None
    declined = _declined(client, service) if scenario in STARTABLE else None
    return Situation(scenario, facts, offers_of(service)[0], unlinked, declined)


def _declined(client: Client, service: str) -> Collaboration | None:
    """The latest request to the client in a service, when the answer was no."""
    latest = Collaboration.objects.filter(client=client, service=service).order_by("-requested_at").first()
    return latest if latest is not None and latest.state == State.DECLINED else None


def proposal_for(
    client: Client,
    *,
    terms: Terms,
    assignment: Assignment | None,
    contact: Contact | None,
    sender: User,
    connects: bool = False,
    known: Facts | None = None,
) -> Proposal:
    """The plan for the choices made so far; `connects` what was made elsewhere, `known`: facts about the service."""
    chosen: dict[str, Any] = {"assignment": assignment, "contact": contact, "sender": sender, "connects": connects}
    facts = chosen_anew(known, client, **chosen) if known else facts_for(client, terms.offer.service, **chosen)
    scenario = scenario_of(facts, terms.offer.variant)
    return Proposal(plan_activation(facts, terms), waits_for_answer(facts, terms), scenario)


def handover_proposal_for(
    client: Client, *, terms: Terms, assignment: Assignment | None, takes_over_on: date, sender: User
) -> Proposal:
    """The plan for taking over from another firm: the client is always asked."""
    plan = handover_request_plan(
        client, terms=terms, assignment=assignment, sender=sender, takes_over_on=takes_over_on
    )  # fmt: skip
    return Proposal(plan, True, Scenario.OTHER_FIRM)


def repeated(client: Client, collaboration_id: UUID | None) -> Collaboration | None:
    """The client's earlier request that is to be sent again; None for anything else."""
    earlier = Collaboration.objects.filter(client=client, state__in=UNANSWERED_STATES)
    return earlier.filter(pk=collaboration_id).first() if collaboration_id else None
