"""A person's place in a company."""

from typing import ClassVar

from django.db import models

from accounts.models.company import Company
from accounts.models.user import User
from accounts.permissions import CompanyRole
from common.identifiers import new_id
from common.scoping import CompanyScoped


class CompanyMembership(CompanyScoped):
    """Administrator or attestor, one row a role; open while `ended_at` is empty."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="company_memberships")
    role = models.CharField(max_length=20, choices=CompanyRole.choices)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["company", "user", "role"],
                name="company_membership_open",
                condition=models.Q(ended_at__isnull=True),
            )
        ]
        indexes: ClassVar = [models.Index(fields=["user"], name="company_membership_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
