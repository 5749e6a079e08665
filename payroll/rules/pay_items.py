"""Pay items: what a line does to the pay, the tax, the contributions, the vacation pay, the books and the declaration.

The register is data (`payroll/catalogue/pay_items.toml`); nobody types a formula. How an amount comes about is one of
a few methods, each with a rule of its own.
"""

from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from common.money import Ore
from common.values import frozen
from payroll.rules.result import Group


class Method(StrEnum):
    """How the amount of a given line comes about."""

    AMOUNT = "AMOUNT"
    QUANTITY = "QUANTITY"
    ATTACHMENT = "ATTACHMENT"
    PER_DIEM = "PER_DIEM"
    PER_DIEM_ABROAD = "PER_DIEM_ABROAD"
    MILEAGE = "MILEAGE"
    EXPENSE = "EXPENSE"
    PREMIUM_SHARE = "PREMIUM_SHARE"
    ITP1 = "ITP1"
    CAR = "CAR"
    FUEL = "FUEL"
    BICYCLE = "BICYCLE"
    MEALS = "MEALS"
    TAXABLE_SHARE = "TAXABLE_SHARE"
    WELLNESS = "WELLNESS"
    LOAN = "LOAN"
    LOAN_INTEREST = "LOAN_INTEREST"
    SALARY_SACRIFICE = "SALARY_SACRIFICE"
    SACRIFICED_PREMIUM = "SACRIFICED_PREMIUM"


class TaxTreatment(StrEnum):
    """How the tax looks at a line: with the ordinary pay, as a one-off amount, or not at all."""

    ORDINARY = "ORDINARY"
    ONE_OFF = "ONE_OFF"
    FREE = "FREE"


class Basis(StrEnum):
    """How much of a line is basis for employer contributions: of fuel the market value less what was paid for it."""

    ALL = "ALL"
    FUEL = "FUEL"
    NOTHING = "NOTHING"


@frozen
class PayItem:
    """One item of the register, or a company's copy of one, which has a name and an account of its own.

    `sign` is −1 for what is taken from the pay. `account` is debited with the amount (credited where it is negative),
    empty for the account of the salary. `declared_in` are fields of the individual statement in the employer's
    declaration, the amount's first, then those that are only ticked. `order` is the order in which net deductions are
    taken.
    """

    code: str
    group: Group
    method: Method
    tax: TaxTreatment
    contributions: Basis
    vacation_basis: bool
    account: str
    declared_in: str = ""
    sign: int = 1
    unit: str = ""
    law: str = "agreement.pay_item"
    order: int = 0
    label: str = ""


@frozen
class GivenLine:
    """Something that a person has decided shall be on the payslip of the month.

    `amount` is öre, each for `quantity`; `details` are what the method needs besides, as names and exact texts.
    `reference` leads back to the row. Its own `cost_centre` or `project` goes before that of the employee's split.
    """

    item: PayItem
    quantity: Decimal
    amount: Ore
    details: tuple[tuple[str, str], ...] = ()
    note: str = ""
    reference: str = ""
    cost_centre: str = ""
    project: str = ""

    def part(self, item: PayItem, quantity: Decimal, amount: Ore) -> "GivenLine":
        """A line of another item that follows from this one."""
        return replace(self, item=item, quantity=quantity, amount=amount, details=())

    def detail(self, name: str) -> str:
        """One of the details; empty when it was not given."""
        return next((value for known, value in self.details if known == name), "")

    def money(self, name: str) -> Ore:
        """A detail in öre; 0 when it was not given."""
        return int(self.detail(name) or 0)

    def number(self, name: str) -> Decimal:
        """A detail as an exact number; 0 when it was not given."""
        return Decimal(self.detail(name) or 0)


def treatments_of(item: PayItem) -> list[str]:
    """What the item does, as keys: tax, contributions, and vacation pay where it counts."""
    return [
        f"tax.{item.tax}",
        f"contributions.{item.contributions}",
        *(["vacation"] if item.vacation_basis else []),
    ]
