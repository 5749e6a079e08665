"""What an attestor asked for when a report was sent back, and what was changed since."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from timereporting.models import ReturnedDay, TimeEntry, TimeReport
from timereporting.rules.changed_days import ChangedDay, changed_days


@dataclass(frozen=True)
class DayBack:
    """A day that was sent back, or is changed since: what was said of it, and what it said and says."""

    day: date
    comments: list[str]
    change: ChangedDay[TimeEntry] | None


@dataclass(frozen=True)
class SentBack:
    """The last time that a report was sent back: the days that it was about, and those that say something else now."""

    comment: str
    days: list[DayBack]

    @property
    def is_untouched(self) -> bool:
        """Whether every day says what it did."""
        return not any(one.change for one in self.days)


def sent_back_of(reports: Sequence[TimeReport]) -> dict[UUID, SentBack]:
    """Of the reports that have been sent back, the last time; at most two queries."""
    back = {one.pk: one for one in reports if one.sent_back_at is not None}
    if not back:
        return {}
    days: dict[UUID, list[ReturnedDay]] = defaultdict(list)
    for day in ReturnedDay.objects.filter(report__in=back).order_by("day", "returned_at"):
        days[day.report_id].append(day)
    entries: dict[UUID, list[TimeEntry]] = defaultdict(list)
    for entry in TimeEntry.objects.filter(report__in=back).order_by("worked_on", "quick_choice", "starts_at"):
        entries[entry.report_id].append(entry)
    return {key: _of(report, days[key], entries[key]) for key, report in back.items()}


def _of(report: TimeReport, days: list[ReturnedDay], entries: list[TimeEntry]) -> SentBack:
    since = report.sent_back_at
    assert since is not None
    comments: dict[date, list[str]] = defaultdict(list)
    for one in days:
        if one.returned_at >= since:
            comments[one.day].append(one.comment)
    changed = {one.day: one for one in changed_days(entries, since)}
    rows = [DayBack(day, comments.get(day, []), changed.get(day)) for day in sorted({*comments, *changed})]
    return SentBack(report.comment, rows)
