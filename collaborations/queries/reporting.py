"""Since when a company's employees report their time themselves."""

from datetime import date
from uuid import UUID

from django.db.models import Min, Prefetch

from accounts.models import AccessGrant
from accounts.permissions import GrantScope
from collaborations.models import Collaboration, CollaborationChange
from collaborations.queries.facts import GRANT_SOURCE
from collaborations.rules.changes import ChangeState
from collaborations.rules.terms import Terms, matrix_rows
from common.clock import STOCKHOLM


def employees_report_since(company_id: UUID) -> date | None:
    """The first day on which any of the company's employees could report by agreement; None when it is not known.

    Of collaborations that the actor does not see (another firm's) the accesses to approve time tell. Three queries.
    """
    done = CollaborationChange.objects.filter(state=ChangeState.DONE).order_by("effective_on", "finished_at")
    rows = Collaboration.objects.filter(company_id=company_id, activated_at__isnull=False)
    known = [_first_day_in(one) for one in rows.prefetch_related(Prefetch("changes", done))]
    days = [day for day in known if day is not None]
    if not days:
        return None
    approving = AccessGrant.objects.filter(
        company_id=company_id, scope=GrantScope.TIME_APPROVAL, source_type=GRANT_SOURCE
    )
    granted = approving.aggregate(first=Min("starts_on"))["first"]
    return min([*days, granted] if granted else days)


def _first_day_in(collaboration: Collaboration) -> date | None:
    """The day from which the terms let employees register, through the changes that were carried out."""
    if not collaboration.terms.offer.does_payroll or collaboration.activated_at is None:
        return None
    since = collaboration.activated_at.astimezone(STOCKHOLM).date()
    for change in collaboration.changes.all():
        if _lets_register(change.before_terms):
            return since
        since = change.effective_on or since
    return since if _lets_register(collaboration.terms) else None


def _lets_register(terms: Terms) -> bool:
    rows = matrix_rows(terms.time_mode, terms.responsibilities, terms.groups)
    return any(row.employees_register for row in rows)
