"""The invoice basis as a table: the same cells for CSV and XLSX."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from collaborations.catalogue import service_name, variant_name
from collaborations.models.choices import PRICE_UNITS
from collaborations.queries.invoicing import InvoiceBasis
from collaborations.queries.notes import note_of
from collaborations.rules.invoicing import Bill, Row
from common.money import kronor
from common.spreadsheets import Cell

DECIMALS = Decimal("0.0001")


def table_head() -> list[str]:
    """The columns."""
    return [
        _("Month"),
        _("Billing recipient"),
        _("Client"),
        _("Client number"),
        _("Corporate identity number"),
        _("Service"),
        _("Variant"),
        _("What"),
        _("From"),
        _("Through"),
        _("Quantity"),
        _("Price without VAT"),
        _("Amount without VAT"),
        _("VAT %"),
        _("VAT"),
        _("Amount with VAT"),
        _("Note"),
    ]


def table_rows(basis: InvoiceBasis) -> Iterator[list[Cell]]:
    """Every row of every bill, in the order of the page."""
    for bill in basis.bills:
        for row in bill.rows:
            yield _cells(basis, bill, row)


def _cells(basis: InvoiceBasis, bill: Bill, row: Row) -> list[Cell]:
    client, stretch = basis.client_of(row), row.stretch
    return [
        str(basis.month),
        basis.name_of(bill),
        client.name,
        client.client_number,
        client.corporate_identity_number,
        service_name(stretch.service),
        variant_name(stretch.service, stretch.variant),
        str(dict(PRICE_UNITS)[row.unit]) if row.unit else "",
        row.first,
        row.last,
        (Decimal(row.quantity.numerator) / row.quantity.denominator).quantize(DECIMALS).normalize(),
        kronor(row.price),
        kronor(row.amount),
        row.vat_percent,
        kronor(row.vat),
        kronor(row.total),
        note_of(row),
    ]
