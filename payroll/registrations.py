"""What payroll tells the apps below it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import carry_over, open_work, payslip_counts
from accounts.models import Arrangement
from accounts.open_work import OpenWork
from accounts.permissions import GrantScope
from accounts.queries import arrangement_of, does_own_payroll
from advisor import client_badges, event_wording
from advisor.client_badges import Badge
from advisor.models import Client
from common.periods import Month
from common.templatetags.format import month
from employment import card_tabs, cost_uses, paid_days, pay_effects, period_changes, removal, settings_pages
from employment.card_tabs import CardTab
from employment.models import Employee
from employment.settings_pages import SettingsPage
from events import company_checks
from payroll import carrying_over, period_effects
from payroll.approvals import first_side_of, waiting_for_firm
from payroll.models import PayrollRun, Payslip, RunOrigin
from payroll.operations import run_periods
from payroll.paid_days import paid_days_of
from payroll.queries import comp_before, payslips_of_firm, runs_of, with_pay_lines_of
from payroll.registration_preview import pay_lines
from payroll.rules.approvals import Side, approving_sides
from payroll.rules.run_states import OPEN_STATES, RunState
from payroll.term_effects import effects_of
from payroll.verification import faults_of_approved_runs
from payroll.wording import EVENTS
from timereporting import comp, pay_preview

LON_DIRECT_RUN, OWN_RUN = "lon_direkt_run", "payroll_run"
RUN_PAGES = {"firm": "payroll:run_show", "client": "payroll:client_run_show"}


def open_runs(company_id: UUID) -> list[OpenWork]:
    """Runs that are neither approved nor discarded; those of Lön Direkt are told apart."""
    runs = runs_of(company_id).filter(state__in=[state.value for state in OPEN_STATES])
    arrangement = arrangement_of(company_id) if runs else None
    does_own = bool(runs) and arrangement is None and does_own_payroll(company_id)
    return [_open_run(run, arrangement, does_own=does_own) for run in runs]


def _open_run(run: PayrollRun, arrangement: Arrangement | None, *, does_own: bool) -> OpenWork:
    """After the end of a collaboration nobody does the payroll, unless the company took it over."""
    is_direct = run.origin == RunOrigin.LON_DIREKT
    reviewing = approving_sides(arrangement.payroll_approval) if arrangement and not is_direct else frozenset()
    given = first_side_of(run)
    to_review = Side.CLIENT in reviewing - {given} and run.state == RunState.CALCULATED
    texts = {
        None: _("Payroll for %(month)s waits to be reviewed and approved."),
        Side.FIRM: _("Payroll for %(month)s is approved by the firm and waits for the client’s approval."),
    }
    own = _("Payroll for %(month)s is approved by the firm and waits for your approval.")
    text = texts[given] if to_review else _("The payroll run for %(month)s is not finished.")
    done_with: tuple[GrantScope, ...] = ()
    if is_direct:
        done_with = (GrantScope.LON_DIRECT, GrantScope.PAYROLL)
    elif does_own or to_review:
        done_with = (GrantScope.PAYROLL,)
    pages = RUN_PAGES if done_with else {"firm": RUN_PAGES["firm"]}
    kind = LON_DIRECT_RUN if is_direct else OWN_RUN
    told = {"month": month(run.period)}
    own_text = own % told if to_review and given else ""
    return OpenWork(kind, text % told, pages, (run.company_id, run.pk), done_with, own_text)


def badges_of_clients(client_ids: Sequence[UUID]) -> dict[UUID, list[Badge]]:
    """The months that a client has approved and the firm has not; three statements for all clients."""
    clients = dict(Client.objects.filter(pk__in=client_ids).values_list("company_id", "pk"))
    found: dict[UUID, list[Badge]] = {}
    for company_id, period in waiting_for_firm(clients):
        text = _("Payroll %(month)s · Waits for the firm’s approval") % {"month": month(period)}
        found.setdefault(clients[company_id], []).append(Badge(text, "amber"))
    return found


def paid_before(employee: Employee, since: date | None) -> str | None:
    """A sentence about payslips that the employee has, of the month of a day or later ones when one is given."""
    slips = Payslip.objects.filter(company_id=employee.company_id, employee=employee)
    if since is not None:
        slips = slips.filter(period__gte=Month.of(since).first)
    if not slips.exists():
        return None
    return _("%(name)s has payslips. Nothing was removed.") % {"name": employee.full_name}


def register_all() -> None:
    """Called once, when the app is ready."""
    open_work.register("payroll", open_runs, kinds=(LON_DIRECT_RUN, OWN_RUN))
    carry_over.register(
        "payroll",
        carry_over.Ways(carrying_over.number_in, carrying_over.carry_over, carrying_over.give_back),
    )
    event_wording.register(EVENTS)
    client_badges.register(badges_of_clients)
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
