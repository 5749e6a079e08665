"""All that is agreed, for the invitation's page: both parties' data, seen by whoever holds the link."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from collaborations.models import Collaboration, Invitation
from collaborations.queries.asked_prices import AskedPrices, asked_prices
from collaborations.queries.facts import facts_of_collaboration
from collaborations.queries.handover import outlook_of
from collaborations.queries.people import invited_person, staff_on
from collaborations.rules.facts import Person
from collaborations.rules.handover import departure_as_read
from collaborations.rules.planning import Plan, plan_acceptance
from common.rls import as_system


@dataclass(frozen=True)
class InvitationPage:
    """What the page shows. `login` is the user of the invited address, None when there is none yet."""

    firm_name: str
    company_name: str
    collaboration: Collaboration
    responsibilities: list[tuple[str, str]]
    plan: Plan
    """All that accepting does; its digest says what was read."""
    coming: Plan
    leaving: Plan
    """For a handover, what the firm that comes does and how the present one ends; otherwise the first is all."""
    present_firm: str
    prices: AskedPrices | None
    staff: tuple[Person, ...]
    login: User | None
    email: str
    name: str
    expires_at: datetime

    def answered_by(self, user_id: UUID | None) -> bool:
        """Whether this signed-in user, or nobody yet, is the one who can answer."""
        return self.login is None if user_id is None else self.login is not None and self.login.pk == user_id


def invitation_page_of(invitation: Invitation) -> InvitationPage:
    """Everything the page needs, read at once."""
    with as_system(
        reason="the invited person reads what both parties agree",
        firm_id=invitation.firm_id,
        company_id=invitation.company_id,
    ):
        rows = Collaboration.objects.select_related("firm", "company", "client", "assignment", "requested_by")
        collaboration = rows.get(pk=invitation.collaboration_id)
        plans = _plans(collaboration, invitation)
        return InvitationPage(
            firm_name=collaboration.firm.name,
            company_name=collaboration.company.name,
            collaboration=collaboration,
            responsibilities=list(collaboration.responsibilities.items()),
            **plans,
            prices=asked_prices(collaboration, plans["coming"]),
            staff=staff_on(collaboration.assignment),
            login=User.objects.filter(email__iexact=invitation.email).first(),
            email=invitation.email,
            name=invitation.name,
            expires_at=invitation.expires_at,
        )


def _plans(collaboration: Collaboration, invitation: Invitation) -> dict[str, Any]:
    if collaboration.takes_over_on is not None:
        outlook = outlook_of(collaboration)
        name = outlook.present.firm.name if outlook.present else ""
        leaving = departure_as_read(outlook.leaving, outlook.coming)
        return {"plan": outlook.whole, "coming": outlook.coming, "leaving": leaving, "present_firm": name}
    facts = facts_of_collaboration(collaboration, contact=invited_person(invitation))
    plan = plan_acceptance(facts, collaboration.terms)
    return {"plan": plan, "coming": plan, "leaving": Plan(()), "present_firm": ""}
