"""When somebody last used what they reach in a company."""

from typing import ClassVar

from django.db import models

from accounts.models.company import Company
from accounts.models.user import User
from common.identifiers import new_id
from common.scoping import CompanyScoped


class LastUse(CompanyScoped):
    """One row for a person and a company, written at most once an hour: the company sees who uses its access."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["company", "user"], name="last_use_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.used_at}"
