"""The company's own access to its payroll, and ending what the company runs by itself."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Company, User
from accounts.operations import grants
from accounts.permissions import GrantScope
from collaborations.catalogue import offers_of, services
from collaborations.models import Subscription
from collaborations.operations.locks import lock_company, require
from collaborations.queries.own_services import (
    OWN_SOURCE,
    holders_of_own,
    own_end_plan_of,
    own_grants,
    runs_payroll_itself,
)
from collaborations.queries.people import administrators_of, ids_of
from collaborations.rules import effects
from collaborations.rules.effects import Effect
from collaborations.rules.own_services import OwnService
from common import clock
from common.rls import as_system
from events.operations import record

REASON = "the company decides about what it runs by itself"


def give_own_payroll(*, company_id: UUID, user: User, by: UUID | None, on: date) -> None:
    """Let an administrator do the company's payroll, whatever any collaboration gives."""
    grants.give(
        company_id=company_id,
        user_id=user.pk,
        scope=GrantScope.PAYROLL,
        source_type=OWN_SOURCE,
        source_id=company_id,
        by=by,
        on=on,
    )


def follow_own_payroll(company_id: UUID, by: UUID | None) -> None:
    """Where the company runs its payroll itself, exactly its administrators do; in its scope and lock."""
    if not runs_payroll_itself(company_id):
        return
    wanted = ids_of(administrators_of(company_id))
    for user in User.objects.filter(pk__in=wanted):
        give_own_payroll(company_id=company_id, user=user, by=by, on=clock.today())
    left = holders_of_own(company_id) - wanted
    grants.end(company_id=company_id, by=by, reason="members", source_type=OWN_SOURCE, user_id__in=left)


@transaction.atomic
def end_own_service(*, company: Company, service: OwnService, by: User, at: datetime, seen: str | None = None) -> None:
    """End the company's own payroll or its Lön Direkt, with the commit. Raises Blocked, PlanChanged."""
    with as_system(reason=REASON, company_id=company.pk):
        lock_company(company.pk)
        plan = own_end_plan_of(company.pk, service)
        require(plan, seen)
        for effect in plan.effects:
            OWN_HANDLERS[type(effect)](company, by)


def _end_payroll(company: Company, by: User) -> None:
    """With it ends what the company pays for; who uses a subscription no more is not billed for it."""
    record("collaborations.own_payroll_ended", by=by.pk, subject=company, company_id=company.pk, data={})
    _close(company.pk, OwnService.PAYROLL, by, reason="own_payroll_ended")
    payroll = [service for service in services() if offers_of(service)[0].does_payroll]
    paid = Subscription.objects.filter(company_id=company.pk, service__in=payroll, ended_on__isnull=True)
    paid.update(ended_on=clock.today())


def _end_lon_direct(company: Company, by: User) -> None:
    record("collaborations.lon_direct_ended", by=by.pk, subject=company, company_id=company.pk, data={})
    _close(company.pk, OwnService.LON_DIRECT, by, reason="lon_direct_ended")


def _close(company_id: UUID, service: OwnService, by: User, *, reason: str) -> None:
    keys = list(own_grants(company_id, service).values_list("pk", flat=True))
    grants.end(company_id=company_id, by=by.pk, reason=reason, pk__in=keys)


def _keep_payslips(company: Company, by: User) -> None:
    """Nothing to do: what was made is never deleted."""


OWN_HANDLERS: dict[type[Effect], Callable[[Company, User], None]] = {
    effects.OwnPayrollEnded: _end_payroll,
    effects.LonDirectEnded: _end_lon_direct,
    effects.PayslipsKept: _keep_payslips,
}
