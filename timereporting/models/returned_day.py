"""A day that an attestor sent back, with what should be looked at."""

from typing import ClassVar

from django.db import models

from accounts.models import Company, User
from common.identifiers import new_id
from common.scoping import CompanyScoped
from employment.models import Employee
from timereporting.models.time_report import TimeReport


class ReturnedDay(CompanyScoped):
    """Open until the report is submitted again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(TimeReport, on_delete=models.CASCADE, related_name="returned_days")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    comment = models.CharField(max_length=500)
    returned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report", "day"], name="returned_day_once", condition=models.Q(resolved_at__isnull=True)
            ),
            models.CheckConstraint(name="returned_day_says_why", condition=~models.Q(comment="")),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.comment}"
