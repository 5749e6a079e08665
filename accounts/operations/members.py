"""People joining and leaving firms and companies."""

from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import CompanyMembership, Firm, FirmMembership, User
from accounts.operations import grants
from accounts.permissions import ClientAccess, CompanyRole, FirmRole, GrantScope
from common import clock
from common.rls import as_system
from events.operations import record

COMPANY_MEMBERSHIP = "company_membership"


@transaction.atomic
def add_staff(
    *, firm: Firm, user: User, role: FirmRole, client_access: ClientAccess = ClientAccess.ALL, by: UUID | None
) -> FirmMembership:
    """Put a person on a firm's staff."""
    with as_system(reason="the first member of a firm has no place in it yet", firm_id=firm.pk):
        membership = FirmMembership.objects.create(firm=firm, user=user, role=role, client_access=client_access)
        record(
            "accounts.staff_added",
            by=by,
            subject=membership,
            firm_id=firm.pk,
            data={"user": user.pk, "role": role},
        )
    return membership


@transaction.atomic
def add_member(*, company_id: UUID, user: User, role: CompanyRole, by: UUID | None, on: date) -> CompanyMembership:
    """Make a person administrator or attestor of a company with the grants that follow; twice changes nothing."""
    with as_system(reason="membership is what opens the company", company_id=company_id):
        membership, created = CompanyMembership.objects.get_or_create(
            company_id=company_id, user=user, role=role, ended_at=None
        )
        if created:
            data = {"user": user.pk, "role": role}
            record("accounts.member_added", by=by, subject=membership, company_id=company_id, data=data)
    if created and role == CompanyRole.ADMINISTRATOR:
        grants.give(
            company_id=company_id,
            user_id=user.pk,
            scope=GrantScope.COLLABORATION_ADMIN,
            source_type=COMPANY_MEMBERSHIP,
            source_id=membership.pk,
            by=by,
            on=on,
        )
    return membership


@transaction.atomic
def end_member(*, membership: CompanyMembership, by: UUID | None, reason: str) -> None:
    """End a person's role in a company and the grants that came with it."""
    membership.ended_at = clock.now()
    membership.save(update_fields=["ended_at"])
    record(
        "accounts.member_ended",
        by=by,
        subject=membership,
        company_id=membership.company_id,
        data={"reason": reason},
    )
    grants.end(
        company_id=membership.company_id,
        source_type=COMPANY_MEMBERSHIP,
        source_id=membership.pk,
        by=by,
        reason=reason,
    )
