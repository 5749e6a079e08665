"""What is to be billed for a month: values in, values out, so that a past month always comes out the same.

A row of billing says who is billed from when to when, a price says what a unit costs from a month on. Neither is
ever overwritten, and nothing that begins after a month is looked at for it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from collaborations.rules.payslips_due import Due, Payslips, due_of
from collaborations.rules.periods import AgreedPeriod, period_containing, periods_beginning
from collaborations.rules.stretches import Stretch
from collaborations.rules.terms import BillingRecipient
from common.money import Ore, round_to_ore
from common.periods import ONE_DAY, Month

FIRM = BillingRecipient.FIRM


class PriceUnit(StrEnum):
    """What is counted."""

    PERIOD = "PERIOD"
    MONTH = "MONTH"
    PAYSLIP = "PAYSLIP"


class Note(StrEnum):
    """Why a row comes to nothing."""

    PRICE_MISSING = "PRICE_MISSING"
    FREE = "FREE"


@dataclass(frozen=True)
class Price:
    """The price of a unit of a service in a variant, from the first of a month until another price takes over."""

    service: str
    variant: str
    unit: PriceUnit
    amount: Ore
    vat_percent: int
    starts_on: date


@dataclass(frozen=True)
class Row:
    """One line of the basis. `quantity` of a part is its share of the days; rows with a note cost nothing.

    What is taken back because another pays for the rest has a negative quantity.
    """

    stretch: Stretch
    unit: PriceUnit | None
    first: date
    last: date
    quantity: Fraction = Fraction(0)
    price: Ore = 0
    amount: Ore = 0
    vat_percent: int = 0
    note: Note | None = None

    @property
    def vat(self) -> Ore:
        """Value added tax on the amount."""
        return round_to_ore(Decimal(self.amount * self.vat_percent) / 100)

    @property
    def total(self) -> Ore:
        """The amount with tax."""
        return self.amount + self.vat


@dataclass(frozen=True)
class Bill:
    """What one recipient is billed: the firm for many clients, or a client for itself (`client` is then its id)."""

    recipient: str
    client: str
    rows: tuple[Row, ...]

    @property
    def amount(self) -> Ore:
        return sum(row.amount for row in self.rows)

    @property
    def vat(self) -> Ore:
        return sum(row.vat for row in self.rows)

    @property
    def total(self) -> Ore:
        return sum(row.total for row in self.rows)


def rows_of(
    month: Month, stretches: Iterable[Stretch], prices: Sequence[Price], payslips: Iterable[Payslips] = ()
) -> tuple[Row, ...]:
    """The basis of the month, in the order of the stretches. `prices` are in the order in which they were decided.

    A collaboration comes with all its stretches: payslips of its last days may have a payday after the end.
    """
    known = tuple(one for one in stretches if one.last is None or one.first <= one.last)
    due = due_of(known, payslips)
    before = {(one.collaboration, one.last + ONE_DAY): one for one in known if one.last}
    rows: list[Row] = []
    for stretch in known:
        rows += _rows_of_stretch(month, stretch, prices, due)
        rows += _rest_of_period(month, stretch, before.get((stretch.collaboration, stretch.first)), prices)
    return tuple(rows)


def bills_of(rows: Iterable[Row]) -> tuple[Bill, ...]:
    """The rows by recipient: the firm first, then each client that pays itself, in the order of the rows."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        recipient = row.stretch.recipient
        found.setdefault((recipient, "" if recipient == FIRM else row.stretch.client), []).append(row)
    ordered = sorted(found, key=lambda key: key[0] != FIRM)
    return tuple(Bill(*key, tuple(found[key])) for key in ordered)


def price_in(month: Month, prices: Sequence[Price], service: str, variant: str, unit: PriceUnit) -> Price | None:
    """The price in force in the month: of several from the same day the last decided."""
    known = [
        (price.starts_on, position, price)
        for position, price in enumerate(prices)
        if (price.service, price.variant, price.unit) == (service, variant, unit) and price.starts_on <= month.first
    ]
    return max(known, key=lambda one: one[:2])[2] if known else None


