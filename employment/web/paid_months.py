"""Saying what does not follow from a change: a month that is paid for is not counted again."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from common.periods import Month
from common.templatetags.format import month as month_text
from employment.paid_days import paid_days_of
from employment.rules.periods import ONE_DAY, Period
from employment.web.desk import Desk


def warn_of_paid_month(request: HttpRequest, desk: Desk, day: date) -> None:
    """Say so when the pay of the day's month is approved."""
    paid = paid_days_of(desk.company.pk).month
    if paid is not None and Month.of(day) <= paid:
        sentence = _("The pay for %(month)s is approved: a part of that month is not counted again.")
        messages.warning(request, sentence % {"month": month_text(Month.of(day).first)})


def warn_of_paid_days(request: HttpRequest, desk: Desk, before: Period, after: Period) -> None:
    """Say so when days come to an employment, or leave it, in a month whose pay is approved."""
    ends = [one.ends_on + ONE_DAY for one in (before, after) if one.ends_on is not None]
    moved = ends if before.ends_on != after.ends_on else []
    moved += [before.starts_on, after.starts_on] if before.starts_on != after.starts_on else []
    if moved:
        warn_of_paid_month(request, desk, min(moved))
