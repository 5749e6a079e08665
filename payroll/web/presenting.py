"""What the pages of a run show, in words and links."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.queries import firms_with_register_of
from common.periods import Month
from common.templatetags.format import kronor
from employment.queries import employees_of
from events.rules.effect_states import EffectState
from payroll.checks import Check, CheckKind
from payroll.figure_names import figure_name
from payroll.models import PayrollRun
from payroll.rules.run_states import RunState
from payroll.wording import problem_in_words

MENDED_TOGETHER = (CheckKind.SCHEDULE, CheckKind.UNAPPROVED, CheckKind.VACATION)
"""What the page of one time or schedule mends for all."""

ORDER = (RunState.DRAFT, RunState.CALCULATING, RunState.CALCULATED, RunState.APPROVED)


def way_of(run: PayrollRun) -> dict[str, Any]:
    """Where the run is on its way, and how far a calculation has come."""
    return {"steps": steps_of(run), "progress": progress_of(run)}


def steps_of(run: PayrollRun) -> list[dict[str, Any]]:
    """The stepper: where the run is on its way."""
    labels = (_("Basis and checks"), _("Calculation"), _("Review"), _("Approved"))
    state = RunState.CALCULATING if run.state == RunState.FAILED else RunState(run.state)
    here = ORDER.index(state) if state in ORDER else 0
    steps = []
    for position, label in enumerate(labels):
        mark = "done" if position < here or run.state == RunState.APPROVED else ""
        if position == here and run.state != RunState.APPROVED:
            mark = "failed" if run.state == RunState.FAILED else "current"
        steps.append({"label": label, "state": mark})
    return steps


def checks_shown(checks: list[Check], run: PayrollRun, audience: str) -> list[dict[str, str]]:
    """Each check as a sentence with the link that mends it; what is mended on one page for many is one sentence."""
    shown = [_check(check, run, audience) for check in checks if check.kind not in MENDED_TOGETHER]
    for kind in MENDED_TOGETHER:
        found = [check for check in checks if check.kind == kind]
        if len(found) > 1:
            shown.append(_of_many(found, run, audience))
        else:
            shown += [_check(check, run, audience) for check in found]
    return shown


def _of_many(checks: Sequence[Check], run: PayrollRun, audience: str) -> dict[str, str]:
    sentences = {
        CheckKind.SCHEDULE: _("%(count)s employees have no work schedule: %(names)s."),
        CheckKind.UNAPPROVED: _("The time of %(count)s employees is not approved: %(names)s."),
        CheckKind.VACATION: _("%(count)s employees have taken more vacation days than there are left: %(names)s."),
    }
    names = ", ".join(check.employee.full_name for check in checks if check.employee)
    text = sentences[checks[0].kind] % {"count": len(checks), "names": names}
    return {"text": text, **_remedy(checks[0], run, audience)}


def _check(check: Check, run: PayrollRun, audience: str) -> dict[str, str]:
    sentences = {
        CheckKind.YEAR: _year(check),
        CheckKind.NOBODY: _("Nobody is employed in the month."),
        CheckKind.INCOMPLETE: _incomplete(check),
        CheckKind.TAX: _("%(name)s has no tax decision on the payday."),
        CheckKind.TERMS: _("%(name)s has no pay in the period."),
        CheckKind.FIGURE: _("%(name)s is to be paid a one-off amount, but for %(year)s this is missing: %(figures)s."),
        CheckKind.SCHEDULE: _("%(name)s has no work schedule."),
        CheckKind.UNAPPROVED: _("%(name)s's time is not approved."),
        CheckKind.VACATION: _("%(name)s has taken more vacation days than there are left."),
    }
    text = sentences[check.kind]
    if check.employee is None:
        return {"text": text, "url": "", "link": ""}
    figures = ", ".join(figure_name(name) for name in check.figures)
    values = {"name": check.employee.full_name, "fields": check.detail, "figures": figures, "year": run.payday.year}
    return {"text": text % values, **_remedy(check, run, audience)}


def _year(check: Check) -> str:
    """What the law's figures lack, and where it is supplied."""
    names = ", ".join(figure_name(name) for name in check.figures)
    values = {"year": check.detail, "figures": names}
    return _("Figures are missing for %(year)s: %(figures)s. They are entered under Settings, Rule years.") % values


