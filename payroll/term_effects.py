"""What a change of terms does to payslips: every month computed as it is and as it would be, by the same rules."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from common import clock
from common.periods import Month
from common.templatetags.format import kronor
from common.templatetags.format import month as month_text
from employment.models import Employee
from employment.pay_effects import Effects, MonthEffect, Standing, TermsChange
from employment.queries import employment_terms_during, payroll_settings_of, tax_terms_on
from payroll.basis import bases_for
from payroll.checks import employees_in
from payroll.deviations import reach_of
from payroll.models import PayrollRun, RunOrigin
from payroll.operations.calculation import compute
from payroll.parameters import parameters_for
from payroll.queries import next_month_of, runs_of
from payroll.rules.result import PayslipResult
from payroll.rules.run_states import RunState
from payroll.run_dates import planned_run, run_before
from payroll.statutory import YearNotAvailable
from payroll.wording import problem_in_words

COMING = 2
"""Months without a run that are worked out: that of the change, and a whole one."""
MOST_RUNS, MOST_PEOPLE = 12, 200
RETROACTIVE = "retroactive_pay"


@dataclass(frozen=True)
class Paid:
    """The payslips of a month, or why one of them cannot be made."""

    slips: Mapping[str, PayslipResult] = field(default_factory=dict)
    obstacle: str = ""


def effects_of(change: TermsChange) -> Effects:
    """Every month from the change on whose pay would be another. The change is made, looked at, and undone."""
    people = {one.pk for one in change.employees}
    if not people:
        return Effects()
    if len(people) > MOST_PEOPLE:
        text = _("It concerns more people than are worked out on a page: calculate the open run to see the difference.")
        return Effects(sentences=((text, ""),))
    found = _runs_from(change)
    runs = [*reversed(found[:MOST_RUNS]), *_coming(change)]
    before = [_paid(run, people) for run in runs]
    with transaction.atomic():
        change.carry_out()
        after = [_paid(run, people) for run in runs]
        transaction.set_rollback(True)
    pairs = zip(runs, before, after, strict=True)
    months = [_effect(run, was, becomes, change.audience) for run, was, becomes in pairs]
    other = [one for one in months if one is not None]
    if [one.obstacle for one in before] == [one.obstacle for one in after] and all(one.obstacle for one in other):
        other = []  # what cannot be worked out either way says nothing about the change
    return _told(change, other, len(found) - MOST_RUNS)


def _runs_from(change: TermsChange) -> list[PayrollRun]:
    """The runs that can have anything to do with days from the change on, the latest first."""
    touched = Q(period__gte=Month.of(change.on).first) | Q(payday__gte=change.on) | Q(deviation_last__gte=change.on)
    origin = RunOrigin.LON_DIREKT if change.in_lon_direct else None
    return list(runs_of(change.company_id, origin).filter(touched))


def _coming(change: TermsChange) -> list[PayrollRun]:
    """Runs as they will be made, never saved."""
    settings = payroll_settings_of(change.company_id)
    month = max(next_month_of(change.company_id, clock.today()), Month.of(change.on))
    runs, before = [], run_before(change.company_id, month)
    for _number in range(COMING):
        before = planned_run(change.company_id, month, settings, before)
        runs.append(before)
        month = month.next
    return runs


def _paid(run: PayrollRun, people: Collection[UUID]) -> Paid:
    """What the people are paid in the run as things stand, those aside who lack what a payslip needs."""
    try:
        version = run.statutory_version if run.state == RunState.APPROVED else None
        parameters = parameters_for(run.payday, version)
    except YearNotAvailable as error:
        return Paid(obstacle=_("The law's figures for %(year)s are not there.") % {"year": error.year})
    computed, problems = compute(bases_for(run, _payable(run, people)), parameters)
    slips = {basis.employee_id: result for basis, _form, result in computed}
    return Paid(slips, problem_in_words(problems[0]) if problems else "")


def _payable(run: PayrollRun, people: Collection[UUID]) -> list[Employee]:
    chosen = [one for one in employees_in(run) if one.pk in people and one.birth_date is not None]
    ids = [one.pk for one in chosen]
    taxed = tax_terms_on(run.company_id, ids, run.payday)
    first = min(run.period, reach_of(run).first)
    terms = employment_terms_during(run.company_id, ids, first, run.month.last).order_by()
    paid = set(terms.values_list("employee_id", flat=True))
    return [one for one in chosen if one.pk in taxed and one.pk in paid]


def _effect(run: PayrollRun, before: Paid, after: Paid, audience: str) -> MonthEffect | None:
    """The difference; None where there is none."""
    standing = Standing.COMING if run.created_at is None else Standing.OPEN
    if run.state == RunState.APPROVED:
        standing = Standing.APPROVED
    url = "" if run.created_at is None else _url(audience, "run_show", run.company_id, run.pk)
    obstacle = after.obstacle or before.obstacle
    if obstacle:
        return MonthEffect(run.period, standing, url, obstacle=obstacle)
    ids = {*before.slips, *after.slips}
    other = [one for one in ids if _sums(before.slips.get(one)) != _sums(after.slips.get(one))]
    if not other:
        return None
    gross_before, net_before = _together(before, other)
    gross_after, net_after = _together(after, other)
    return MonthEffect(
        run.period, standing, url, len(other), gross_before, gross_after, net_before, net_after
    )  # fmt: skip


def _sums(slip: PayslipResult | None) -> tuple[int, int, int]:
    return (slip.gross_pay, slip.net_pay, slip.employer_cost) if slip else (0, 0, 0)


def _together(paid: Paid, ids: Sequence[str]) -> tuple[int, int]:
    """Gross and net of some of the people."""
    sums = [_sums(paid.slips.get(one)) for one in ids]
    return sum(one[0] for one in sums), sum(one[1] for one in sums)


def _told(change: TermsChange, months: Sequence[MonthEffect], left_out: int) -> Effects:
    approved = [one for one in months if one.standing == Standing.APPROVED]
    owed = sum(one.gross for one in approved)
    sentences = [_of_approved(owed, approved)] if approved else []
    emptied = [month_text(one.month) for one in months if one.net_after <= 0 < one.net_before]
    if emptied:
        sentences.append((_("Nothing is left to pay out in %(month)s.") % {"month": emptied[0]}, "warning"))
    if not months:
        sentences.append((_("No payslip comes out differently, as far as can be worked out."), ""))
    elif months[-1].standing == Standing.COMING and not months[-1].obstacle:
        sentences.append((_("The months after are like the last one, as far as can be known."), ""))
    if left_out > 0:
        text = _("Only the latest %(number)s months are worked out. Earlier ones are approved and are not changed.")
        sentences.append((text % {"number": MOST_RUNS}, "warning"))
    return Effects(tuple(months), tuple(sentences), owed, _where_to_enter(change, owed, approved))


def _of_approved(owed: int, approved: Sequence[MonthEffect]) -> tuple[str, str]:
    """What is to be done about months that are paid already."""
    if owed > 0:
        text = _("Approved months are not changed: %(amount)s kr before tax is left to pay, as a pay line.")
    elif owed < 0:
        text = _("Approved months are not changed: %(amount)s kr too much is paid. Agree with the employee on it.")
    elif any(one.net for one in approved):
        text = _("Approved months are not changed: tax that was deducted counts towards the year's final tax.")
    else:
        text = _("Approved months are not changed.")
    return text % {"amount": kronor(abs(owed))}, "warning"


def _where_to_enter(change: TermsChange, owed: int, approved: Sequence[MonthEffect]) -> str:
    """The form of a pay line with what one employee is owed filled in."""
    if owed <= 0 or len(change.employees) != 1:
        return ""
    url = _url(change.audience, "pay_line_list", change.company_id, change.employees[0].pk)
    return f"{url}?item={RETROACTIVE}&amount={owed}&since={_month(approved[0].month)}"


def _month(day: date) -> str:
    return str(Month.of(day))


def _url(audience: str, name: str, *args: UUID) -> str:
    return reverse(f"payroll:{'client_' if audience == 'client' else ''}{name}", args=args)
