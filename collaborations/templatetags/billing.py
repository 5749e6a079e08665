"""Filters that say what the invoice basis and the price list name: services, quantities, reasons."""

from django import template
from django.utils.translation import gettext, ngettext

from advisor.models import Client
from collaborations.catalogue import service_name, variant_name
from collaborations.models import BillingPeriod
from collaborations.models.choices import PRICE_UNITS
from collaborations.queries.invoicing import InvoiceBasis
from collaborations.queries.notes import note_of
from collaborations.rules.invoicing import Bill, PriceUnit, Row, Stretch
from common.templatetags.format import date_short, decimal

register = template.Library()


@register.filter
def service_label(billed: Stretch | BillingPeriod) -> str:
    """What the service is called."""
    return service_name(billed.service)


@register.filter
def variant_label(billed: Stretch | BillingPeriod) -> str:
    """What the variant is called; empty for a service without variants."""
    return variant_name(billed.service, billed.variant)


@register.filter
def unit_label(unit: str | None) -> str:
    """What is counted; empty where nothing is."""
    return str(dict(PRICE_UNITS)[unit]) if unit else ""


@register.filter
def quantity(row: Row) -> str:
    """How much is billed, with its unit: a period, days of the month, payslips."""
    if row.unit == PriceUnit.PAYSLIP:
        count = int(row.quantity)
        return ngettext("%(count)s payslip", "%(count)s payslips", count) % {"count": decimal(count)}
    if row.unit == PriceUnit.MONTH and row.quantity != 1:
        days = (row.last - row.first).days + 1
        return gettext("%(days)s of %(all)s days") % {"days": days, "all": int(days / row.quantity)}
    if row.unit == PriceUnit.MONTH:
        return gettext("1 month")
    return gettext("1 period") if row.unit == PriceUnit.PERIOD else ""


@register.filter
def dates(row: Row) -> str:
    """The days that the row is about."""
    return f"{date_short(row.first)} – {date_short(row.last)}"


@register.filter
def note(row: Row) -> str:
    """Why the row comes to nothing."""
    return note_of(row)


@register.filter
def client_of(basis: InvoiceBasis, row: Row) -> Client:
    """Whose service the row is about."""
    return basis.client_of(row)


@register.filter
def name_of(basis: InvoiceBasis, bill: Bill) -> str:
    """Who gets the invoice."""
    return basis.name_of(bill)
