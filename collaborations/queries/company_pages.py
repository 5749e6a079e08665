"""The company's own view of its collaborations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet

from accounts.models import AccessGrant, Company, CompanyMembership, User
from accounts.open_work import OpenWork, open_work_of
from accounts.permissions import GrantScope
from accounts.queries import last_uses_in, valid_grants
from collaborations.models import Collaboration, CollaborationChange, Invitation, ServiceAccess
from collaborations.queries.providers import accesses_of
from collaborations.rules.changes import ChangeState
from collaborations.rules.invitations import InvitationState
from collaborations.rules.states import ASKED_STATES, OPEN_STATES, WORKING_STATES, State
from common import clock

CLOSED_BY_START = "collaborations.start"
LON_DIRECT_RUN = "lon_direkt_run"
"""The kind of open work under which payroll names an unfinished Lön Direkt run."""
Uses = Mapping[UUID, datetime]
SHOWN = (
    GrantScope.PAYROLL,
    GrantScope.PREPARATION,
    GrantScope.SCHEDULES,
    GrantScope.TIME_APPROVAL,
    GrantScope.COLLABORATION_ADMIN,
    GrantScope.LON_DIRECT,
)


@dataclass(frozen=True)
class Reach:
    """A person, whether they belong to the company, and what they reach."""

    name: str
    is_member: bool
    scopes: tuple[str, ...]
    used_at: datetime | None = None
    """When they last used it; None when they have not."""


@dataclass(frozen=True)
class Shared:
    """A collaboration, and the firm's people who reach the company through it."""

    collaboration: Collaboration
    staff: tuple[Reach, ...]


@dataclass(frozen=True)
class LonDirect:
    """Whether the company has Lön Direkt, and what a collaboration has to do with it.

    `closed_at`: when it was closed last, if it is closed. `in_start`: a firm does the payroll in Start instead.
    `is_closing`: an agreed collaboration waits until it is closed, and `unfinished` until these runs are done.
    """

    is_open: bool
    closed_at: datetime | None = None
    in_start: bool = False
    is_closing: bool = False
    unfinished: tuple[OpenWork, ...] = ()


@dataclass(frozen=True)
class CompanyPage:
    """Current, coming and former collaborations, invitations that wait for this person, who reaches the company, and
    access in services that somebody else runs."""

    current: list[Shared]
    coming: list[Collaboration]
    former: list[Collaboration]
    waiting: list[Invitation]
    access: list[Reach]
    lon_direct: LonDirect
    accesses: dict[UUID, ServiceAccess]


def company_page_of(company: Company, user: User) -> CompanyPage:
    """Everything the page needs, what waits for an answer first; the company's scope is open."""
    rows = Collaboration.objects.filter(company_id=company.pk)
    collaborations = list(rows.select_related("firm", "answered_by").order_by("-requested_at", "-pk"))
    asked = _with_questions(company.pk)
    collaborations.sort(key=lambda one: one.pk not in asked)
    uses = last_uses_in(company.pk)
    return CompanyPage(
        current=[Shared(one, _staff_of(one, uses)) for one in collaborations if one.state in OPEN_STATES],
        coming=[one for one in collaborations if one.state == State.AGREED],
        former=[one for one in collaborations if one.state not in ASKED_STATES | OPEN_STATES],
        waiting=waiting_for(company.pk, user),
        access=_access_in(company.pk, uses),
        lon_direct=lon_direct_of(company.pk),
        accesses=accesses_of(collaborations),
    )


def lon_direct_of(company_id: UUID) -> LonDirect:
    """Where the company stands with Lön Direkt; the company's scope is open."""
    closes = [one for one in _open_in(company_id) if one.terms.offer.closes_lon_direct]
    is_open = valid_grants().filter(company_id=company_id, scope=GrantScope.LON_DIRECT).exists()
    is_closing = is_open and any(one.state == State.ACTIVATING for one in closes)
    closed = AccessGrant.objects.filter(company_id=company_id, scope=GrantScope.LON_DIRECT, ended_at__isnull=False)
    return LonDirect(
        is_open=is_open,
        closed_at=None if is_open else closed.aggregate(latest=Max("ended_at"))["latest"],
        in_start=any(one.state in WORKING_STATES for one in closes),
        is_closing=is_closing,
        unfinished=tuple(open_work_of(LON_DIRECT_RUN, company_id)) if is_closing else (),
    )


def waiting_for(company_id: UUID, user: User) -> list[Invitation]:
    """Requests to the company that wait for this person's answer."""
    waiting = Invitation.objects.filter(
        company_id=company_id, user=user, state=InvitationState.OPEN, expires_at__gt=clock.now()
    )
    return list(waiting.select_related("collaboration__firm"))


def _with_questions(company_id: UUID) -> set[UUID]:
    """The collaborations about a change of which the company is asked."""
    asked = CollaborationChange.objects.filter(company_id=company_id, state=ChangeState.WAITING_FOR_CLIENT)
    return set(asked.values_list("collaboration_id", flat=True))


def _open_in(company_id: UUID) -> list[Collaboration]:
    return list(Collaboration.objects.filter(company_id=company_id, state__in=OPEN_STATES))


def _staff_of(collaboration: Collaboration, uses: Uses) -> tuple[Reach, ...]:
    """Who at the firm has access through the collaboration; needs the company's scope."""
    grants = valid_grants().filter(
        company_id=collaboration.company_id, source_type="collaboration", source_id=collaboration.pk
    )
    reaches = _reaches(grants, uses)
    return tuple(reach for reach in reaches if not reach.is_member)


def _access_in(company_id: UUID, uses: Uses) -> list[Reach]:
    """Who reaches the company's payroll or collaborations today; employees' access to their own is left out."""
    return _reaches(valid_grants().filter(company_id=company_id, scope__in=SHOWN, user__isnull=False), uses)


def _reaches(grants: QuerySet[AccessGrant], uses: Uses) -> list[Reach]:
    members = set(CompanyMembership.objects.filter(ended_at__isnull=True).values_list("user_id", flat=True))
    found: dict[User, list[str]] = {}
    for grant in grants.select_related("user").order_by("user__given_name", "user__family_name", "scope"):
        if grant.user is not None and grant.get_scope_display() not in found.setdefault(grant.user, []):
            found[grant.user].append(grant.get_scope_display())
    reaches = [
        Reach(user.full_name, user.pk in members, tuple(scopes), uses.get(user.pk)) for user, scopes in found.items()
    ]
    return sorted(reaches, key=lambda reach: (reach.is_member, reach.name))
