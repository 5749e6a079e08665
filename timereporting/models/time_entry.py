"""Something registered on one day: the same row whoever registered it."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DecimalRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, User
from common.identifiers import new_id
from common.scoping import CompanyScoped
from employment.models import Employee
from timereporting.models.time_report import TimeReport
from timereporting.rules.quick_choices import QuickChoice

QUICK_CHOICES = [
    (QuickChoice.SICK, _("Sick")),
    (QuickChoice.CARE_OF_CHILD, _("Care of child")),
    (QuickChoice.PARENTAL_LEAVE, _("Parental leave")),
    (QuickChoice.VACATION, _("Vacation")),
    (QuickChoice.COMP_LEAVE, _("Comp leave")),
    (QuickChoice.CLOSE_RELATIVE_CARE, _("Care of a close relative")),
    (QuickChoice.CONTAGION, _("Risk of contagion")),
    (QuickChoice.MILITARY_SERVICE, _("Military service")),
    (QuickChoice.STUDY_LEAVE, _("Studies")),
    (QuickChoice.UNPAID_LEAVE, _("Leave without pay")),
    (QuickChoice.OTHER_ABSENCE, _("Other absence")),
    (QuickChoice.OVERTIME_SIMPLE, _("Simple overtime")),
    (QuickChoice.OVERTIME_QUALIFIED, _("Qualified overtime")),
    (QuickChoice.COMP_SIMPLE, _("Simple overtime to comp")),
    (QuickChoice.COMP_QUALIFIED, _("Qualified overtime to comp")),
    (QuickChoice.ADDITIONAL_TIME, _("Additional time")),
    (QuickChoice.HOURS_WORKED, _("Hours worked")),
]


BY_THE_CLOCK = models.Func(
    models.F("starts_at"), models.F("ends_at"), function="by_the_clock", output_field=DecimalRangeField()
)
"""The seconds of the day between two clock times, and every one of them where they are not known."""


class EntrySource(models.TextChoices):
    """Who registered."""

    FIRM = "FIRM", _("The payroll office")
    EMPLOYEE = "EMPLOYEE", _("The employee")


class TimeEntry(CompanyScoped):
    """Never changed: a correction strikes the row and makes a new one.

    `starts_at` and `ends_at` are the clock times when they were given; an end that is not after the start is on the
    next day. `minutes` is always the real length, breaks taken away. Several of a kind stand on a day where their clock
    times do not overlap; one without clock times stands alone.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(TimeReport, on_delete=models.PROTECT, related_name="entries")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="time_entries")
    worked_on = models.DateField()
    quick_choice = models.CharField(max_length=20, choices=QUICK_CHOICES)
    minutes = models.PositiveSmallIntegerField()
    starts_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    source = models.CharField(max_length=10, choices=EntrySource.choices)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="time_entry_minutes_of_a_day", condition=models.Q(minutes__gt=0, minutes__lte=1440)
            ),
            models.CheckConstraint(
                name="time_entry_struck_by_someone",
                condition=models.Q(struck_at__isnull=True, struck_by__isnull=True)
                | models.Q(struck_at__isnull=False, struck_by__isnull=False),
            ),
            models.CheckConstraint(
                name="time_entry_clock_times_in_pairs",
                condition=models.Q(starts_at__isnull=True, ends_at__isnull=True)
                | models.Q(starts_at__isnull=False, ends_at__isnull=False),
            ),
            ExclusionConstraint(
                name="time_entry_no_overlap",
                expressions=[("employee", "="), ("worked_on", "="), ("quick_choice", "="), (BY_THE_CLOCK, "&&")],
                condition=models.Q(struck_at__isnull=True),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["company", "employee", "worked_on"], name="time_entry_day")]

    def __str__(self) -> str:
        return f"{self.worked_on} {self.quick_choice} {self.minutes}"
