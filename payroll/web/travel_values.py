"""Trips, mileage, expenses and premiums in a few words, for the list of pay lines."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.templatetags.format import decimal, kronor
from payroll.given import given_of
from payroll.models import PayLine
from payroll.rules.pay_items import Method
from payroll.rules.per_diem import trip_in


def travel_value(line: PayLine, method: str) -> str:
    """What there is of the line; empty for other kinds of lines."""
    match method:
        case Method.PER_DIEM | Method.PER_DIEM_ABROAD:
            return _trip(line)
        case Method.MILEAGE:
            driven = _("%(number)s × 10 km") % {"number": decimal(line.quantity)}
            return f"{driven}, {kronor(line.amount)} kr" if line.amount else driven
        case Method.EXPENSE:
            values = {"amount": kronor(line.amount), "vat": line.details["vat_rate"]}
            return _("%(amount)s kr, of which VAT %(vat)s %%") % values
        case Method.PREMIUM_SHARE:
            return _("%(number)s %% of the gross pay") % {"number": decimal(Decimal(line.details["per_cent"]))}
        case Method.ITP1:
            return _("by the ladder of the agreement")
    return ""


def _trip(line: PayLine) -> str:
    days = len(trip_in(given_of(line)).days)
    number = ngettext("%(number)s day", "%(number)s days", days) % {"number": days}
    first, last = line.details["departure"][:10], line.details["homecoming"][:10]
    return ", ".join(part for part in (line.details.get("country", ""), f"{first} – {last}", number) if part)
