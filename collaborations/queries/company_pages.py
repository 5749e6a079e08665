"""The company's own view of its collaborations."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from accounts.models import AccessGrant, Company, CompanyMembership, User
from accounts.permissions import GrantScope
from accounts.queries import valid_grants
from collaborations.models import Collaboration, Invitation
from collaborations.rules.invitations import InvitationState
from collaborations.rules.states import OPEN_STATES, State
from common import clock

CLOSED_BY_START = "collaborations.start"
SHOWN = (GrantScope.PAYROLL, GrantScope.TIME_APPROVAL, GrantScope.COLLABORATION_ADMIN, GrantScope.LON_DIRECT)


@dataclass(frozen=True)
class Reach:
    """A person, whether they belong to the company, and what they reach."""

    name: str
    is_member: bool
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class CompanyPage:
    """Current and former collaborations, invitations that wait for this person, and who reaches the company."""

    current: list[Collaboration]
    former: list[Collaboration]
    waiting: list[Invitation]
    access: list[Reach]
    lon_direct_closed_at: datetime | None
    """When Start closed Lön Direkt for the company, if it did."""


def company_page_of(company: Company, user: User) -> CompanyPage:
    """Everything the page needs; the company's scope is open."""
    rows = Collaboration.objects.filter(company_id=company.pk)
    collaborations = list(rows.select_related("firm", "answered_by").order_by("-pk"))
    waiting = Invitation.objects.filter(
        user=user, state=InvitationState.OPEN, expires_at__gt=clock.now()
    ).select_related("collaboration__firm")
    return CompanyPage(
        current=[one for one in collaborations if one.state in OPEN_STATES],
        former=[one for one in collaborations if one.state not in {State.REQUESTED, *OPEN_STATES}],
        waiting=list(waiting),
        access=_access_in(company.pk),
        lon_direct_closed_at=AccessGrant.objects.filter(
            company_id=company.pk, scope=GrantScope.LON_DIRECT, ended_reason=CLOSED_BY_START
        ).aggregate(latest=Max("ended_at"))["latest"],
    )


def _access_in(company_id: UUID) -> list[Reach]:
    """Who reaches the company's payroll or collaborations today; employees' access to their own is left out."""
    members = set(CompanyMembership.objects.filter(ended_at__isnull=True).values_list("user_id", flat=True))
    grants = valid_grants().filter(company_id=company_id, scope__in=SHOWN, user__isnull=False)
    found: dict[User, list[str]] = {}
    for grant in grants.select_related("user").order_by("user__given_name", "user__family_name", "scope"):
        if grant.user is not None and grant.get_scope_display() not in found.setdefault(grant.user, []):
            found[grant.user].append(grant.get_scope_display())
    reaches = [Reach(user.full_name, user.pk in members, tuple(scopes)) for user, scopes in found.items()]
    return sorted(reaches, key=lambda reach: (reach.is_member, reach.name))
