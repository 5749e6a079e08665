"""Models, one a file."""

from timereporting.models.returned_day import ReturnedDay
from timereporting.models.schedule_assignment import ScheduleAssignment
from timereporting.models.time_entry import EntrySource, TimeEntry
from timereporting.models.time_report import TimeReport
from timereporting.models.work_schedule import WorkSchedule
from timereporting.models.work_schedule_day import WorkScheduleDay

__all__ = [
    "EntrySource",
    "ReturnedDay",
    "ScheduleAssignment",
    "TimeEntry",
    "TimeReport",
    "WorkSchedule",
    "WorkScheduleDay",
]
