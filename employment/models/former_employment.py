"""An employment that ended before the employee was hired again."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from accounts.models import Company
from common.identifiers import new_id
from common.scoping import CompanyScoped
from employment.models.employee import Employee
from employment.models.employment_terms import PERIOD


class FormerEmployment(CompanyScoped):
    """From `starts_on` to `ends_on`, both included. The present or latest employment is the employee's own dates.

    `ended_for_next`: it had no last day, or a later one (`was_to_end_on`), until the next employment began.

    Employments of a person never overlap: former ones by this constraint, the latest by the operation that hires again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="former_employments")
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_for_next = models.BooleanField(default=False)
    was_to_end_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="former_employment_no_overlap",
                expressions=[("employee", RangeOperators.EQUAL), (PERIOD, RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="former_employment_period", condition=models.Q(ends_on__gte=models.F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.starts_on}"
