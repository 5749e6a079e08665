"""Words of time reporting for templates."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from common.templatetags.format import clock, date_day, decimal, hours
from employment.rules.pay_periods import Days
from timereporting.forms import WEEKDAYS
from timereporting.models import TimeEntry, WorkSchedule
from timereporting.models.time_entry import QUICK_CHOICES
from timereporting.models.time_report import STATES
from timereporting.pay_preview import Tentative
from timereporting.rules.changed_days import ChangedDay
from timereporting.rules.comp import Movement
from timereporting.rules.finding_kinds import Finding, FindingKind
from timereporting.rules.quick_choices import ABSENCE, EXTRA, QuickChoice
from timereporting.rules.report_states import ReportState
from timereporting.web.lengths import lengths_of, said_in
from timereporting.web.months import DayCell

register = template.Library()
MISSING_ONE_BY_ONE = 3
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
def dates(period: Days) -> str:
    """The days of a period that is not a calendar month: 16 nov – 15 dec. Nothing of one that is."""
    return "" if period.is_month else date_range(period)


@register.filter
def date_range(period: Days) -> str:
    """16 nov – 15 dec."""
    return f"{date_format(period.first, 'j b')} – {date_format(period.last, 'j b')}".lower()


@register.filter
def finding_text(finding: Finding) -> str:
    """A finding as a sentence."""
    sentences = {
        FindingKind.MISSING: _("%(day)s is missing"),
        FindingKind.OUTSIDE_EMPLOYMENT: _("%(day)s is outside the employment"),
        FindingKind.OUTSIDE_SCHEDULE: _("%(day)s: %(time)s outside the schedule"),
        FindingKind.MORE_THAN_PLANNED: _("%(day)s: %(time)s registered, more than the schedule has"),
        FindingKind.MORE_HOURS: _("%(day)s: %(time)s more than the schedule"),
        FindingKind.SEVERAL_ABSENCES: _("%(day)s: several kinds of absence"),
        FindingKind.OVERLAP: _("%(day)s: %(choices)s overlap by %(time)s"),
        FindingKind.LONG_DAY: _("%(day)s: %(time)s of work, so less than 11 hours of rest"),
        FindingKind.SHORT_REST: _("%(day)s: %(time)s of rest before it, less than 11 hours"),
        FindingKind.MUCH_OVERTIME: _("%(time)s of overtime in the month, more than 50 hours"),
    }
    words = dict(QUICK_CHOICES)
    choices = _(" and ").join(str(words[choice]) for choice in finding.choices)
    day = date_day(finding.day) if finding.day else ""
    return sentences[finding.kind] % {"day": day, "time": hours(finding.minutes), "choices": choices}


@register.filter
def finding_lines(found: Sequence[Finding]) -> list[str]:
    """Findings as sentences; many missing days are one sentence, where the first of them stands."""
    missing = [one.day for one in found if one.kind == FindingKind.MISSING and one.day]
    if len(missing) <= MISSING_ONE_BY_ONE:
        return [finding_text(one) for one in found]
    text = _("%(number)s days are missing: %(days)s") % {"number": len(missing), "days": _stretches(missing)}
    rest = [one for one in found if one.kind != FindingKind.MISSING or one.day == missing[0]]
    return [text if one.kind == FindingKind.MISSING else finding_text(one) for one in rest]


def _stretches(days: Sequence[date]) -> str:
    """Days of a month as short as they can be said: 2–6, 9, 12–13 nov."""
    rows: list[list[date]] = []
    for day in days:
        if rows and day - rows[-1][-1] == timedelta(days=1):
            rows[-1].append(day)
        else:
            rows.append([day])
    said = [f"{row[0].day}–{row[-1].day}" if len(row) > 1 else f"{row[0].day}" for row in rows]
    return f"{', '.join(said)} {date_format(days[-1], 'b')}"


@register.filter
def amount_of(sums: Mapping[str, int], kinds: str) -> int:
    """Minutes of some kinds of registration: absence, overtime or worked."""
    wanted = {"absence": ABSENCE, "overtime": EXTRA, "worked": {QuickChoice.HOURS_WORKED}}[kinds]
    return sum(minutes for choice, minutes in sums.items() if choice in wanted)


@register.filter
def day_state(cell: DayCell) -> str:
    """What a day of the calendar says to those who do not see it."""
    said = [str(date_day(cell.day))]
    if cell.returned:
        said.append(_("sent back"))
    if cell.missing:
        said.append(_("missing"))
    said += [f"{kind} {hours(minutes)}" for kind, minutes in cell.kinds]
    if not cell.planned and cell.employed:
        said.append(cell.free_as or _("free"))
    return ", ".join(said)


@register.filter
def replacing_text(one: Tentative) -> str:
    """What a registration that is not made yet would replace; empty where it stands beside what there is."""
    return _("replaces %(before)s") % {"before": lengths_of(one.replaces)} if one.replaces else ""


@register.filter
def change_text(change: ChangedDay[TimeEntry]) -> str:
    """What a day said before it was changed, and what it says now."""
    before, after = (said_in(one) or _("nothing registered") for one in (change.before, change.after))
    return f"{before} → {after}"


@register.filter
def day_code(cell: DayCell) -> str:
    """What a day of the calendar says where there is no room: a code, or the hours that were worked."""
    if cell.returned:
        return pgettext("short", "back")
    if not cell.entries:
        return pgettext("short", "missing") if cell.missing else ""
    codes = {
        QuickChoice.SICK: pgettext("short", "Sick"),
        QuickChoice.CARE_OF_CHILD: pgettext("short", "Child"),
        QuickChoice.PARENTAL_LEAVE: pgettext("short", "Par"),
        QuickChoice.VACATION: pgettext("short", "Vac"),
        QuickChoice.COMP_LEAVE: pgettext("short", "Comp"),
        QuickChoice.CLOSE_RELATIVE_CARE: pgettext("short", "Rel"),
        QuickChoice.CONTAGION: pgettext("short", "Cont"),
        QuickChoice.MILITARY_SERVICE: pgettext("short", "Mil"),
        QuickChoice.STUDY_LEAVE: pgettext("short", "Study"),
        QuickChoice.UNPAID_LEAVE: pgettext("short", "Unpaid"),
        QuickChoice.OTHER_ABSENCE: pgettext("short", "Other"),
        QuickChoice.OVERTIME_SIMPLE: pgettext("short", "OT"),
        QuickChoice.OVERTIME_QUALIFIED: pgettext("short", "OT"),
        QuickChoice.COMP_SIMPLE: pgettext("short", "Comp+"),
        QuickChoice.COMP_QUALIFIED: pgettext("short", "Comp+"),
        QuickChoice.ADDITIONAL_TIME: pgettext("short", "Add"),
    }
    others = len(cell.kinds) - 1
    said = codes.get(QuickChoice(cell.entries[0].quick_choice)) or clock(cell.kinds[0][1])
    return f"{said} +{others}" if others else said


@register.filter
def comp_text(movement: Movement) -> str:
    """What moved the comp balance: the registration, and how its hours became hours of leave."""
    if movement.choice is None:
        return _("Balance when the payroll came here")
    what = str(dict(QUICK_CHOICES)[movement.choice])
    return what if movement.factor is None else f"{what}, {clock(movement.minutes)} × {decimal(movement.factor)}"


@register.filter
def counted(states: Mapping[str, int]) -> list[tuple[str, Any, int]]:
    """States that some reports are in: the state, its word, how many."""
    return [(state, word, states[state]) for state, word in STATES if states.get(state)]


@register.filter
def state_tone(state: str) -> str:
    """The colour of a state."""
    return TONES[ReportState(state)]


@register.filter
def week_in_words(schedule: WorkSchedule) -> list[tuple[str, str]]:
    """The hours of a week, days with the same hours in a row together: Monday–Friday, 08:00–17:00."""
    rows: list[tuple[list[int], str]] = []
    for day in schedule.days.all():
        said = f"{day.starts_at:%H:%M}–{day.ends_at:%H:%M}"
        if rows and rows[-1][1] == said and rows[-1][0][-1] == day.weekday - 1:
            rows[-1][0].append(day.weekday)
        else:
            rows.append(([day.weekday], said))
    return [(_span(days), said) for days, said in rows]


def _span(days: list[int]) -> str:
    first, last = (str(WEEKDAYS[one]) for one in (days[0], days[-1]))
    # The name of a weekday begins with a small letter inside a text in Swedish.
    return first if len(days) == 1 else f"{first}–{last if get_language() == 'en' else last.lower()}"


@register.filter
def week_minutes(schedule: WorkSchedule) -> int:
    """Minutes of work in a week."""
    return sum(day.minutes for day in schedule.days.all())
