"""What payroll tells the apps below it."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from accounts import open_work
from accounts.open_work import OpenWork
from advisor import event_wording
from common.periods import Month
from common.templatetags.format import decimal, figures_in, month
from employment.queries import employees_of, payroll_settings_of
from events import company_checks
from payroll.basis import bases_for, payday_of
from payroll.models import PayrollRun, RunOrigin
from payroll.queries import runs_of
from payroll.rules.basis import Kind, Registration
from payroll.rules.payslip import NetBelowZero, calculate_payslip
from payroll.rules.result import PayslipLine, Unit
from payroll.rules.run_states import OPEN_STATES
from payroll.statutory import YearNotAvailable, parameters_on
from payroll.verification import faults_of_approved_runs
from payroll.wording import EVENTS, PAY_ITEMS
from timereporting import pay_preview
from timereporting.pay_preview import PreviewLine, Tentative

RUN_PAGES: dict[str, dict[str, str]] = {
    RunOrigin.LON_SMART: {"firm": "payroll:run_show"},
    RunOrigin.LON_DIREKT: {"firm": "payroll:run_show", "client": "payroll:client_run_show"},
}
UNITS = {Unit.HOURS: "h", Unit.DAYS: "d"}


def open_runs(company_id: UUID) -> list[OpenWork]:
    """Runs that are neither approved nor discarded; those of Lön Direkt are told apart."""
    return [
        OpenWork(
            "lon_direkt_run" if run.origin == RunOrigin.LON_DIREKT else "payroll_run",
            _("The payroll run for %(month)s is not finished.") % {"month": month(run.period)},
            RUN_PAGES[run.origin],
            (company_id, run.pk),
        )
        for run in runs_of(company_id).filter(state__in=[state.value for state in OPEN_STATES])
    ]


def pay_lines(company_id: UUID, employee_id: UUID, tentative: Sequence[Tentative]) -> list[PreviewLine]:
    """The pay lines that tentative registrations would add or change, by the real rules."""
    employee = employees_of(company_id).filter(pk=employee_id).first()
    if employee is None or employee.birth_date is None or not tentative:
        return []
    run = _imagined_run(company_id, Month.of(min(one.day for one in tentative)))
    added = {(one.day, one.choice.value) for one in tentative}
    new = tuple(Registration(one.day, Kind(one.choice.value), one.minutes) for one in tentative)
    try:
        parameters = parameters_on(run.payday)
        (basis,) = bases_for(run, [employee])
        kept = tuple(one for one in basis.registrations if (one.day, one.kind.value) not in added)
        before = calculate_payslip(replace(basis, registrations=kept), parameters)
        after = calculate_payslip(replace(basis, registrations=kept + new), parameters)
    except (YearNotAvailable, KeyError, NetBelowZero):
        return []
    return [_shown(line) for line in after.lines if not _is_in(line, before.lines)]


def _imagined_run(company_id: UUID, deviations: Month) -> PayrollRun:
    """The run that would pay for the month's deviations; it is never saved."""
    settings = payroll_settings_of(company_id)
    paid = deviations if settings.deviation_period == "CURRENT_MONTH" else deviations.next
    return PayrollRun(
        company_id=company_id,
        period=paid.first,
        payday=payday_of(paid, settings),
        deviation_first=deviations.first,
        deviation_last=deviations.last,
    )


def _is_in(line: PayslipLine, lines: Sequence[PayslipLine]) -> bool:
    return any(one.pay_item == line.pay_item and one.amount == line.amount for one in lines)


def _shown(line: PayslipLine) -> PreviewLine:
    unit = UNITS.get(line.unit, "")
    quantity = f"{decimal(line.quantity)} {unit}" if unit else ""
    return PreviewLine(
        str(PAY_ITEMS.get(line.pay_item, line.pay_item)), quantity, line.amount, figures_in(line.explanation.formula)
    )


def register_all() -> None:
    """Called once, when the app is ready."""
    open_work.register("payroll", open_runs)
    event_wording.register(EVENTS)
    pay_preview.register(pay_lines)
    company_checks.register("approved runs come to their digests", faults_of_approved_runs)
