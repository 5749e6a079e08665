"""The dates of a run: when the salary of a month is paid, and which days' deviations and hours go with it."""

from datetime import date
from uuid import UUID

from common.periods import ONE_DAY, Month
from common.red_days import bank_day_on_or_after, bank_day_on_or_before
from employment.models import CompanyPayrollSettings
from employment.models.company_payroll_settings import BankDayRule
from employment.rules.pay_periods import Days, Paid, paid_with
from payroll.deviations import hours_of, usual_of
from payroll.models import PayrollRun
from payroll.queries import runs_of

DAYS = ("deviation_first", "deviation_last", "hours_first", "hours_last")


def payday_of(month: Month, settings: CompanyPayrollSettings) -> date:
    """The payday of a month's salary."""
    return payday_in(settings.pay_rule.paid_in(month), settings)


def payday_in(paid_in: Month, settings: CompanyPayrollSettings) -> date:
    """The company's payday in a month: the day of the settings or the month's last, moved to a bank day."""
    day = paid_in.first.replace(day=min(settings.payday_day, paid_in.days))
    return bank_day_on_or_after(day) if settings.bank_day_rule == BankDayRule.AFTER else bank_day_on_or_before(day)


def proposed_payday(month: Month, settings: CompanyPayrollSettings, today: date) -> date:
    """The payday of a month's salary; the next bank day where that has passed and the month can still be paid."""
    usual = payday_of(month, settings)
    soonest = bank_day_on_or_after(today + ONE_DAY)
    is_possible = soonest <= last_payday(month, is_in_arrears=settings.pay_rule.is_in_arrears)
    return soonest if usual < today and is_possible else usual


def last_payday(month: Month, *, is_in_arrears: bool) -> date:
    """The last day on which a month's salary can be paid: a month after the one in which it usually is."""
    return (month.next.next if is_in_arrears else month.next).last


def run_before(company_id: UUID, month: Month) -> PayrollRun | None:
    """The run for the salary of the month before."""
    return runs_of(company_id).filter(period=month.previous.first).order_by("-deviation_last").first()


def paid_by(run: PayrollRun | None) -> Paid | None:
    """The days that a run pays."""
    return None if run is None else Paid(usual_of(run), hours_of(run))


def planned_run(
    company_id: UUID, month: Month, settings: CompanyPayrollSettings, before: PayrollRun | None
) -> PayrollRun:
    """The run for the salary of a month as the settings make it, going on from the run before; it is not saved."""
    run = PayrollRun(company_id=company_id, period=month.first, payday=payday_of(month, settings))
    set_days(run, settings, before)
    return run


def set_days(run: PayrollRun, settings: CompanyPayrollSettings, before: PayrollRun | None) -> None:
    """Let the run pay the days that the settings say, going on from the run before."""
    paid = paid_with(run.month, settings.pay_rule, paid_by(before))
    run.deviation_first, run.deviation_last = paid.deviations
    run.hours_first, run.hours_last = paid.hours


def deviations_of(company_id: UUID, month: Month, settings: CompanyPayrollSettings) -> Days:
    """The days whose deviations the salaries of a month's run contain."""
    return paid_with(month, settings.pay_rule, paid_by(run_before(company_id, month))).deviations
