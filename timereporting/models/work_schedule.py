"""A weekly work schedule."""

from typing import ClassVar

from django.db import models

from accounts.models import Company
from common.identifiers import new_id
from common.scoping import CompanyScoped


class WorkSchedule(CompanyScoped):
    """A week that repeats; its days say when and how long."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "id"], name="work_schedule_company_key"),
            models.UniqueConstraint(fields=["company", "name"], name="work_schedule_name"),
        ]

    def __str__(self) -> str:
        return self.name
