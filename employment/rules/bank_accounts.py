"""Swedish account numbers: which bank a clearing number belongs to, and whether the account fits it.

Bankgirot's types. Type 1: seven digits, modulus 11 over the clearing number without its first digit (comment 1) or
over all of it (comment 2) and the account. Type 2: modulus 10 over ten digits (comment 1), modulus 11 over eight or
nine (comment 2, Handelsbanken), modulus 10 over a varying number (comment 3). Some accounts in use fail these checks,
so a fault is something to warn of, never to refuse.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from stdnum import luhn

_CLEARING_FORMAT = re.compile(r"\d{4,5}")
_ACCOUNT_FORMAT = re.compile(r"\d{2,12}")
_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1)


class AccountFormatError(ValueError):
    """The text cannot be such a number at all; `field` says which of the two."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class AccountFault(StrEnum):
    """Why an account does not fit its clearing number."""

    NONE = ""
    UNKNOWN_BANK = "unknown_bank"
    CLEARING = "clearing"
    LENGTH = "length"
    CHECK_DIGIT = "check_digit"


@dataclass(frozen=True)
class ClearingRange:
    """The clearing numbers of a bank and the form of its accounts."""

    first: int
    last: int
    bank_name: str
    account_type: int
    comment: int
    shortest: int
    longest: int


@dataclass(frozen=True)
class CheckedAccount:
    """Digits only; `bank_name` is empty when the clearing number belongs to no known bank."""

    clearing_number: str
    account_number: str
    bank_name: str
    fault: AccountFault

    @property
    def passed(self) -> bool:
        """Whether the account fits its clearing number."""
        return self.fault == AccountFault.NONE


def check_account(clearing: str, account: str, ranges: Sequence[ClearingRange]) -> CheckedAccount:
    """The account with its bank and fault. Spaces, dashes and dots are dropped. Raises AccountFormatError."""
    clearing_number, account_number = re.sub(r"[\s.-]", "", clearing), re.sub(r"[\s.-]", "", account)
    if not clearing_number.isascii() or not _CLEARING_FORMAT.fullmatch(clearing_number):
        raise AccountFormatError("clearing_number")
    if not account_number.isascii() or not _ACCOUNT_FORMAT.fullmatch(account_number):
        raise AccountFormatError("account_number")
    number = int(clearing_number[:4])
    found = next((row for row in ranges if row.first <= number <= row.last), None)
    if found is None:
        return CheckedAccount(clearing_number, account_number, "", AccountFault.UNKNOWN_BANK)
    return CheckedAccount(
        clearing_number, account_number, found.bank_name, _fault(found, clearing_number, account_number)
    )


def _fault(found: ClearingRange, clearing: str, account: str) -> AccountFault:
    if len(clearing) == 5 and not luhn.is_valid(clearing):
        return AccountFault.CLEARING
    if not found.shortest <= len(account) <= found.longest:
        return AccountFault.LENGTH
    if _fits(found, clearing[:4], account):
        return AccountFault.NONE
    return AccountFault.CHECK_DIGIT


def _fits(found: ClearingRange, clearing: str, account: str) -> bool:
    if found.account_type == 1:
        return _modulus_11(clearing[1:] + account if found.comment == 1 else clearing + account)
    if found.comment == 2:
        return _modulus_11(account)
    return luhn.is_valid(account)


def _modulus_11(digits: str) -> bool:
    return sum(int(digit) * weight for digit, weight in zip(reversed(digits), _WEIGHTS, strict=False)) % 11 == 0
