"""One lock for everything that changes the collaborations of a company, so that two clicks have one effect."""

from uuid import UUID

from accounts.models import Company
from collaborations.models import Collaboration
from collaborations.operations.refusals import Blocked, PlanChanged
from collaborations.rules.planning import Plan


def lock_company(company_id: UUID) -> None:
    """Wait for whoever else changes collaborations of the company; needs its scope and a transaction."""
    Company.objects.select_for_update(no_key=True).get(pk=company_id)


def locked(collaboration_id: UUID, company_id: UUID) -> Collaboration:
    """The collaboration as it stands once the lock is held."""
    lock_company(company_id)
    rows = Collaboration.objects.select_related("client", "assignment", "requested_by", "firm", "company")
    found = rows.select_for_update(of=("self",)).get(pk=collaboration_id)
    # Keys of the database say that these are the same.
    found.client.firm, found.client.company = found.firm, found.company
    return found


def require(plan: Plan, seen: str | None) -> None:
    """Refuse a plan with blockers, or one that differs from what the person saw. Raises Blocked, PlanChanged."""
    if plan.blockers:
        raise Blocked(plan)
    if seen is not None and seen != plan.digest:
        raise PlanChanged(plan)
