"""What time reporting puts into the exit bundle."""

from django.utils.translation import gettext_lazy as _

from accounts import exit_sections
from accounts.exit_sections import Table
from timereporting.models import (
    ReturnedDay,
    ScheduleAssignment,
    TimeEntry,
    TimeReport,
    WorkSchedule,
    WorkScheduleDay,
)


def register_all() -> None:
    """Called once, when the app is ready."""
    exit_sections.register(
        Table("time/schedules.jsonl", WorkSchedule, ["created_at", "id"], _("Work schedules: weeks that repeat.")),
        Table(
            "time/schedule_days.jsonl",
            WorkScheduleDay,
            ["schedule_id", "weekday"],
            _("The working days of each schedule; Monday is 0."),
        ),
        Table(
            "time/schedule_assignments.jsonl",
            ScheduleAssignment,
            ["employee__number", "starts_on", "id"],
            _("Which schedule each employee works by, from a date."),
        ),
        Table(
            "time/reports.jsonl",
            TimeReport,
            ["starts_on", "employee__number", "id"],
            _("Time reports, one a month and employee, with state and attestation."),
        ),
        Table(
            "time/registrations.jsonl",
            TimeEntry,
            ["worked_on", "employee__number", "recorded_at", "id"],
            _("Registered time and absence in minutes, with who registered it and when. Struck rows were taken back."),
        ),
        Table(
            "time/returned_days.jsonl",
            ReturnedDay,
            ["day", "returned_at", "id"],
            _("Days that an attestor sent back, with the comment."),
        ),
    )
