"""Where the approval of a run stands: who has approved it, and whose approval is waited for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F

from accounts.models import Arrangement, User
from accounts.permissions import GrantScope, Party
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
    """What is agreed for the company, and what has come of it."""
    return _under(run, None if run.origin == RunOrigin.LON_DIREKT else _agreed_in(run.company_id))


def approvals_of(runs: Iterable[PayrollRun], company_id: UUID) -> dict[UUID, Approval]:
    """Those of a company's runs that are to be approved, in one statement however many they are."""
    calculated = [run for run in runs if run.state == RunState.CALCULATED]
    agreed = _agreed_in(company_id) if calculated else None
    return {run.pk: _under(run, agreed) for run in calculated}


def _agreed_in(company_id: UUID) -> str | None:
    with as_system(reason=REASON, company_id=company_id):
        arrangement = arrangement_of(company_id)
    return arrangement.payroll_approval if arrangement else None


def _under(run: PayrollRun, agreed: str | None) -> Approval:
    """Lön Direkt is the company's own. Where one alone approves by now what somebody said first is only history."""
    needed = approving_sides(None if run.origin == RunOrigin.LON_DIREKT else agreed)
    return Approval(needed, first_side_of(run) if needed == BOTH else None)


def first_side_of(run: PayrollRun) -> Side | None:
    """The side that has approved a run that the other has not; it is about what came out, and nothing else."""
    stands = run.state == RunState.CALCULATED and run.first_approved_digest == run.result_digest
    return Side(run.first_approved_side) if stands and run.first_approved_side else None


def waiting_for_firm(company_ids: Collection[UUID]) -> list[tuple[UUID, date]]:
    """Company and month of the runs that clients have approved and their firms have not, of those the actor may read.

    One statement, and another where there are any.
    """
    runs = PayrollRun.unscoped(
        "the list of a firm's clients spans companies; the actor sees those whose payroll it does"
    )
    first = runs.filter(company_id__in=company_ids, state=RunState.CALCULATED, first_approved_side=Side.CLIENT.value)
    stands = first.exclude(origin=RunOrigin.LON_DIREKT).filter(first_approved_digest=F("result_digest"))
    found = list(stands.order_by("period").values_list("company_id", "period"))
    if not found:
        return []
    agreed = Arrangement.unscoped("what is agreed in the companies of those runs")
    both = agreed.filter(company_id__in={company_id for company_id, _ in found}, payroll_approval=Party.BOTH)
    companies = set(both.values_list("company_id", flat=True))
    return [(company_id, period) for company_id, period in found if company_id in companies]


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
