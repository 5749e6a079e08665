"""A company's administrators and attestors."""

from uuid import UUID

from django.db.models import QuerySet

from accounts.models import AccessGrant, CompanyMembership
from accounts.permissions import GrantScope
from accounts.queries import staff_of
from common.rls import as_system


def members_in_scope() -> QuerySet[CompanyMembership]:
    """Open memberships of the company in scope, by role and name."""
    memberships = CompanyMembership.objects.filter(ended_at__isnull=True).select_related("user")
    return memberships.order_by("role", "user__given_name", "user__family_name")


def works_at_firm_of(company_id: UUID, email: str) -> bool:
    """Whether the address belongs to the staff of a firm that has the company as a client."""
    reason = "who works at the firm cannot act for its client"
    with as_system(reason=reason, company_id=company_id):
        grants = AccessGrant.objects.filter(
            company_id=company_id, scope=GrantScope.CLIENT_REGISTER, firm__isnull=False, ended_at__isnull=True
        )
        firm_ids = list(grants.values_list("firm_id", flat=True))
    for firm_id in firm_ids:
        with as_system(reason=reason, company_id=company_id, firm_id=firm_id):
            if staff_of(firm_id).filter(email__iexact=email).exists():
                return True
    return False
