"""What comes of other pay periods, told before they are saved: which days the coming pay contains."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common import clock
from common.periods import Month
from common.templatetags.format import month as month_name
from employment.models.company_payroll_settings import DeviationPeriod
from employment.period_changes import PeriodChange, Told
from employment.rules.pay_periods import Days, deviations_of, paid_with
from payroll.deviations import paid_until
from payroll.queries import month_to_pay

Sentence = tuple[str, str]


def told(change: PeriodChange) -> Told:
    """The days of the coming pay, and why they are more or fewer than usual."""
    month, is_current = month_to_pay(change.company_id, clock.today()), _is_current(change)
    until = paid_until(change.company_id, month)
    usual = deviations_of(month, change.cut_offs, is_current)
    days = deviations_of(month, change.cut_offs, is_current, until)
    sentences = [*_coming(month, days)]
    if days != usual:
        sentences += _after_another(month, days)
        sentences += _coming(month.next, deviations_of(month.next, change.cut_offs, is_current, days.last))
    sentences += _later(change, month, is_current)
    hours = _("Hourly staff are paid for the whole month before: %(month)s.")
    sentences.append((hours % {"month": month_name(month.previous.first)}, ""))
    return Told(tuple(sentences), is_unusual=days != usual)


def _is_current(change: PeriodChange) -> bool:
    return change.deviation_period == DeviationPeriod.CURRENT_MONTH


def _coming(month: Month, days: Days) -> Iterator[Sentence]:
    values = {"month": month_name(month.first), "first": _day(days.first), "last": _day(days.last)}
    if days.is_empty:
        yield _("Pay in %(month)s contains no deviations: those to %(last)s are paid already.") % values, ""
    else:
        yield _("Pay in %(month)s contains deviations %(first)s – %(last)s.") % values, ""


def _after_another(month: Month, days: Days) -> Iterator[Sentence]:
    if not days.is_empty:
        values = {"number": (days.last - days.first).days + 1, "month": month_name(month.previous.first)}
        text = _("That is %(number)s days: they go on where those of %(month)s ended, so that each is paid once.")
        yield text % values, "warning"


def _later(change: PeriodChange, month: Month, is_current: bool) -> Iterator[Sentence]:
    """From when the cut-off day applies, where time is handed in by another."""
    period = paid_with(month, is_current)
    while change.cut_offs.day_in(period) != change.cut_offs.day:
        period = period.next
    if period > paid_with(month, is_current):
        values = {
            "handed_in": _day(change.cut_offs.last_of(period.previous)),
            "last": _day(change.cut_offs.last_of(period)),
        }
        text = _("Time to %(handed_in)s is handed in already: the first period that is another ends on %(last)s.")
        yield text % values, "warning"


def _day(day: date) -> str:
    return date_format(day, "j F").lower()
