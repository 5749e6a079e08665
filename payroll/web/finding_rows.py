"""Findings about a run on its page, each with the page where more is seen; many of a kind are one row."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from common.periods import Month
from employment.models import Employee
from events.queries import last_event_of
from payroll.deviations import hours_of, reach_of
from payroll.finding_wording import sentence_of, sentence_of_many
from payroll.findings import findings_of
from payroll.findings.kinds import APPROVED, Finding, FindingKind, digest_of_warnings
from payroll.models import PayrollRun
from payroll.rules.run_states import OPEN_STATES, RunState
from payroll.web.desk import PREFIX, url

SINGLY = 3
"""So many findings of a kind have a row each."""
CARDS = {
    "PAY": "employee_pay",
    "TAX": "employee_tax",
    "EMPLOYMENT": "employee_employment",
    "PROTECTION": "employee_protection",
    "AGREEMENT": "employee_employment",
}
"""Where on the employee's card what was changed is seen."""

OF_TERMS = (FindingKind.CHANGED_AFTER, FindingKind.CHANGED_AND_MENDED)
OF_PAYSLIPS = (FindingKind.DEDUCTION_CUT, FindingKind.NOTHING_LEFT)
OF_TIME = (
    FindingKind.DAYS_TO_COME,
    FindingKind.NO_CLOCK_TIMES,
    FindingKind.NO_HOURS,
    FindingKind.LEFT_BEHIND,
    FindingKind.FREED_LATER,
    FindingKind.NOT_ATTESTED,
    FindingKind.ALWAYS_AWAY,
)
"""What the pages of terms, payslips and time show more of."""


class Place(NamedTuple):
    """The run whose page it is, and the side that looks."""

    run: PayrollRun
    audience: str


def findings_context(run: PayrollRun, employees: Sequence[Employee], audience: str) -> dict[str, Any]:
    """What the page shows besides what stops the run; of an approved one, how many warnings were seen."""
    if run.state == RunState.APPROVED:
        event = last_event_of(run.pk, APPROVED)
        return {"seen_count": len(event.data.get("warnings", [])) if event else 0}
    if run.state not in OPEN_STATES or run.state == RunState.CALCULATING:
        return {}
    found, place = findings_of(run, employees), Place(run, audience)
    warnings = [one for one in found if one.is_warning]
    return {
        "warnings": rows_of(warnings, place),
        "warning_count": len(warnings),
        "run_notices": rows_of([one for one in found if not one.is_warning], place),
        "seen": digest_of_warnings(found),
    }


def rows_of(findings: Sequence[Finding], place: Place) -> list[dict[str, str]]:
    """Each finding with its link; many of a kind about employees are one row."""
    rows = []
    for _kind, group in groupby(sorted(findings, key=_apart), key=_apart):
        some = list(group)
        if len(some) > SINGLY and some[0].employee:
            rows.append({"text": sentence_of_many(some), **_where(some[0], place, of_many=True)})
        else:
            rows += [{"text": sentence_of(one), **_where(one, place)} for one in some]
    return rows


def _apart(finding: Finding) -> tuple[int, bool]:
    """In the order of the kinds, what concerns the company before what concerns somebody."""
    return list(FindingKind).index(finding.kind), finding.employee is not None


def _where(finding: Finding, place: Place, *, of_many: bool = False) -> dict[str, str]:
    """The page that shows what it is about; schedules and time are the firm's pages."""
    if finding.kind in OF_TIME:
        return _time(finding, place, of_many=of_many)
    company_id = place.run.company_id
    if finding.kind == FindingKind.NO_OPENING:
        return {"url": url(place.audience, "opening_edit", company_id, finding.number), "link": _("Paid earlier")}
    if finding.kind == FindingKind.NO_LOGIN:
        return _login(finding, place, of_many=of_many)
    if of_many or (finding.employee is None and finding.kind not in OF_TERMS):
        return {"url": "", "link": ""}
    if finding.kind in OF_TERMS:
        return _terms(finding, place)
    assert finding.employee is not None
    who = finding.employee.pk
    if finding.kind == FindingKind.UNPAID_VACATION:
        return {"url": url(place.audience, "employee_vacation", company_id, who), "link": _("Vacation")}
    if finding.kind == FindingKind.VACATION_LEFT:
        return {"url": url(place.audience, "compensation_show", company_id, who), "link": _("Vacation compensation")}
    if finding.kind in OF_PAYSLIPS:
        return {"url": url(place.audience, "payslip_show", company_id, place.run.pk, who), "link": _("Payslip")}
    card = "employee_tax" if finding.kind == FindingKind.TAX_COLUMN else "employee_basics"
    return {"url": reverse(f"employment:{PREFIX[place.audience]}{card}", args=[company_id, who]), "link": _("Show")}


def _login(finding: Finding, place: Place, *, of_many: bool) -> dict[str, str]:
    names = f"employment:{PREFIX[place.audience]}"
    if of_many or finding.employee is None:
        return {"url": reverse(f"{names}employee_list", args=[place.run.company_id]), "link": _("Employees")}
    page = reverse(f"{names}employee_access", args=[place.run.company_id, finding.employee.pk])
    return {"url": page, "link": _("Show") if finding.since else _("Invite")}


def _time(finding: Finding, place: Place, *, of_many: bool) -> dict[str, str]:
    if place.audience != "firm":
        return {"url": "", "link": ""}
    is_of_one = finding.employee is not None and not of_many
    ids = [place.run.company_id, *([finding.employee.pk] if finding.employee and is_of_one else [])]
    page = reverse("timereporting:time_month" if is_of_one else "timereporting:time_overview", args=ids)
    day = finding.until or finding.since or _last_day_of_time(finding, place.run)
    return {"url": f"{page}?month={Month.of(day)}", "link": _("Show time")}


def _last_day_of_time(finding: Finding, run: PayrollRun) -> date:
    return (hours_of(run) if finding.kind == FindingKind.NO_HOURS else reach_of(run)).last


def _terms(finding: Finding, place: Place) -> dict[str, str]:
    company_id, changed, side = place.run.company_id, finding.changed[0], PREFIX[place.audience]
    if changed == "SCHEDULE":
        page = reverse("timereporting:schedule_list", args=[company_id]) if place.audience == "firm" else ""
    elif finding.employee is None:
        page = reverse(f"employment:{side}agreement_show", args=[company_id, finding.subject])
    elif changed == "VACATION_RULE":
        page = url(place.audience, "vacation_rule", company_id, finding.employee.pk)
    else:
        page = reverse(f"employment:{side}{CARDS[changed]}", args=[company_id, finding.employee.pk])
    return {"url": page, "link": _("Show")}
