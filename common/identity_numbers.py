"""Personal identity numbers, coordination numbers and corporate identity numbers: checks and parts.

Personal numbers follow Folkbokföringslagen (1991:481) 18 §, Luhn over ten digits; a coordination number adds 60 to
the day (lag 2022:1697 om samordningsnummer). A coordination number may have day 60 or month 00, as that part of the
date of birth is not known, or a day that its month does not have (five of Skatteverket's test numbers).

Corporate identity numbers: lag (1974:174), ten digits, the third at least 2, Luhn.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from personnummer import personnummer
from stdnum import luhn

_PERSONAL_FORMAT = re.compile(r"(\d\d)?(\d\d)(\d\d)(\d\d)([-+]?)(\d{4})", re.ASCII)
_CORPORATE_FORMAT = re.compile(r"(16|18|19|20)?(\d{6})[-+]?(\d{4})", re.ASCII)
# Hyphens, dashes and the minus sign, as programs turn a hyphen into them.
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_COORDINATION = 60
LAST_MONTH, LONGEST_MONTH = 12, 31


class InvalidFormat(ValueError):
    """The text does not have the form of such a number."""


class SoleTrader(InvalidFormat):
    """A personal number where a corporate one is asked for: a sole trader has no other."""


class WrongCheckDigit(ValueError):
    """The form is right but the number does not exist: the check digit or the date is wrong."""


class BornInFuture(ValueError):
    """The date of birth has not come yet."""


@dataclass(frozen=True)
class PersonalIdentityNumber:
    """Twelve digits, the birth date, and whether it is a coordination number.

    Where month or day is not known the birth date is the first of what is known, and a day too many is the last of
    its month: payroll goes by the year alone.
    """

    digits: str
    birth_date: date
    is_coordination_number: bool

    @property
    def last_four(self) -> str:
        return self.digits[-4:]

    def age_on(self, day: date) -> int:
        """Whole years of age on a day."""
        born = self.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def parse_personal_identity_number(text: str, *, today: date) -> PersonalIdentityNumber:
    """Accepts ten or twelve digits, with hyphen, dash, plus, spaces or nothing between.

    Ten digits are of someone younger than a hundred today, unless there is a plus. Raises InvalidFormat,
    WrongCheckDigit or BornInFuture.
    """
    match = _PERSONAL_FORMAT.fullmatch(_plain(text))
    if match is None:
        raise InvalidFormat
    century, short_year, month, day, separator, last = match.groups()
    year = int(century + short_year) if century else _year_of(int(short_year), today, older=separator == "+")
    digits = f"{year:04}{month}{day}{last}"
    coordination = int(day) >= _COORDINATION
    if not (_coordination_exists(digits) if coordination else personnummer.valid(digits)):
        raise WrongCheckDigit
    born = _born(year, int(month), int(day) % _COORDINATION)
    if born > today:
        raise BornInFuture
    return PersonalIdentityNumber(digits, born, coordination)


def parse_corporate_identity_number(text: str) -> str:
    """The ten digits. Raises InvalidFormat (SoleTrader for a personal number) or WrongCheckDigit."""
    match = _CORPORATE_FORMAT.fullmatch(_plain(text))
    if match is None:
        raise InvalidFormat
    digits = match[2] + match[3]
    if int(digits[2]) < 2:
        raise SoleTrader
    if match[1] not in (None, "16"):
        raise InvalidFormat
    if not luhn.is_valid(digits):
        raise WrongCheckDigit
    return digits


def is_corporate_identity_number(text: str) -> bool:
    """Whether it can be one."""
    try:
        parse_corporate_identity_number(text)
    except ValueError:
        return False
    return True


def _plain(text: str) -> str:
    return "".join(text.split()).translate(_DASHES)


def _year_of(short: int, today: date, *, older: bool) -> int:
    latest = today.year - 100 if older else today.year
    return latest - (latest - short) % 100


def _coordination_exists(digits: str) -> bool:
    """The library knows no unknown parts, so the date and the check digit are judged here."""
    month, day = int(digits[4:6]), int(digits[6:8]) - _COORDINATION
    return month <= LAST_MONTH and day <= LONGEST_MONTH and bool(luhn.is_valid(digits[2:]))


def _born(year: int, month: int, day: int) -> date:
    known = month or 1
    return date(year, known, min(day or 1, monthrange(year, known)[1]))
