"""Which schedule an employee works by, from a date."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from accounts.models import Company
from common.identifiers import new_id
from common.scoping import CompanyScoped
from employment.models import Employee
from employment.models.employment_terms import PERIOD
from timereporting.models.work_schedule import WorkSchedule


class ScheduleAssignment(CompanyScoped):
    """Valid from `starts_on` to `ends_on`, both included; open while `ends_on` is empty. Periods never overlap."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="schedule_assignments")
    schedule = models.ForeignKey(WorkSchedule, on_delete=models.PROTECT, related_name="assignments")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="schedule_assignment_no_overlap",
                expressions=[("employee", RangeOperators.EQUAL), (PERIOD, RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="schedule_assignment_period",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["company", "employee"], name="schedule_assignment_key")]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.starts_on}"
