"""What a row of a file says about a collaboration that was made elsewhere: an entry, or what is wrong and where."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TypeVar

from collaborations.rules.terms import BillingRecipient, Offer
from common.identity_numbers import (
    InvalidFormat,
    SoleTrader,
    WrongCheckDigit,
    parse_corporate_identity_number,
)
from common.uploaded_tables import plain

Value = TypeVar("Value")
LONGEST_NAME = 120
_DATE = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})", re.ASCII)


class Field(StrEnum):
    """What a column of the file can be."""

    NUMBER = "number"
    NAME = "name"
    SERVICE = "service"
    VARIANT = "variant"
    RECIPIENT = "recipient"
    PERIOD = "period"
    AGREED_ON = "agreed_on"


REQUIRED = (Field.NUMBER, Field.SERVICE)
"""Without these columns nothing can be said of any row."""


class RowProblem(StrEnum):
    """What is wrong with a value, or with a row beside the others."""

    MISSING = "missing"
    NUMBER_FORMAT = "number_format"
    NUMBER_SOLE_TRADER = "number_sole_trader"
    NUMBER_CHECK_DIGIT = "number_check_digit"
    TOO_LONG = "too_long"
    SERVICE_UNKNOWN = "service_unknown"
    VARIANT_UNKNOWN = "variant_unknown"
    RECIPIENT_UNKNOWN = "recipient_unknown"
    FIRM_PAYS = "firm_pays"
    RECIPIENT_NOT_ASKED = "recipient_not_asked"
    PERIOD_UNKNOWN = "period_unknown"
    PERIOD_NOT_OFFERED = "period_not_offered"
    PERIOD_NOT_ASKED = "period_not_asked"
    DATE_UNKNOWN = "date_unknown"
    DATE_IN_FUTURE = "date_in_future"
    CELLS_TOO_MANY = "cells_too_many"
    TWICE = "twice"
    OTHER_FIRM = "other_firm"


@dataclass(frozen=True)
class Fault:
    """A problem by its field, with what was written; `detail` is what the sentence names beside it."""

    problem: RowProblem
    field: Field | None = None
    value: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Entry:
    """A collaboration that was made elsewhere, as far as the file tells."""

    number: str
    name: str
    service: str
    variant: str
    recipient: BillingRecipient | None
    months: int | None
    agreed_on: date | None

    @property
    def key(self) -> tuple[str, str]:
        """A company collaborates in a service once."""
        return self.number, self.service


@dataclass(frozen=True)
class Row:
    """A row as it was read; without faults it has an entry."""

    line: int
    number: str
    name: str
    entry: Entry | None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Words:
    """The words that files use, made plain, and what they mean. A service's word may name its variant too."""

    headings: Mapping[str, Field]
    services: Mapping[str, tuple[str, str | None]]
    variants: Mapping[tuple[str, str], str]
    recipients: Mapping[str, BillingRecipient]
    months: Mapping[str, int]
    offers: Sequence[Offer]


Columns = Mapping[Field, int]


class _Unreadable(Exception):
    def __init__(self, problem: RowProblem, detail: str = "") -> None:
        super().__init__(problem, detail)
        self.problem = problem
        self.detail = detail


class _Reader:
    """The values of one row, and the faults found in them so far."""

    def __init__(self, cells: Sequence[str], columns: Columns) -> None:
        self._cells = cells
        self._columns = columns
        self.faults: list[Fault] = []

    def text(self, field: Field) -> str:
        place = self._columns.get(field)
        return "" if place is None or place >= len(self._cells) else self._cells[place]

    def read(self, field: Field, parse: Callable[[str], Value]) -> Value | None:
        text = self.text(field)
        try:
            return parse(text)
        except _Unreadable as unreadable:
            self.faults.append(Fault(unreadable.problem, field, text, unreadable.detail))
            return None


def read_row(line: int, cells: Sequence[str], columns: Columns, *, width: int, words: Words, today: date) -> Row:
    """What the row says. `width`: how many columns have headings."""
    reader = _Reader(cells, columns)
    if len(cells) > width:
        reader.faults.append(Fault(RowProblem.CELLS_TOO_MANY, detail=str(width)))
    number = reader.read(Field.NUMBER, _number)
    name = reader.read(Field.NAME, _name)
    offer = _read_offer(reader, words)
    recipient = months = None
    if offer is not None:
        recipient = reader.read(Field.RECIPIENT, partial(_recipient, offer=offer, words=words))
        months = reader.read(Field.PERIOD, partial(_period, offer=offer, words=words))
    agreed_on = reader.read(Field.AGREED_ON, partial(_day, today=today))
    entry = None
    if not reader.faults and number is not None and offer is not None:
        entry = Entry(number, name or "", offer.service, offer.variant, recipient, months, agreed_on)
    return Row(line, reader.text(Field.NUMBER), reader.text(Field.NAME), entry, tuple(reader.faults))


