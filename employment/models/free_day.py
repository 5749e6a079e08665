"""The days that are free in a company besides the official red days."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Company, User
from common.identifiers import new_id
from common.scoping import CompanyScoped


class FreeEves(CompanyScoped):
    """Which eves are free from a day on, as keys with commas between; the latest that has begun applies."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    eves = models.CharField(max_length=120, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["company", "starts_on"], name="free_eves_one_a_day")]

    def __str__(self) -> str:
        return f"{self.starts_on} {self.eves}"


class FreeDay(CompanyScoped):
    """A day of the company's own: between two free days, or its own day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    name = models.CharField(max_length=60)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "day"], name="free_day_once"),
            models.CheckConstraint(name="free_day_named", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
