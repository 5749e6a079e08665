"""Decisions that an employee has no qualifying deduction."""

from typing import ClassVar

from django.db import models

from accounts.models import Company
from common.identifiers import new_id
from common.scoping import CompanyScoped
from employment.models.employee import Employee


class SickProtection(CompanyScoped):
    """Special protection by a decision of Försäkringskassan, from a day to a last day; open while that is empty.

    Seen by those who do payroll only: that there is a decision tells of an illness.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="sick_protections")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employee", "starts_on"], name="sick_protection_once_a_day"),
            models.CheckConstraint(
                name="sick_protection_period",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.starts_on}"
