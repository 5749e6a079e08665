"""What comes of other pay periods, told before they are saved: what the coming pay contains, and when it comes."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common import clock
from common.periods import Month
from common.templatetags.format import month as month_name
from employment.models import CompanyPayrollSettings
from employment.period_changes import PeriodChange, Told
from employment.queries import employees_of, payroll_settings_of
from employment.rules.pay_periods import Days, Paid, PayRule, paid_with
from payroll.models import PayrollRun
from payroll.queries import runs_of
from payroll.run_dates import paid_by, payday_in, run_before
from timereporting.queries import hourly_in

Sentence = tuple[str, str]


def told(change: PeriodChange) -> Told:
    """The days of the coming pay, why they are more or fewer than usual, and what stands in the way of the change."""
    settings, newest = payroll_settings_of(change.company_id), runs_of(change.company_id).first()
    month = _coming(newest, change.after)
    before = run_before(change.company_id, month)
    paid, usual = paid_with(month, change.after, paid_by(before)), paid_with(month, change.after)
    sentences = [*_contents(month, paid.deviations, change.after, settings)]
    if paid.deviations != usual.deviations:
        following = paid_with(month.next, change.after, paid).deviations
        sentences += [*_goes_on(month, paid.deviations), *_contents(month.next, following, change.after, settings)]
    paydays = list(_paydays(month, change.after, before))
    sentences += [*paydays, *_later(change.after, month), *_hours(month, paid.hours, change.after)]
    is_unusual = paid != usual or bool(paydays)
    return Told(tuple(sentences), is_unusual, _refusal(change, newest, paid))


def _coming(newest: PayrollRun | None, rule: PayRule) -> Month:
    """The month of the salary that is paid next."""
    if newest is None:
        return rule.salary_paid_in(Month.of(clock.today()))
    return newest.month if newest.is_open else newest.month.next


def _contents(month: Month, days: Days, rule: PayRule, settings: CompanyPayrollSettings) -> Iterator[Sentence]:
    values = {"month": month_name(month.first), "first": _day(days.first), "last": _day(days.last)}
    if days.is_empty:
        yield _("Pay in %(month)s contains no deviations: those to %(last)s are paid already.") % values, ""
    elif rule.is_in_arrears:
        values["payday"] = _day(payday_in(rule.paid_in(month), settings))
        yield _("Pay for %(month)s comes on %(payday)s and contains deviations %(first)s – %(last)s.") % values, ""
    else:
        yield _("Pay in %(month)s contains deviations %(first)s – %(last)s.") % values, ""


def _goes_on(month: Month, days: Days) -> Iterator[Sentence]:
    if not days.is_empty:
        values = {"number": days.number, "month": month_name(month.previous.first)}
        text = _("That is %(number)s days: they go on where those of %(month)s ended, so that each is paid once.")
        yield text % values, "warning"


def _paydays(month: Month, rule: PayRule, before: PayrollRun | None) -> Iterator[Sentence]:
    """A month in which no salary is paid, or two are."""
    if before is None:
        return
    paid_in, former = rule.paid_in(month), Month.of(before.payday)
    values = {"month": month_name(month.first), "former": month_name(before.period), "payday": _day(before.payday)}
    if former.next < paid_in:
        text = _("The salary for %(former)s is paid already, on %(payday)s: no salary is paid in %(without)s.")
        yield text % {**values, "without": month_name(former.next.first)}, "warning"
    elif not rule.is_in_arrears and former == paid_in:
        text = _("The salaries for %(former)s and %(month)s are both paid in %(month)s, with tax on both together.")
        yield text % values, "warning"


def _later(rule: PayRule, month: Month) -> Iterator[Sentence]:
    """From when the cut-off day applies, where time is handed in by another."""
    cut_offs, period = rule.cut_offs, rule.last_period(month)
    while cut_offs.day_in(period) != cut_offs.day:
        period = period.next
    if period > rule.last_period(month):
        values = {"handed_in": _day(cut_offs.last_of(period.previous)), "last": _day(cut_offs.last_of(period))}
        text = _("Time to %(handed_in)s is handed in already: the first period that is another ends on %(last)s.")
        yield text % values, "warning"


def _hours(month: Month, hours: Days, rule: PayRule) -> Iterator[Sentence]:
    if hours.is_empty:
        values = {"last": _day(hours.last), "month": month_name(rule.paid_in(month.next).first)}
        yield _("Hours to %(last)s are paid already: the next are paid in %(month)s.") % values, ""
    else:
        text = _("Hourly staff are paid for the whole month before: %(month)s.")
        yield text % {"month": month_name(hours.last)}, ""


def _refusal(change: PeriodChange, newest: PayrollRun | None, paid: Paid) -> str:
    """Why salaries cannot go over to or from arrears now."""
    if change.before.is_in_arrears == change.after.is_in_arrears or newest is None:
        return ""
    if newest.is_open:
        text = _("The payroll run for %(month)s is not finished. Approve or discard it before this is changed.")
        return text % {"month": month_name(newest.period)}
    if not paid.hours.is_empty and not paid.hours.is_month and _has_hours(change.company_id, paid.hours):
        late = change.after.paid_in(newest.month.next)
        values = {"month": month_name(paid.hours.first), "late": month_name(late.first)}
        text = _("Hourly staff would not be paid for %(month)s until %(late)s. Salaries cannot go over to arrears.")
        return text % values
    return ""


def _has_hours(company_id: UUID, days: Days) -> bool:
    """Whether anybody is paid by the hour on some of the days."""
    people = employees_of(company_id).values_list("pk", flat=True)
    return bool(hourly_in(company_id, dict.fromkeys(people, days)))


def _day(day: date) -> str:
    return date_format(day, "j F").lower()
