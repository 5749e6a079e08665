"""Filters that say what the invoice basis and the price list name: services, quantities, reasons."""

from collections.abc import Sequence
from datetime import date, timedelta

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from advisor.models import Client
from collaborations.catalogue import service_name, variant_name
from collaborations.models import BillingPeriod, Collaboration
from collaborations.models.choices import PRICE_UNITS
from collaborations.queries.billing_history import period_of
from collaborations.queries.invoicing import InvoiceBasis
from collaborations.queries.notes import note_of
from collaborations.rules.invoicing import Bill, PriceUnit, Row
from collaborations.rules.periods import AgreedPeriod
from collaborations.rules.stretches import Stretch
from collaborations.rules.terms import BillingRecipient
from common import clock
from common.templatetags.format import MINUS, date_short, decimal

register = template.Library()


PAID_BY: dict[tuple[str, bool], Promise] = {
    (BillingRecipient.FIRM, False): _("Paid by the firm since %(day)s."),
    (BillingRecipient.CLIENT, False): _("Paid by the client since %(day)s."),
    (BillingRecipient.FIRM, True): _("The firm pays from %(day)s."),
    (BillingRecipient.CLIENT, True): _("The client pays from %(day)s."),
}


@register.filter
def paid_by(rows: Sequence[BillingPeriod]) -> str:
    """Who pays and who will, in sentences; empty when nobody does any more."""
    today = clock.today()
    running = [row for row in rows if row.ends_on is None or row.ends_on >= today]
    said = []
    for row in running:
        text = str(PAID_BY[row.recipient, row.starts_on > today])
        said.append(text % {"day": date_short(_since(rows, row))})
        if row.free_until and row.free_until > today:
            said.append(gettext("Nothing is charged before %(day)s.") % {"day": date_short(row.free_until)})
    return " ".join(said)


def _since(rows: Sequence[BillingPeriod], row: BillingPeriod) -> date:
    """The first day of the unbroken time in which the same one pays: another variant changes nothing about that."""
    since = row.starts_on
    for former in reversed([one for one in rows if one.starts_on < row.starts_on]):
        if former.recipient != row.recipient or former.ends_on != since - timedelta(days=1):
            break
        since = former.starts_on
    return since


@register.filter
def period_now(collaboration: Collaboration) -> AgreedPeriod | None:
    """The agreed period that runs."""
    return period_of(collaboration, clock.today())


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
    if row.unit and row.quantity != 1:
        days = (row.last - row.first).days + 1
        text = gettext("%(days)s of %(all)s days") % {"days": days, "all": abs(int(days / row.quantity))}
        return MINUS + text if row.quantity < 0 else text
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
