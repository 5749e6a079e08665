"""Unsocial hours as an agreement tells them: which hours of which days, and what an hour in them gives."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from common.values import frozen

MINUTES_A_DAY = 24 * 60


class Measure(StrEnum):
    """How a supplement is told: a share of the hourly pay, the monthly salary by a divisor, or kronor an hour."""

    PERCENT = "PERCENT"
    DIVISOR = "DIVISOR"
    KRONOR = "KRONOR"


@frozen
class Band:
    """Hours with a supplement on some days: weekdays (“0” is Monday), or what a day is besides (`SpecialDay`).

    `starts` and `ends` are minutes by the clock from the midnight that the day begins with; what ends after 1440 goes
    on into the next day.
    """

    name: str
    days: tuple[str, ...]
    starts: int
    ends: int
    measure: Measure
    value: Decimal


@frozen
class UnsocialHours:
    """What an agreement says of unsocial hours, and which agreement it is.

    Where several bands meet, an hour has the highest supplement, or with `by_order` that of the band that stands first.
    `with_overtime` lets an hour of overtime have the supplement too; `by_schedule` takes the clock times of the
    schedule where no others are registered.
    """

    agreement: str
    starts_on: date
    bands: tuple[Band, ...]
    by_order: bool = False
    with_overtime: bool = False
    by_schedule: bool = False
