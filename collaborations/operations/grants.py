"""Access follows the collaboration: the difference between what the rules give and what is open."""

from datetime import date, datetime
from uuid import UUID

from accounts.operations import grants
from accounts.operations.grants import Wanted
from accounts.permissions import GrantScope
from advisor.models import Assignment
from collaborations.models import Collaboration
from collaborations.queries.facts import GRANT_SOURCE, grant_facts_of, grants_from
from collaborations.rules.grants import Access, Grant, grants_for
from collaborations.rules.states import WORKING_STATES, State
from common import clock
from common.rls import as_system

FOLLOWED = frozenset({State.REQUESTED, *WORKING_STATES})
"""The states in which the firm's staff has access."""


def follow_grants(collaboration: Collaboration, *, by: UUID | None, on: date, reason: str) -> None:
    """Open what is missing and end what is too much; inside the caller's transaction and lock."""
    wanted = grants_for(grant_facts_of(collaboration))
    held = {
        Grant(grant.user_id, Access(grant.scope), grant.employee_group)
        for grant in grants_from(collaboration)
        if grant.user_id
    }
    missing = sorted(wanted - held, key=str)
    if missing:
        grants.give_all(
            company_id=collaboration.company_id,
            for_firm_id=collaboration.firm_id,
            wanted=[Wanted(one.user_id, GrantScope(one.access), one.group) for one in missing],
            source_type=GRANT_SOURCE,
            source_id=collaboration.pk,
            by=by,
            on=on,
        )
    if any(grant.access is Access.PAYROLL for grant in missing):
        _end_foreign_preparation(collaboration, by)
    for grant in sorted(held - wanted, key=str):
        grants.end(
            company_id=collaboration.company_id,
            for_firm_id=collaboration.firm_id,
            user_id=grant.user_id,
            scope=grant.access,
            employee_group=grant.group,
            source_type=GRANT_SOURCE,
            source_id=collaboration.pk,
            by=by,
            reason=reason,
        )


def end_preparation(collaboration: Collaboration, *, by: UUID | None, at: datetime, reason: str) -> None:
    """The request waits no longer: what was prepared stays with the company, and the firm leaves it."""
    follow_grants(collaboration, by=by, on=at.astimezone(clock.STOCKHOLM).date(), reason=reason)


def _end_foreign_preparation(collaboration: Collaboration, by: UUID | None) -> None:
    """Where one firm begins to do payroll, no other goes on preparing; its name stays out of the other's log."""
    grants.end(company_id=collaboration.company_id, by=by, reason="payroll_begun", scope=GrantScope.PREPARATION)


def follow_assignment(assignment: Assignment, by: UUID | None) -> None:
    """Give and end staff access when the participants of an assignment change; registered with advisor."""
    client = assignment.client
    with as_system(
        reason="participants decide who reaches payroll", firm_id=client.firm_id, company_id=client.company_id
    ):
        for collaboration in Collaboration.objects.filter(assignment=assignment, state__in=FOLLOWED):
            follow_grants(collaboration, by=by, on=clock.today(), reason="assignment")


def follow_members(company_id: UUID, by: UUID | None) -> None:
    """Give and end the client's access when administrators or attestors of a company change."""
    with as_system(reason="members decide who reaches the client side", company_id=company_id):
        found = list(Collaboration.objects.filter(state__in=WORKING_STATES).values_list("pk", "firm_id"))
    for pk, firm_id in found:
        with as_system(reason="members decide who reaches the client side", firm_id=firm_id, company_id=company_id):
            follow_grants(Collaboration.objects.get(pk=pk), by=by, on=clock.today(), reason="members")
