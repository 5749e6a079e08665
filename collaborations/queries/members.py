"""A company's administrators and attestors."""

from django.db.models import QuerySet

from accounts.models import CompanyMembership


def members_in_scope() -> QuerySet[CompanyMembership]:
    """Open memberships of the company in scope, by role and name."""
    memberships = CompanyMembership.objects.filter(ended_at__isnull=True).select_related("user")
    return memberships.order_by("role", "user__given_name", "user__family_name")