def _incomplete(check: Check) -> str:
    if not check.detail:
        return _("%(name)s is still a draft.")
    return _("%(name)s is not complete, missing: %(fields)s.")


def _remedy(check: Check, run: PayrollRun, audience: str) -> dict[str, str]:
    """The page where the check is mended; schedules and time are the firm's pages."""
    assert check.employee is not None
    if check.kind == CheckKind.FIGURE:
        return rule_year_link(run, run.payday.year, audience)
    prefix = "client_" if audience == "client" else ""
    if check.kind in MENDED_TOGETHER:
        return {"url": "", "link": ""} if prefix else _remedy_of_time(check, run)
    page = {CheckKind.TAX: "employee_tax", CheckKind.TERMS: "employee_pay"}.get(check.kind, "employee_basics")
    where = reverse(f"employment:{prefix}{page}", args=[run.company_id, check.employee.pk])
    return {"url": where, "link": pgettext("verb", "Complete")}


def rule_year_link(run: PayrollRun, year: int, audience: str) -> dict[str, str]:
    """The page of the law's figures of a year, which is the firm's."""
    firm = firms_with_register_of(run.company_id).first() if audience == "firm" else None
    if firm is None:
        return {"url": "", "link": ""}
    return {"url": reverse("payroll:rule_year_show", args=[firm.pk, year]), "link": _("Rule years")}


def _remedy_of_time(check: Check, run: PayrollRun) -> dict[str, str]:
    """The company's schedules, or the time of the month that the run pays for."""
    if check.kind == CheckKind.SCHEDULE:
        schedules = reverse("timereporting:schedule_list", args=[run.company_id])
        return {"url": schedules, "link": _("Give a schedule")}
    month = check.month or Month.of(run.deviation_last)
    page = reverse("timereporting:time_overview", args=[run.company_id])
    return {"url": f"{page}?month={month}", "link": _("Show time")}


def progress_of(run: PayrollRun) -> dict[str, int] | None:
    """How many chunks are done, while the run is being calculated."""
    if run.state != RunState.CALCULATING:
        return None
    done = [chunk.done_at is not None for chunk in run.chunks.all()]
    return {"done": sum(done), "total": max(len(done), 1)}


def problems_shown(run: PayrollRun, audience: str) -> list[dict[str, str]]:
    """Why the calculation stopped, person by person; what concerns no person stands alone."""
    if not run.problems:
        return []
    people = {str(one.pk): f"{one.full_name}: " for one in employees_of(run.company_id)}
    return [
        {
            "text": f"{people.get(one['employee'], '')}{problem_in_words(one)}",
            **(rule_year_link(run, int(one["year"]), audience) if "figure" in one else {}),
        }
        for one in run.problems
    ]


def notices_shown(notices: dict[str, int]) -> list[dict[str, str]]:
    """What became of the mails that tell the employees, as badges."""
    waiting = notices.get(EffectState.QUEUED, 0) + notices.get(EffectState.CLAIMED, 0)
    shown = (
        ("green", notices.get(EffectState.SENT, 0), _("Told by mail: %(number)s")),
        ("blue", waiting, _("Mails on their way: %(number)s")),
        ("amber", notices.get(EffectState.UNKNOWN, 0), _("Unknown whether mailed, check: %(number)s")),
        ("red", notices.get(EffectState.DEAD, 0), _("Mails that could not be sent: %(number)s")),
    )
    return [{"tone": tone, "text": text % {"number": number}} for tone, number, text in shown if number]


def totals_of(run: PayrollRun) -> list[dict[str, str]]:
    """The run in five figures, and one more where there are premiums."""
    figures = [
        ("net", _("To pay out"), run.net_pay),
        ("gross", _("Gross pay"), run.gross_pay),
        ("tax", _("Preliminary tax"), run.preliminary_tax),
        ("contributions", _("Employer contributions"), run.contribution_cost),
        ("premiums", _("Pension and the tax on it"), run.employer_premiums),
        ("cost", _("Employer cost"), run.employer_cost),
    ]
    return [
        {"name": name, "label": label, "value": kronor(amount)}
        for name, label, amount in figures
        if amount or name != "premiums"
    ]
