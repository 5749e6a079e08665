"""Personal identity numbers, coordination numbers and corporate identity numbers: checks and parts.

Personal numbers follow Folkbokföringslagen (1991:481) 18 §, Luhn over ten digits; a coordination number adds 60 to
the day. Corporate identity numbers: lag (1974:174), ten digits, the third at least 2, Luhn.
"""

import re
from dataclasses import dataclass
from datetime import date

from personnummer import personnummer
from stdnum import luhn

_PERSONAL_FORMAT = re.compile(r"(\d{2})?\d{6}[-+]?\d{4}")
_CORPORATE_FORMAT = re.compile(r"(16)?(\d{6})-?(\d{4})")


class InvalidFormat(ValueError):
    """The text does not have the form of such a number."""


class WrongCheckDigit(ValueError):
    """The form is right but the number does not exist: the check digit or the date is wrong."""


@dataclass(frozen=True)
class PersonalIdentityNumber:
    """Twelve digits, the birth date, and whether it is a coordination number."""

    digits: str
    birth_date: date
    is_coordination_number: bool

    @property
    def last_four(self) -> str:
        return self.digits[-4:]


def parse_personal_identity_number(text: str) -> PersonalIdentityNumber:
    """Accepts ten or twelve digits with or without separator. Raises InvalidFormat or WrongCheckDigit."""
    cleaned = text.strip().replace(" ", "")
    if not cleaned.isascii() or not _PERSONAL_FORMAT.fullmatch(cleaned):
        raise InvalidFormat
    try:
        number = personnummer.parse(cleaned, {"allow_coordination_number": True})
    except personnummer.PersonnummerException as error:
        raise WrongCheckDigit from error
    day = int(number.parts["day"])
    coordination = number.is_coordination_number()
    born = date(
        int(number.parts["century"] + number.parts["year"]),
        int(number.parts["month"]),
        day - 60 if coordination else day,
    )
    return PersonalIdentityNumber(number.format(long_format=True).replace("-", "").replace("+", ""), born, coordination)


def parse_corporate_identity_number(text: str) -> str:
    """The ten digits. Raises InvalidFormat or WrongCheckDigit."""
    match = _CORPORATE_FORMAT.fullmatch(text.strip().replace(" ", ""))
    if not text.isascii() or match is None:
        raise InvalidFormat
    digits = match[2] + match[3]
    if int(digits[2]) < 2:
        raise InvalidFormat
    if not luhn.is_valid(digits):
        raise WrongCheckDigit
    return digits
