"""An employee's time of one deviation period."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, User
from common.identifiers import new_id
from common.periods import Month
from common.scoping import CompanyScoped
from employment.models import Employee
from employment.models.employment_terms import PERIOD
from timereporting.rules.report_states import ReportState

STATES = [
    (ReportState.OPEN, _("Open")),
    (ReportState.SUBMITTED, _("Submitted")),
    (ReportState.RETURNED, _("Sent back")),
    (ReportState.APPROVED, _("Approved")),
    (ReportState.IMPORTED, _("In payroll")),
    (ReportState.LOCKED, _("Locked")),
]


class TimeReport(CompanyScoped):
    """One a period, named by the month that it ends in. `approved_digest` binds the approval to what it said then.

    `sent_back_at` and `sent_back_by` are of the last time; `comment` is what was said of the whole of it then.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="time_reports")
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=10, choices=STATES, default=ReportState.OPEN)
    submitted_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_digest = models.CharField(max_length=64, blank=True)
    comment = models.CharField(max_length=500, blank=True)
    sent_back_at = models.DateTimeField(null=True)
    sent_back_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "id"], name="time_report_company_key"),
            models.UniqueConstraint(fields=["employee", "starts_on"], name="time_report_once"),
            ExclusionConstraint(
                name="time_report_no_overlap",
                expressions=[("employee", RangeOperators.EQUAL), (PERIOD, RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="time_report_approved_by_someone",
                condition=~models.Q(state=ReportState.APPROVED)
                | models.Q(approved_at__isnull=False, approved_by__isnull=False) & ~models.Q(approved_digest=""),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["company", "ends_on", "state"], name="time_report_period")]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.month}"

    @property
    def month(self) -> Month:
        """The month that names the period."""
        return Month.of(self.ends_on)
