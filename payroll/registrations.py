"""What payroll tells the apps below it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import carry_over, open_work, payslip_counts
from accounts.models import Arrangement
from accounts.open_work import OpenWork
from accounts.permissions import GrantScope, Party
from accounts.queries import arrangement_of
from advisor import event_wording
from common.periods import Month
from common.templatetags.format import kronor, month
from employment import card_tabs, cost_uses, paid_days, pay_effects, period_changes, removal, settings_pages
from employment.card_tabs import CardTab
from employment.models import Employee
from employment.queries import employees_of, payroll_settings_of
from employment.settings_pages import SettingsPage
from events import company_checks
from payroll import carrying_over, period_effects
from payroll.basis import bases_for
from payroll.explaining import formula_in_words
from payroll.models import PayrollRun, Payslip, RunOrigin
from payroll.operations import run_periods
from payroll.paid_days import paid_days_of
from payroll.parameters import parameters_for
from payroll.queries import comp_before, payslips_of_firm, runs_of, with_pay_lines_of
from payroll.rules.basis import Kind, Registration
from payroll.rules.payslip import PROBLEMS, calculate_payslip
from payroll.rules.result import Group, PayslipLine
from payroll.rules.run_states import OPEN_STATES, RunState
from payroll.run_dates import planned_run, run_before
from payroll.statutory import YearNotAvailable
from payroll.term_effects import effects_of
from payroll.verification import faults_of_approved_runs
from payroll.wording import EVENTS, PAY_ITEMS, quantity_text
from timereporting import comp, pay_preview
from timereporting.pay_preview import PreviewLine, Tentative
from timereporting.periods import month_on
from timereporting.queries import hourly_employees

LON_DIRECT_RUN, OWN_RUN = "lon_direkt_run", "payroll_run"
RUN_PAGES = {"firm": "payroll:run_show", "client": "payroll:client_run_show"}


def open_runs(company_id: UUID) -> list[OpenWork]:
    """Runs that are neither approved nor discarded; those of Lön Direkt are told apart."""
    runs = runs_of(company_id).filter(state__in=[state.value for state in OPEN_STATES])
    arrangement = arrangement_of(company_id) if runs else None
    return [_open_run(run, arrangement) for run in runs]


def _open_run(run: PayrollRun, arrangement: Arrangement | None) -> OpenWork:
    is_direct = run.origin == RunOrigin.LON_DIREKT
    reviews = arrangement is not None and arrangement.payroll_approval != Party.FIRM
    to_review = not is_direct and reviews and run.state == RunState.CALCULATED
    text = (
        _("Payroll for %(month)s waits to be reviewed and approved.")
        if to_review
        else _("The payroll run for %(month)s is not finished.")
    )
    done_with: tuple[GrantScope, ...] = ()
    if is_direct:
        done_with = (GrantScope.LON_DIRECT, GrantScope.PAYROLL)
    elif arrangement is None or to_review:
        done_with = (GrantScope.PAYROLL,)
    pages = RUN_PAGES if done_with else {"firm": RUN_PAGES["firm"]}
    kind = LON_DIRECT_RUN if is_direct else OWN_RUN
    return OpenWork(kind, text % {"month": month(run.period)}, pages, (run.company_id, run.pk), done_with)


def paid_before(employee: Employee, since: date | None) -> str | None:
    """A sentence about payslips that the employee has, of the month of a day or later ones when one is given."""
    slips = Payslip.objects.filter(company_id=employee.company_id, employee=employee)
    if since is not None:
        slips = slips.filter(period__gte=Month.of(since).first)
    if not slips.exists():
        return None
    return _("%(name)s has payslips. Nothing was removed.") % {"name": employee.full_name}


def pay_lines(company_id: UUID, employee_id: UUID, tentative: Sequence[Tentative]) -> list[PreviewLine]:
    """The pay lines that tentative registrations would add or change, by the real rules."""
    employee = employees_of(company_id).filter(pk=employee_id).first()
    if employee is None or employee.birth_date is None or not tentative:
        return []
    run = _imagined_run(employee, month_on(employee, min(one.day for one in tentative)))
    added = {(one.day, one.choice.value) for one in tentative}
    new = tuple(Registration(one.day, Kind(one.choice.value), one.minutes) for one in tentative)
    try:
        parameters = parameters_for(run.payday)
        (basis,) = bases_for(run, [employee])
        kept = tuple(one for one in basis.registrations if (one.day, one.kind.value) not in added)
        before = calculate_payslip(replace(basis, registrations=kept), parameters)
        after = calculate_payslip(replace(basis, registrations=kept + new), parameters)
    except (YearNotAvailable, KeyError, *PROBLEMS):
        return []
    return _differences(before.lines, after.lines)


def _imagined_run(employee: Employee, month: Month) -> PayrollRun:
    """The run that would pay for the month's period; it is never saved. Hours are paid in the month after."""
    settings = payroll_settings_of(employee.company_id)
    rule = settings.pay_rule
    is_hourly = bool(hourly_employees(employee.company_id, [employee.pk], month))
    paid = month if rule.is_in_arrears or (rule.is_current and not is_hourly) else month.next
    return planned_run(employee.company_id, paid, settings, run_before(employee.company_id, paid))


