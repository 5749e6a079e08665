"""What activating would do: the plan behind the preview."""

from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from advisor.models import Assignment, Client, Contact
from advisor.queries import contacts_of, open_assignments_of
from collaborations.models import Collaboration
from collaborations.queries.facts import facts_for
from collaborations.rules.blockers import Blocker, lasting_blockers
from collaborations.rules.facts import Facts
from collaborations.rules.planning import Plan, plan_activation, waits_for_answer
from collaborations.rules.scenarios import STARTABLE, Scenario, scenario_of
from collaborations.rules.states import UNANSWERED_STATES
from collaborations.rules.terms import Terms


@dataclass(frozen=True)
class Situation:
    """What the system sees about the client before anything is chosen; the facts are those of the best choices."""

    scenario: Scenario
    facts: Facts

    @property
    def lacking(self) -> tuple[Blocker, ...]:
        """What stands in the way, whatever is chosen."""
        return lasting_blockers(self.facts) if self.scenario in STARTABLE else ()

    @property
    def asks_for_contact(self) -> bool:
        """Whether a contact has to be chosen: nobody at the company has an account."""
        return not self.facts.has_account


@dataclass(frozen=True)
class Proposal:
    """A plan and whether it begins with a request."""

    plan: Plan
    waits_for_answer: bool


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
    return Situation(scenario_of(facts), facts)


def proposal_for(
    client: Client, *, terms: Terms, assignment: Assignment | None, contact: Contact | None, sender: User
) -> Proposal:
    """The plan for the choices made so far."""
    facts = facts_for(client, terms.offer.service, assignment=assignment, contact=contact, sender=sender)
    return Proposal(plan_activation(facts, terms), waits_for_answer(facts, terms))


def repeated(client: Client, collaboration_id: UUID | None) -> Collaboration | None:
    """The client's earlier request that is to be sent again; None for anything else."""
    earlier = Collaboration.objects.filter(client=client, state__in=UNANSWERED_STATES)
    return earlier.filter(pk=collaboration_id).first() if collaboration_id else None
