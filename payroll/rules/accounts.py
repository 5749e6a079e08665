"""The accounts that payroll posts on: numbers of the BAS chart, and a company's own in their place.

The numbers follow BAS-kontoplanen as BAS-intressenternas Förening publishes it (bas.se). Every standard number is one
use; a company that keeps its books otherwise gives the use a number of its own. Accounts of pay items stand in the
register (`payroll/catalogue/pay_items.toml`) and are uses in the same way.
"""

from collections.abc import Mapping
from enum import StrEnum

from common.values import frozen

PERSONNEL_TAX = "2710"
CONTRIBUTIONS_OWED = "2731"
WAGES_PAYABLE = "2821"
ROUNDING = "3740"
CONTRIBUTIONS_COST = "7510"
# By pay form.
WAGES = {"MONTHLY": "7210", "HOURLY": "7010"}
SICK_PAY = {"MONTHLY": "7281", "HOURLY": "7081"}
VACATION_PAY = {"MONTHLY": "7285", "HOURLY": "7082"}
BENEFITS_IN_RETURN = "7399"
PAID_FOR_BENEFITS = "7388"
PREMIUMS_OWED = "2950"
TAX_ON_PREMIUMS_OWED = "2943"
VACATION_OWED = "2920"
VACATION_CONTRIBUTIONS_OWED = "2940"
VACATION_CHANGE = {"MONTHLY": "7290", "HOURLY": "7090"}
VACATION_CONTRIBUTIONS = "7519"
USES = {
    "pay": ("7010", "7210", "7081", "7281", "7082", "7285", "7699"),
    "contributions": ("7510", "2731", "7411", "2950", "7533", "2943"),
    "tax": ("2710", "2821", "2750", "2790", "2794", "1610", "3740"),
    "vacation": ("2920", "2940", "7090", "7290", "7519"),
    "benefits": ("7381", "7382", "7385", "7386", "7389", "7388", "7399"),
    "travel": ("7321", "7322", "7323", "7324", "7331", "7332", "5890", "2641"),
}
"""Every standard account that something is posted on, once, those of the register too, by what they have to do with."""
DIGITS = 4


class Kind(StrEnum):
    """What an account is in the chart, by how its number begins."""

    RECEIVABLE = "RECEIVABLE"
    DEBT = "DEBT"
    PAYMENT = "PAYMENT"
    ROUNDING = "ROUNDING"
    COST = "COST"
    COUNTER = "COUNTER"


BEGINS = {
    Kind.RECEIVABLE: ("1",),
    Kind.DEBT: ("2",),
    Kind.PAYMENT: ("1", "2"),
    Kind.ROUNDING: ("37",),
    Kind.COST: ("4", "5", "6", "7", "8"),
    Kind.COUNTER: ("3", "4", "5", "6", "7", "8"),
}
"""How numbers of a kind may begin. What is taken from a cost can be an income in the books of some."""
SPECIAL = {
    WAGES_PAYABLE: Kind.PAYMENT,
    ROUNDING: Kind.ROUNDING,
    BENEFITS_IN_RETURN: Kind.COUNTER,
    PAID_FOR_BENEFITS: Kind.COUNTER,
}


class Problem(StrEnum):
    """Why a number cannot be the company's own."""

    NOT_AN_ACCOUNT = "NOT_AN_ACCOUNT"
    WRONG_KIND = "WRONG_KIND"


@frozen
class Accounts:
    """A company's own numbers by standard number, in order; only those that differ."""

    own: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.own)

    def of(self, standard: str) -> str:
        """What the company posts on where the standard says this; empty for empty."""
        return next((number for known, number in self.own if known == standard), standard)

    def standing_for(self, number: str) -> list[str]:
        """The standard numbers that the company's own number is in the place of."""
        return [known for known, own in self.own if own == number]

    @classmethod
    def of_company(cls, numbers: Mapping[str, str]) -> "Accounts":
        """Those that differ, in order."""
        return cls(tuple(sorted((known, number) for known, number in numbers.items() if number != known)))


STANDARD = Accounts()
"""All numbers as in BAS."""


def kind_of(standard: str) -> Kind:
    """What kind of account a standard number is."""
    by_class = {"1": Kind.RECEIVABLE, "2": Kind.DEBT}
    return SPECIAL.get(standard) or by_class.get(standard[:1], Kind.COST)


def problem_of(standard: str, number: str) -> Problem | None:
    """Why the number cannot stand in the place of the standard one; None where it can."""
    if len(number) != DIGITS or not (number.isascii() and number.isdigit()) or number[0] not in "12345678":
        return Problem.NOT_AN_ACCOUNT
    return None if number.startswith(BEGINS[kind_of(standard)]) else Problem.WRONG_KIND


def sharing_net_pay(accounts: Accounts) -> str | None:
    """The first standard account that would be the same as that of the net pay, which has to be alone on its own.

    Otherwise nobody can see in the books whether what was owed was paid.
    """
    alone = accounts.of(WAGES_PAYABLE)
    others = (one for numbers in USES.values() for one in numbers if one != WAGES_PAYABLE)
    return next((one for one in others if accounts.of(one) == alone), None)
