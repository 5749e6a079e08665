"""The right of a person, or of a firm's whole staff, to reach something in a company."""

from typing import ClassVar

from django.db import models

from accounts.models.company import Company
from accounts.models.firm import Firm
from accounts.models.user import User
from accounts.permissions import GrantScope
from common.identifiers import new_id


class AccessGrant(models.Model):
    """Written only by operations of memberships, clients, assignments, collaborations and employments.

    Valid from `starts_on` to `ends_on` (both included) and not `ended_at`: closing takes effect with the commit.
    `source_type` and `source_id` name what it follows from, so that grants can be proven to be a function of those.
    `employee_group`: covers only the employees of that group; empty: those about whose group nothing of its own is
    agreed, which is everybody where nothing is.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="grants")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, null=True, related_name="grants")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="grants")
    scope = models.CharField(max_length=30, choices=GrantScope.choices)
    employee_group = models.UUIDField(null=True)
    source_type = models.CharField(max_length=40)
    source_id = models.UUIDField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    ended_reason = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="access_grant_one_grantee",
                condition=models.Q(user__isnull=False, firm__isnull=True)
                | models.Q(user__isnull=True, firm__isnull=False),
            ),
            models.CheckConstraint(
                name="access_grant_firm_scope",
                condition=models.Q(firm__isnull=True) | models.Q(scope=GrantScope.CLIENT_REGISTER),
            ),
            models.CheckConstraint(
                name="access_grant_group_scope",
                condition=models.Q(employee_group__isnull=True)
                | models.Q(scope__in=[GrantScope.SCHEDULES, GrantScope.TIME_APPROVAL]),
            ),
            models.CheckConstraint(
                name="access_grant_ends_after_start",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["user", "firm", "company", "scope", "employee_group", "source_type", "source_id"],
                name="access_grant_open",
                condition=models.Q(ended_at__isnull=True),
                nulls_distinct=False,
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["user", "company"],
                name="access_grant_user",
                condition=models.Q(ended_at__isnull=True),
            ),
            models.Index(
                fields=["user", "scope"],
                name="access_grant_user_scope",
                condition=models.Q(ended_at__isnull=True),
            ),
            models.Index(
                fields=["firm", "company"],
                name="access_grant_firm",
                condition=models.Q(ended_at__isnull=True),
            ),
            models.Index(fields=["company", "scope"], name="access_grant_company"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.company_id}"
