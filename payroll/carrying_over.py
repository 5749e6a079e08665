"""Whom Lön Direkt pays: those whom the firm takes on when it is closed.

Employees and payslips are the company's own and stay where they are (docs/adr/0019), so nothing is copied and nothing
of the year can be counted twice.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from accounts.carry_over import Actor
from common import clock
from employment.operations import carrying_over
from employment.queries import employees_of
from payroll.models import PayrollRun, Payslip, RunOrigin
from payroll.rules.run_states import RunState


def number_in(company_id: UUID) -> int:
    """How many would go over today."""
    return len(people_in(company_id))


def carry_over(company_id: UUID, actor: Actor, at: datetime) -> int:
    """They become drafts that somebody goes through."""
    people = people_in(company_id)
    return carrying_over.carry_over(
        company_id=company_id, employee_ids=people, by=actor.by, firm_id=actor.firm_id, at=at
    )


def give_back(company_id: UUID, actor: Actor) -> int:
    """Those whom nobody has gone through are as they were."""
    return carrying_over.give_back(company_id=company_id, by=actor.by, firm_id=actor.firm_id)


def people_in(company_id: UUID) -> list[UUID]:
    """Present employees whose latest payslip is from Lön Direkt; the unpaid too, unless another service has paid."""
    present = employees_of(company_id).filter(Q(left_on__isnull=True) | Q(left_on__gte=clock.today()))
    slips = Payslip.objects.filter(company_id=company_id, approved_at__isnull=False)
    latest = slips.order_by("employee_id", "-payday", "-period").distinct("employee_id")
    origins = dict(latest.values_list("employee_id", "run__origin"))
    approved = PayrollRun.objects.filter(company_id=company_id, state=RunState.APPROVED)
    is_paid_elsewhere = approved.exclude(origin=RunOrigin.LON_DIREKT).exists()
    unpaid = "" if is_paid_elsewhere else RunOrigin.LON_DIREKT
    ids = present.values_list("pk", flat=True)
    return [one for one in ids if origins.get(one, unpaid) == RunOrigin.LON_DIREKT]
