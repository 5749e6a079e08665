"""What a company runs by itself: its whole payroll, or Lön Direkt."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import AccessGrant, CompanyMembership, User
from accounts.open_work import OpenWork, open_work_of
from accounts.permissions import GrantScope
from accounts.queries import valid_grants
from collaborations.models import Collaboration
from collaborations.queries.people import client_person
from collaborations.rules.facts import Person
from collaborations.rules.own_services import OwnService, plan_own_end
from collaborations.rules.planning import Plan
from collaborations.rules.states import OPEN_STATES
from common.rls import as_system

OWN_SOURCE = "company"
"""The source of the access that a company gave itself by taking over its payroll."""
FROM_COLLABORATION = "collaboration"
RUNS = {OwnService.PAYROLL: "payroll_run", OwnService.LON_DIRECT: "lon_direkt_run"}
"""The kinds of open work under which payroll names unfinished runs."""


@dataclass(frozen=True)
class OwnEndPage:
    """What ending would do, and the runs that have to be finished or discarded first."""

    plan: Plan
    unfinished: list[OpenWork]


@dataclass(frozen=True)
class OwnRow:
    """One thing that the company runs by itself, and who does it."""

    service: OwnService
    people: tuple[Person, ...]


def own_rows_of(company_id: UUID) -> list[OwnRow]:
    """What the company runs by itself today; needs its scope."""
    rows = (OwnRow(service, _people(own_grants(company_id, service))) for service in OwnService)
    return [row for row in rows if row.people]


def own_grants(company_id: UUID, service: OwnService) -> QuerySet[AccessGrant]:
    """The open accesses of the company's own people that no collaboration gave; needs the company's scope."""
    grants = valid_grants().filter(company_id=company_id, user__isnull=False)
    if service is OwnService.LON_DIRECT:
        return grants.filter(scope=GrantScope.LON_DIRECT)
    members = CompanyMembership.objects.filter(ended_at__isnull=True)
    own = grants.filter(scope=GrantScope.PAYROLL).exclude(source_type=FROM_COLLABORATION)
    return own.filter(user_id__in=members.values("user_id"))


def runs_payroll_itself(company_id: UUID) -> bool:
    """Whether the company took over its payroll and has not ended that."""
    return bool(holders_of_own(company_id))


def holders_of_own(company_id: UUID) -> set[UUID]:
    """Who has the access that the company gave itself."""
    grants = valid_grants().filter(company_id=company_id, source_type=OWN_SOURCE, user__isnull=False)
    return {user_id for user_id in grants.values_list("user_id", flat=True) if user_id}


def own_end_page_of(company_id: UUID, service: OwnService) -> OwnEndPage:
    """All that the page shows, also of runs that the administrator does not reach."""
    with as_system(reason="an administrator reads what ending would do", company_id=company_id):
        return OwnEndPage(own_end_plan_of(company_id, service), unfinished_runs(company_id, service))


def own_end_plan_of(company_id: UUID, service: OwnService) -> Plan:
    """What ending it would do, and what stands in the way; needs the company's scope."""
    standing = Collaboration.objects.filter(company_id=company_id, state__in=OPEN_STATES).select_related("firm")
    return plan_own_end(
        service,
        people=_people(own_grants(company_id, service)),
        firms=tuple(sorted({one.firm.name for one in standing if one.terms.offer.does_payroll})),
        unfinished=tuple(str(work.sentence) for work in unfinished_runs(company_id, service)),
    )


def unfinished_runs(company_id: UUID, service: OwnService) -> list[OpenWork]:
    """Runs that have to be finished or discarded first."""
    return open_work_of(RUNS[service], company_id)


def _people(grants: QuerySet[AccessGrant]) -> tuple[Person, ...]:
    users = User.objects.filter(pk__in=grants.values("user_id")).order_by("given_name", "family_name", "pk")
    return tuple(client_person(user) for user in users)
