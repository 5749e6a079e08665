"""One weekday of a schedule."""

from typing import ClassVar

from django.db import models

from accounts.models import Company
from common.identifiers import new_id
from common.scoping import CompanyScoped
from timereporting.models.work_schedule import WorkSchedule
from timereporting.rules.schedules import minutes_between


class WorkScheduleDay(CompanyScoped):
    """Working hours of a weekday (0 is Monday), with an unpaid break. A weekday without a row is free.

    Hours that end before they start end the day after; all of them belong to the weekday on which they start.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    schedule = models.ForeignKey(WorkSchedule, on_delete=models.CASCADE, related_name="days")
    weekday = models.PositiveSmallIntegerField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    break_minutes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["schedule", "weekday"], name="work_schedule_day_once"),
            models.CheckConstraint(name="work_schedule_day_weekday", condition=models.Q(weekday__lte=6)),
            models.CheckConstraint(
                name="work_schedule_day_has_length", condition=~models.Q(ends_at=models.F("starts_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts_at}–{self.ends_at}"

    @property
    def minutes(self) -> int:
        """Minutes of work, the break taken away."""
        return minutes_between(self.starts_at, self.ends_at) - self.break_minutes
