"""Where the approval of a run stands: who has approved it, and whose approval is waited for."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from accounts.permissions import GrantScope
from accounts.queries import arrangement_of, members_among, valid_grants
from common.rls import as_system
from payroll.models import PayrollRun, RunOrigin
from payroll.rules.approvals import BOTH, NotTheirs, Side, approving_sides, side_that_approves
from payroll.rules.run_states import RunState

REASON = "who approves a run concerns both parties"


@dataclass(frozen=True)
class Approval:
    """The sides that have to approve a run (none: whoever does the payroll), and the one that has, if any."""

    needed: frozenset[Side]
    given: Side | None

    @property
    def waits_for(self) -> frozenset[Side]:
        """The sides whose approval is not there."""
        return self.needed - {self.given}


def approval_of(run: PayrollRun) -> Approval:
    """What is agreed for the company, and what has come of it; Lön Direkt is the company's own."""
    is_direct = run.origin == RunOrigin.LON_DIREKT
    with as_system(reason=REASON, company_id=run.company_id):
        arrangement = None if is_direct else arrangement_of(run.company_id)
    needed = approving_sides(arrangement.payroll_approval if arrangement else None)
    # Where one alone approves by now what somebody said first is only history.
    return Approval(needed, first_side_of(run) if needed == BOTH else None)


def first_side_of(run: PayrollRun) -> Side | None:
    """The side that has approved a run that the other has not; it is about what came out, and nothing else."""
    stands = run.state == RunState.CALCULATED and run.first_approved_digest == run.result_digest
    return Side(run.first_approved_side) if stands and run.first_approved_side else None


def sides_of(user_ids: Collection[UUID], company_id: UUID) -> dict[UUID, frozenset[Side]]:
    """For whom people who do the company's payroll can speak: for the company where they are in it."""
    with as_system(reason=REASON, company_id=company_id):
        members = members_among(user_ids, company_id)
        grants = valid_grants().filter(company_id=company_id, user_id__in=members, scope=GrantScope.PAYROLL)
        by_firm = set(grants.filter(firm__isnull=False).values_list("user_id", flat=True)) if members else set()
    inside = {one: frozenset({Side.CLIENT, Side.FIRM} if one in by_firm else {Side.CLIENT}) for one in members}
    return {one: inside.get(one, frozenset({Side.FIRM})) for one in user_ids}


def side_for(run: PayrollRun, approval: Approval, user_id: UUID) -> Side | None:
    """For which side the person approves the run; nobody approves for both. Raises NotTheirs."""
    if not approval.needed:
        return None
    if approval.given and run.first_approved_by_id == user_id:
        raise NotTheirs
    own = sides_of([user_id], run.company_id)[user_id]
    return side_that_approves(approval.needed, approval.given, own)


def people_of(sides: Collection[Side], company_id: UUID) -> list[User]:
    """Those who can approve the company's runs for one of the sides, by name."""
    with as_system(reason=REASON, company_id=company_id):
        grants = valid_grants().filter(company_id=company_id, scope=GrantScope.PAYROLL)
        people = User.objects.filter(grants__in=grants, is_active=True).distinct()
        found = list(people.order_by("given_name", "family_name", "pk"))
    known = sides_of([one.pk for one in found], company_id)
    return [one for one in found if known[one.pk].intersection(sides)]
