"""Reads about who is who and who reaches what."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from accounts.models import AccessGrant, Arrangement, Company, CompanyMembership, Firm, FirmMembership, LastUse, User
from accounts.permissions import CompanyRole, GrantScope
from common import clock
from common.prepared import Found, Rows


class Place(NamedTuple):
    """A firm or a company where somebody works."""

    tenant_id: UUID
    name: str
    role: str = ""


def valid_grants(on: date | None = None) -> QuerySet[AccessGrant]:
    """Grants in force on a date (today when left out), among those the actor may see."""
    day = on or clock.today()
    return AccessGrant.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day, ended_at__isnull=True
    )


_SCOPES = Rows(
    lambda user_id, company_id, on: (
        valid_grants(on).filter(user_id=user_id, company_id=company_id).values_list("scope").distinct()
    ),
    user_id=UUID,
    company_id=UUID,
    on=date,
)
_MEMBERSHIP = Found(
    FirmMembership,
    lambda user_id, firm_id: (
        FirmMembership.unscoped("the door looks up the actor's own membership")
        .filter(user_id=user_id, firm_id=firm_id, ended_at__isnull=True)
        .order_by("pk")
    ),
    user_id=UUID,
    firm_id=UUID,
)
_FIRM_PLACES = Rows(
    lambda user_id: (
        FirmMembership.unscoped("a person's own workplaces span firms")
        .filter(user_id=user_id, ended_at__isnull=True)
        .order_by("firm__name")
        .values_list("firm_id", "firm__name", "role")
    ),
    user_id=UUID,
)
_COMPANY_PLACES = Rows(
    lambda user_id: (
        CompanyMembership.unscoped("a person's own workplaces span companies")
        .filter(user_id=user_id, ended_at__isnull=True)
        .order_by("company__name", "role")
        .values_list("company_id", "company__name", "role")
    ),
    user_id=UUID,
)
# Who works for ten thousand companies reaches all of them: the few with the scope are found before any is looked at.
_LON_DIRECT = Rows(
    lambda user_id, on: (
        valid_grants(on).filter(user_id=user_id, scope=GrantScope.LON_DIRECT).values_list("company_id").distinct()
    ),
    user_id=UUID,
    on=date,
)
_COMPANY = Found(Company, lambda company_id: Company.objects.filter(pk=company_id), company_id=UUID)


def scopes_held(user_id: UUID, company_id: UUID) -> set[str]:
    """The scopes that a user holds in a company today."""
    return {scope for (scope,) in _SCOPES(user_id=user_id, company_id=company_id, on=clock.today())}


def payroll_is_done(company_id: UUID) -> bool:
    """Whether anybody does the company's payroll today, for an actor who may see its accesses."""
    return valid_grants().filter(company_id=company_id, scope__in=(GrantScope.PAYROLL, GrantScope.LON_DIRECT)).exists()


def payroll_is_only_prepared(company_id: UUID) -> bool:
    """Whether a firm prepares the company's payroll and nobody does it yet, for an actor who may see its accesses."""
    prepared = valid_grants().filter(company_id=company_id, scope=GrantScope.PREPARATION).exists()
    return prepared and not payroll_is_done(company_id)


def open_firm_membership(user_id: UUID, firm_id: UUID) -> FirmMembership | None:
    """A user's open membership on a firm's staff."""
    return _MEMBERSHIP(user_id=user_id, firm_id=firm_id)


def firm_places(user_id: UUID) -> list[Place]:
    """The firms that a user is on the staff of, with the role."""
    return [Place(*row) for row in _FIRM_PLACES(user_id=user_id)]


def staff_of(firm_id: UUID) -> QuerySet[User]:
    """The firm's current staff."""
    return User.objects.filter(firm_memberships__firm_id=firm_id, firm_memberships__ended_at__isnull=True).order_by(
        "given_name", "family_name"
    )


def members_of(company_id: UUID, role: CompanyRole) -> QuerySet[User]:
    """A company's current administrators or attestors, for an actor who may see them."""
    return User.objects.filter(
        company_memberships__company_id=company_id,
        company_memberships__role=role,
        company_memberships__ended_at__isnull=True,
    ).order_by("given_name", "family_name")


def company_places(user_id: UUID) -> list[Place]:
    """The companies that a user is a member of, with the role; one for each role."""
    return [Place(*row) for row in _COMPANY_PLACES(user_id=user_id)]


def members_among(user_ids: Iterable[UUID], company_id: UUID) -> set[UUID]:
    """Those of the users who are in the company, in any role, for an actor who may see its members."""
    rows = CompanyMembership.objects.filter(company_id=company_id, user_id__in=list(user_ids), ended_at__isnull=True)
    return set(rows.values_list("user_id", flat=True))


def arrangement_of(company_id: UUID) -> Arrangement | None:
    """What was agreed for the company, or None when nothing is."""
    return Arrangement.objects.filter(company_id=company_id).first()


def does_own_payroll(company_id: UUID) -> bool:
    """Whether somebody does the company's payroll today; asked where no firm does it by agreement."""
    return valid_grants().filter(company_id=company_id, scope=GrantScope.PAYROLL).exists()


def company_with_number(corporate_identity_number: str) -> UUID | None:
    """The id of the company with this number even when the actor cannot see it: a number is public, the row is not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT company_with_number(%s)", [corporate_identity_number])
        row = cursor.fetchone()
    return row[0] if row else None


def lon_direkt_users_of(company_id: UUID) -> QuerySet[User]:
    """Users with open access to Lön Direkt in the company."""
    return User.objects.filter(
        grants__in=valid_grants().filter(company_id=company_id, scope=GrantScope.LON_DIRECT)
    ).distinct()


def has_or_had_lon_direct(company_id: UUID) -> bool:
    """Whether anybody in the company ever had Lön Direkt, for an actor who may see its accesses."""
    return AccessGrant.objects.filter(company_id=company_id, scope=GrantScope.LON_DIRECT).exists()


def company_with(company_id: UUID) -> Company | None:
    """The company, if the actor may see it."""
    return _COMPANY(company_id=company_id)


def lon_direct_places(user_id: UUID) -> list[Place]:
    """The companies where the user has Lön Direkt today."""
    found = [company_id for (company_id,) in _LON_DIRECT(user_id=user_id, on=clock.today())]
    if not found:
        return []
    return [Place(*row) for row in Company.objects.filter(pk__in=found).order_by("name").values_list("pk", "name")]


def firms_with_register_of(company_id: UUID) -> QuerySet[Firm]:
    """Firms that have the company in their client register."""
    return Firm.objects.filter(
        grants__in=valid_grants().filter(company_id=company_id, scope=GrantScope.CLIENT_REGISTER)
    )


def last_uses_in(company_id: UUID) -> dict[UUID, datetime]:
    """When each person last used their access to the company, to the hour; for the company's own members."""
    return dict(LastUse.objects.filter(company_id=company_id).values_list("user_id", "used_at"))
