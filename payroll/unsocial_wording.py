"""Unsocial hours in people's words: which agreement, which hours of which days, and each shift."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.templatetags.format import date_day, date_long, decimal
from employment.unsocial_texts import clock_text, days_text
from payroll.rules.lines import hours

UNSOCIAL_ITEMS = {"unsocial_hours": gettext_lazy("Unsocial hours by agreement")}
UNSOCIAL_INPUTS = {
    "unsocial_agreement": gettext_lazy("Agreement"),
    "unsocial_band": gettext_lazy("Unsocial hours"),
    "unsocial_shift": gettext_lazy("Shift"),
    "unsocial_scheduled_shift": gettext_lazy("Shift by schedule"),
}
UNSOCIAL_LAWS = {
    "agreement.unsocial_hours": gettext_lazy(
        "The agreement's supplement for unsocial hours, once for each minute. A break whose time is not known is "
        "counted in the middle of the shift, absence at its end."
    )
}


def _agreement(value: str) -> str:
    name, _space, starts_on = value.rpartition(" ")
    return _("%(name)s, from %(day)s") % {"name": name, "day": date_long(date.fromisoformat(starts_on))}


def _band(value: str) -> str:
    days, clock = value.split(" ")
    return f"{days_text(days.split(','))} {clock_text(*clock.split('-'))}"


def _shift(value: str) -> str:
    day, clock, minutes = value.split(" ")
    length = decimal(hours(int(minutes)).quantize(Decimal("0.01")))
    return f"{date_day(date.fromisoformat(day))} {clock_text(*clock.split('-'))}: {length} h"


UNSOCIAL_SHOWN: dict[str, Callable[[str], str]] = {
    "unsocial_agreement": _agreement,
    "unsocial_band": _band,
    "unsocial_shift": _shift,
    "unsocial_scheduled_shift": _shift,
}
"""How a stored input is shown, by its name."""
