"""What a payslip consists of: lines, each with its explanation as data."""

from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from common.money import Ore
from common.values import frozen
from employment.rules.cost_splits import Share
from payroll.statutory import Figure


class Group(StrEnum):
    """What a line does: part of the gross pay, a taxed benefit that is not paid out, the tax, and so on.

    A deduction is taken from the net pay, a reimbursement is added to it untaxed; a cost is the employer's alone.
    """

    GROSS = "GROSS"
    BENEFIT = "BENEFIT"
    INFORMATION = "INFORMATION"
    TAX = "TAX"
    DEDUCTION = "DEDUCTION"
    REIMBURSEMENT = "REIMBURSEMENT"
    COST = "COST"


class Unit(StrEnum):
    """What a quantity or an input counts."""

    HOURS = "HOURS"
    DAYS = "DAYS"
    MONTHS = "MONTHS"
    SHARE = "SHARE"
    ORE = "ORE"
    KRONOR = "KRONOR"
    COUNT = "COUNT"
    DATE = "DATE"
    PER_CENT = "PER_CENT"
    NONE = "NONE"


@frozen
class Input:
    """A named value that went into a line; `value` is its exact text."""

    name: str
    value: str
    unit: Unit


@frozen
class Explanation:
    """Why a line is what it is: the rule's key, what went in, the law's figures, and what it rests on.

    `rule` and `law` are stable keys that templates put into words; `formula` has the figures filled in.
    """

    rule: str
    formula: str
    inputs: tuple[Input, ...] = ()
    figures: tuple[Figure, ...] = ()
    law: str = ""
    references: tuple[str, ...] = ()


@frozen
class PayslipLine:
    """One line. `rate` is exact öre per unit; `amount` is öre, rounded once, by `round_to_ore`.

    `label` is a name of the company's own, `account` where it is posted when the pay item alone does not say;
    `cost_centre` and `project` are the line's own, before those of the split.
    """

    pay_item: str
    group: Group
    quantity: Decimal
    unit: Unit
    rate: Decimal
    amount: Ore
    explanation: Explanation
    first_day: date | None = None
    last_day: date | None = None
    label: str = ""
    account: str = ""
    cost_centre: str = ""
    project: str = ""


@frozen
class Contribution:
    """Employer contributions of one age group: whole kronor of basis (in öre), and the cost to the öre."""

    group: str
    rate: Decimal
    basis: Ore
    amount: Ore
    explanation: Explanation


@frozen
class PayslipResult:
    """A computed payslip. Gross − tax − net deductions + reimbursements = net, exactly, in öre.

    `taxable_pay` is gross pay and `benefits`; `employer_premiums` are pension premiums and the tax on them. `shares`
    say how the cost is split over cost centres and projects. `vacation_days_before_turn` are those of the days taken
    that lie before the first day of a vacation year, where that is among the deviations.
    """

    employee_id: str
    lines: tuple[PayslipLine, ...]
    gross_pay: Ore
    taxable_pay: Ore
    preliminary_tax: Ore
    net_pay: Ore
    contributions: tuple[Contribution, ...]
    vacation_days_taken: Decimal
    sick_state: "SickState"
    fingerprint: str = field(default="")
    benefits: Ore = 0
    net_deductions: Ore = 0
    reimbursements: Ore = 0
    employer_premiums: Ore = 0
    shares: tuple[Share, ...] = ()
    vacation_days_before_turn: Decimal = Decimal(0)

    @property
    def contribution_cost(self) -> Ore:
        """What the employer pays on top, to the öre."""
        return sum(contribution.amount for contribution in self.contributions)

    @property
    def employer_cost(self) -> Ore:
        """Pay, contributions, and premiums."""
        return self.gross_pay + self.contribution_cost + self.employer_premiums


@frozen
class SickState:
    """How the latest sick period stands after this payslip, for the next one."""

    last_day: date | None
    days_counted: int
    deduction_left: Ore
    deduction_days: tuple[date, ...]
    days: int
