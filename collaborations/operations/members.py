"""The company's administrators decide who administers it and who approves time; access follows at once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import CompanyMembership, User
from accounts.operations.members import add_member, end_member
from accounts.permissions import CompanyRole
from collaborations.operations.grants import follow_members
from collaborations.operations.locks import lock_company
from collaborations.operations.own_payroll import follow_own_payroll
from collaborations.operations.refusals import HasRoleAlready, LastAdministrator, WorksAtFirm
from collaborations.queries.members import works_at_firm_of
from common.clock import STOCKHOLM
from common.rls import as_system
from events.operations import enqueue, record

REASON = "a company's administrator decides who else belongs to it"


@transaction.atomic
def add_person(
    *,
    company_id: UUID,
    given_name: str,
    family_name: str,
    email: str,
    role: str,
    by: User,
    at: datetime,
) -> CompanyMembership:
    """Give a person a role in the company, a login when they have none, and a mail.

    Raises WorksAtFirm, HasRoleAlready.
    """
    if works_at_firm_of(company_id, email):
        raise WorksAtFirm
    with as_system(reason=REASON, company_id=company_id):
        lock_company(company_id)
        user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(
            email, given_name=given_name, family_name=family_name, language=by.language
        )
        if CompanyMembership.objects.filter(user=user, role=role, ended_at__isnull=True).exists():
            raise HasRoleAlready
        on = at.astimezone(STOCKHOLM).date()
        membership = add_member(company_id=company_id, user=user, role=CompanyRole(role), by=by.pk, on=on)
        follow_members(company_id, by.pk)
        follow_own_payroll(company_id, by.pk)
        cause = record(
            "collaborations.person_added",
            by=by.pk,
            subject=membership,
            company_id=company_id,
            data={"role": role},
        )
        enqueue(
            "collaborations.send_welcome",
            dedupe_key=f"company-membership:{membership.pk}:welcome",
            cause=cause,
            membership_id=membership.pk,
        )
    return membership


@transaction.atomic
def end_person(*, membership: CompanyMembership, by: User) -> None:
    """End a person's role; what it opened closes with the commit. Raises LastAdministrator."""
    with as_system(reason=REASON, company_id=membership.company_id):
        lock_company(membership.company_id)
        fresh = CompanyMembership.objects.get(pk=membership.pk)
        if fresh.ended_at is not None:
            return
        others = CompanyMembership.objects.filter(role=CompanyRole.ADMINISTRATOR, ended_at__isnull=True)
        if fresh.role == CompanyRole.ADMINISTRATOR and not others.exclude(user_id=fresh.user_id).exists():
            raise LastAdministrator
        end_member(membership=fresh, by=by.pk, reason="accounts.member_ended")
        follow_members(fresh.company_id, by.pk)
        follow_own_payroll(fresh.company_id, by.pk)