def share_of(price: Ore, first: date, last: date, month: Month) -> Ore:
    """The part of a month's price for some of its days: parts of a month come to the whole price, to the öre."""
    return _through(price, last.day, month.days) - _through(price, first.day - 1, month.days)


def part_of(price: Ore, first: date, last: date, period: AgreedPeriod) -> Ore:
    """The same for some of the days of an agreed period."""
    days = (period.last - period.first).days + 1
    before, through = (first - period.first).days, (last - period.first).days + 1
    return _through(price, through, days) - _through(price, before, days)


def _through(price: Ore, day: int, days: int) -> Ore:
    return round_to_ore(Decimal(price * day) / Decimal(days))


def _rows_of_stretch(month: Month, stretch: Stretch, prices: Sequence[Price], due: tuple[Due, ...]) -> Iterator[Row]:
    days = stretch.days_in(month)
    if days is None:
        return
    first, last = days
    if first < stretch.charged_from:
        free_through = min(last, stretch.charged_from - ONE_DAY)
        yield Row(stretch, None, first, free_through, note=Note.FREE)
        first = stretch.charged_from
    if first > last:
        return
    known = [price_in(month, prices, stretch.service, stretch.variant, unit) for unit in PriceUnit]
    if not any(known):
        yield Row(stretch, None, first, last, note=Note.PRICE_MISSING)
    for price in known:
        if price is not None:
            yield from COUNTING[price.unit](month, stretch, price, first, last, due)


def _periods(
    month: Month, stretch: Stretch, price: Price, first: date, last: date, due: tuple[Due, ...]
) -> Iterator[Row]:
    """Each agreed period is billed when it begins; where none was agreed, once, from the first day."""
    start = stretch.counted_from
    if stretch.months is None:
        if first <= start <= last:
            yield _row(stretch, price, start, last, Fraction(1), price.amount)
        return
    for period in periods_beginning(start, stretch.months, first, last):
        yield _row(stretch, price, period.first, period.last, Fraction(1), price.amount)


def _month(
    month: Month, stretch: Stretch, price: Price, first: date, last: date, due: tuple[Due, ...]
) -> Iterator[Row]:
    quantity = Fraction((last - first).days + 1, month.days)
    yield _row(stretch, price, first, last, quantity, share_of(price.amount, first, last, month))


def _payslips(
    month: Month, stretch: Stretch, price: Price, first: date, last: date, due: tuple[Due, ...]
) -> Iterator[Row]:
    mine = (one for one in due if one.collaboration == stretch.collaboration)
    number = sum(one.number for one in mine if first <= one.day <= last)
    if number:
        yield _row(stretch, price, first, last, Fraction(number), number * price.amount)


def _rest_of_period(month: Month, stretch: Stretch, former: Stretch | None, prices: Sequence[Price]) -> Iterator[Row]:
    """When billing changes within an agreed period, its rest is taken back from the one and billed to the other."""
    if stretch.continues_from is None or stretch.months is None or Month.of(stretch.first) != month:
        return
    period = period_containing(stretch.continues_from, stretch.months, stretch.first)
    if period.first == stretch.first:
        return
    if former is not None and former.counted_from == stretch.continues_from:
        yield from _rest(former, period, stretch.first, Month.of(max(period.first, former.first)), prices, -1)
    yield from _rest(stretch, period, stretch.first, month, prices, 1)


def _rest(
    stretch: Stretch, period: AgreedPeriod, first: date, priced_in: Month, prices: Sequence[Price], sign: int
) -> Iterator[Row]:
    price = price_in(priced_in, prices, stretch.service, stretch.variant, PriceUnit.PERIOD)
    if price is not None:
        days = Fraction((period.last - first).days + 1, (period.last - period.first).days + 1)
        amount = sign * part_of(price.amount, first, period.last, period)
        yield _row(stretch, price, first, period.last, sign * days, amount)


def _row(stretch: Stretch, price: Price, first: date, last: date, quantity: Fraction, amount: Ore) -> Row:
    return Row(stretch, price.unit, first, last, quantity, price.amount, amount, price.vat_percent)


COUNTING = {PriceUnit.PERIOD: _periods, PriceUnit.MONTH: _month, PriceUnit.PAYSLIP: _payslips}