def _differences(before: Sequence[PayslipLine], after: Sequence[PayslipLine]) -> list[PreviewLine]:
    """The lines that come or change; of the tax, which is on every payslip, by how much it changes."""
    left = Counter((line.pay_item, line.amount) for line in before)
    tax_before = Counter[str]()
    tax_before.update({line.pay_item: line.amount for line in before if line.group == Group.TAX})
    sick_pay = {line.amount for line in after if line.pay_item == "sick_pay"}
    shown = []
    for line in after:
        if line.group == Group.TAX:
            former = tax_before[line.pay_item]
            shown += [_tax_change(line, former)] if line.amount != former else []
        elif left[line.pay_item, line.amount]:
            left[line.pay_item, line.amount] -= 1
        else:
            shown.append(_shown(line, sick_pay))
    return shown


def _tax_change(line: PayslipLine, before: int) -> PreviewLine:
    name = PAY_ITEMS.get(line.pay_item, line.pay_item)
    return PreviewLine(
        _("%(item)s, the change") % {"item": name},
        "",
        line.amount - before,
        f"{kronor(before)} → {kronor(line.amount)}",
    )


def _shown(line: PayslipLine, sick_pay: Collection[int]) -> PreviewLine:
    return PreviewLine(
        str(PAY_ITEMS.get(line.pay_item, line.pay_item)),
        quantity_text(line.quantity, line.unit),
        line.amount,
        formula_in_words(line.explanation, sick_pay),
    )


def register_all() -> None:
    """Called once, when the app is ready."""
    open_work.register("payroll", open_runs, kinds=(LON_DIRECT_RUN, OWN_RUN))
    carry_over.register(
        "payroll",
        carry_over.Ways(carrying_over.number_in, carrying_over.carry_over, carrying_over.give_back),
    )
    event_wording.register(EVENTS)
    lines = {"firm": "payroll:pay_line_list", "client": "payroll:client_pay_line_list"}
    card_tabs.register(CardTab("lines", gettext_lazy("Pay lines"), lines))
    pages = {"firm": "payroll:employee_year", "client": "payroll:client_employee_year"}
    vacation_pages = {"firm": "payroll:employee_vacation", "client": "payroll:client_employee_vacation"}
    card_tabs.register(CardTab("vacation", gettext_lazy("Vacation"), vacation_pages))
    card_tabs.register(CardTab("year", gettext_lazy("This year so far"), pages))
    accounts = {"firm": "payroll:own_accounts", "client": "payroll:client_own_accounts"}
    about = gettext_lazy("The account of each part of the pay, of what is owed, and of the vacation liability.")
    paid_days.register(paid_days_of)
    settings_pages.register(SettingsPage(gettext_lazy("Accounts"), about, accounts))
    support = {"firm": "payroll:growth_support", "client": "payroll:client_growth_support"}
    card_tabs.register_growth_support(support)
    removal.register("payroll", paid_before)
    cost_uses.register("payroll", with_pay_lines_of)
    payslip_counts.register(RunOrigin.LON_SMART, payslips_of_firm)
    pay_preview.register(pay_lines)
    pay_effects.register(effects_of)
    period_changes.register_follower("payroll", run_periods.follow)
    period_changes.register_payroll(period_effects.told)
    comp.register(comp_before)
    company_checks.register("approved runs come to their digests", faults_of_approved_runs)