def _read_offer(reader: _Reader, words: Words) -> Offer | None:
    found = reader.read(Field.SERVICE, partial(_service, words=words))
    if found is None:
        return None
    service, named = found
    variant = reader.read(Field.VARIANT, partial(_variant, service=service, named=named, words=words))
    fitting = (offer for offer in words.offers if (offer.service, offer.variant) == (service, variant))
    return next(fitting, None)


def _number(text: str) -> str:
    if not text:
        raise _Unreadable(RowProblem.MISSING)
    try:
        return parse_corporate_identity_number(text)
    except SoleTrader:
        raise _Unreadable(RowProblem.NUMBER_SOLE_TRADER) from None
    except InvalidFormat:
        raise _Unreadable(RowProblem.NUMBER_FORMAT) from None
    except WrongCheckDigit:
        raise _Unreadable(RowProblem.NUMBER_CHECK_DIGIT) from None


def _name(text: str) -> str:
    if len(text) > LONGEST_NAME:
        raise _Unreadable(RowProblem.TOO_LONG, str(LONGEST_NAME))
    return text


def _service(text: str, *, words: Words) -> tuple[str, str | None]:
    if not text:
        raise _Unreadable(RowProblem.MISSING)
    try:
        return words.services[plain(text)]
    except KeyError:
        raise _Unreadable(RowProblem.SERVICE_UNKNOWN) from None


def _variant(text: str, *, service: str, named: str | None, words: Words) -> str:
    """A service in one variant needs no word for it, and what the service's own word says need not be repeated."""
    offered = [offer.variant for offer in words.offers if offer.service == service]
    if text:
        said = words.variants.get((service, plain(text)))
        if said is None or named not in (None, said):
            raise _Unreadable(RowProblem.VARIANT_UNKNOWN)
        return said
    if named is not None:
        return named
    if len(offered) > 1:
        raise _Unreadable(RowProblem.MISSING)
    return offered[0]


def _recipient(text: str, *, offer: Offer, words: Words) -> BillingRecipient | None:
    offered = offer.billing_recipients
    if not text:
        if len(offered) > 1:
            raise _Unreadable(RowProblem.MISSING)
        return next(iter(offered), None)
    if not offered:
        raise _Unreadable(RowProblem.RECIPIENT_NOT_ASKED)
    said = words.recipients.get(plain(text))
    if said is None:
        raise _Unreadable(RowProblem.RECIPIENT_UNKNOWN)
    if said not in offered:
        raise _Unreadable(RowProblem.FIRM_PAYS)
    return said


def _period(text: str, *, offer: Offer, words: Words) -> int | None:
    offered = offer.period_months
    choices = ", ".join(str(months) for months in sorted(offered))
    if not text:
        if len(offered) > 1:
            raise _Unreadable(RowProblem.MISSING)
        return next(iter(offered), None)
    if not offered:
        raise _Unreadable(RowProblem.PERIOD_NOT_ASKED)
    said = _months(plain(text), words)
    if said is None:
        raise _Unreadable(RowProblem.PERIOD_UNKNOWN, choices)
    if said not in offered:
        raise _Unreadable(RowProblem.PERIOD_NOT_OFFERED, choices)
    return said


def _months(text: str, words: Words) -> int | None:
    if text in words.months:
        return words.months[text]
    number, _space, unit = text.partition(" ")
    if number.isascii() and number.isdigit() and len(number) < 4 and (not unit or words.months.get(unit) == 1):
        return int(number)
    return None


def _day(text: str, *, today: date) -> date | None:
    if not text:
        return None
    # A spreadsheet may add the time of the day.
    match = _DATE.fullmatch(text.removesuffix(" 00:00:00").removesuffix(" 00:00"))
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        day = None
    if day is None:
        raise _Unreadable(RowProblem.DATE_UNKNOWN)
    if day > today:
        raise _Unreadable(RowProblem.DATE_IN_FUTURE)
    return day
