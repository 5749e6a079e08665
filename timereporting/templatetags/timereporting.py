"""Words of time reporting for templates."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.templatetags.format import date_day, hours
from timereporting.forms import WEEKDAYS
from timereporting.models import TimeEntry
from timereporting.models.time_report import STATES
from timereporting.rules.findings import Finding, FindingKind
from timereporting.rules.report_states import ReportState
from timereporting.web.months import MonthView

register = template.Library()
TONES = {
    ReportState.OPEN: "grey",
    ReportState.SUBMITTED: "blue",
    ReportState.RETURNED: "amber",
    ReportState.APPROVED: "green",
    ReportState.IMPORTED: "green",
    ReportState.LOCKED: "grey",
}


@register.simple_tag
def report_badge(state: str, registers: bool) -> SafeString | str:
    """The badge of a report's state; nothing where no reports are made."""
    if not registers and state not in (ReportState.IMPORTED, ReportState.LOCKED):
        return "–"
    known = ReportState(state or ReportState.OPEN)
    text = dict(STATES)[known]
    return render_to_string("components/status_badge.html", {"tone": TONES[known], "text": text})


@register.filter
def finding_text(finding: Finding) -> str:
    """A finding as a sentence."""
    sentences = {
        FindingKind.MISSING: _("%(day)s is missing"),
        FindingKind.OUTSIDE_SCHEDULE: _("%(day)s: %(time)s outside the schedule"),
        FindingKind.MORE_THAN_PLANNED: _("%(day)s: more absence than the schedule has"),
        FindingKind.LONG_DAY: _("%(day)s: %(time)s of work, less than 11 hours of rest"),
        FindingKind.MUCH_OVERTIME: _("%(time)s of overtime in the month"),
        FindingKind.SEVERAL_ABSENCES: _("%(day)s: several kinds of absence"),
    }
    day = date_day(finding.day) if finding.day else ""
    return sentences[finding.kind] % {"day": day, "time": hours(finding.minutes)}


@register.filter
def missing_days(findings: Iterable[Finding]) -> list[Finding]:
    """Those findings that are missing days."""
    return [finding for finding in findings if finding.kind == FindingKind.MISSING]


@register.filter
def entries_in(view: MonthView) -> list[TimeEntry]:
    """Every registration of a month, by day."""
    return [entry for week in view.weeks for cell in week if cell.inside for entry in cell.entries]


@register.filter
def weekday_name(number: int) -> Any:
    """Monday for 0."""
    return WEEKDAYS[number]
