"""A person's place on a firm's staff."""

from typing import ClassVar

from django.db import models

from accounts.models.firm import Firm
from accounts.models.user import User
from accounts.permissions import ClientAccess, FirmRole
from common.identifiers import new_id
from common.scoping import FirmScoped


class FirmMembership(FirmScoped):
    """Open while `ended_at` is empty; role and reach decide what the person may do."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="firm_memberships")
    role = models.CharField(max_length=20, choices=FirmRole.choices)
    client_access = models.CharField(max_length=10, choices=ClientAccess.choices, default=ClientAccess.ALL)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["firm", "user"],
                name="firm_membership_open",
                condition=models.Q(ended_at__isnull=True),
            )
        ]
        indexes: ClassVar = [models.Index(fields=["user"], name="firm_membership_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
