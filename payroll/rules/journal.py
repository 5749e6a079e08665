"""The journal of a run: what it cost and where, what is owed, balanced to the öre.

Account numbers follow the BAS chart.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from common.money import Ore
from payroll.rules.basis import PayForm
from payroll.rules.dimensions import (
    NOWHERE,
    Weights,
    carries_dimensions,
    divided,
    is_divided,
    weights_of_contributions,
    weights_of_line,
)
from payroll.rules.employer_contributions import declared
from payroll.rules.result import Group, PayslipLine, PayslipResult

PERSONNEL_TAX = "2710"
CONTRIBUTIONS_OWED = "2731"
WAGES_PAYABLE = "2821"
ROUNDING = "3740"
CONTRIBUTIONS_COST = "7510"
WAGES = {PayForm.MONTHLY: "7210", PayForm.HOURLY: "7010"}
SICK_PAY = {PayForm.MONTHLY: "7281", PayForm.HOURLY: "7081"}
VACATION_PAY = {PayForm.MONTHLY: "7285", PayForm.HOURLY: "7082"}
BENEFITS_IN_RETURN = "7399"
PREMIUMS_OWED = "2950"
TAX_ON_PREMIUMS_OWED = "2943"
POSTED = (Group.GROSS, Group.BENEFIT, Group.DEDUCTION, Group.REIMBURSEMENT, Group.COST)
COUNTERED = {Group.BENEFIT: BENEFITS_IN_RETURN, Group.COST: PREMIUMS_OWED}
"""What is not paid to the employee has its other side here."""
COUNTER_ACCOUNTS = {"special_payroll_tax": TAX_ON_PREMIUMS_OWED}
SICK_ITEMS = {"sick_pay", "qualifying_deduction", "sick_supplement"}
VACATION_ITEMS = {
    "vacation_supplement",
    "hourly_vacation_pay",
    "vacation_pay",
    "vacation_variable_pay",
    "vacation_compensation",
}


@dataclass(frozen=True)
class JournalLine:
    """The sum in öre of an account, or of one of its dimensions; debit is positive, credit negative."""

    account: str
    amount: Ore
    cost_centre: str = ""
    project: str = ""


class Unbalanced(AssertionError):
    """The entries do not sum to zero: a fault in the rules, never shown to a person."""


class Posting(NamedTuple):
    """What a line of a payslip does to an account."""

    line: PayslipLine
    account: str
    amount: Ore


def journal(results: Iterable[tuple[PayForm, PayslipResult]], moved: Iterable[JournalLine] = ()) -> list[JournalLine]:
    """The entries of a run: by account, and by dimension what of them was `moved` there. Raises Unbalanced."""
    sums: dict[str, Ore] = {}
    slips = list(results)
    for form, result in slips:
        for _, account, amount in postings(form, result):
            _add(sums, account, amount)
        _add(sums, PERSONNEL_TAX, -result.preliminary_tax)
        _add(sums, WAGES_PAYABLE, -result.net_pay)
        _add(sums, CONTRIBUTIONS_COST, result.contribution_cost)
    cost = sums.get(CONTRIBUTIONS_COST, 0)
    owed = declared(one for _, result in slips for one in result.contributions)
    _add(sums, CONTRIBUTIONS_OWED, -owed)
    _add(sums, ROUNDING, owed - cost)
    return summed([*(JournalLine(account, amount) for account, amount in sums.items()), *moved])


def postings(form: PayForm, result: PayslipResult) -> Iterator[Posting]:
    """What the lines of a payslip do; tax, net pay and contributions come on top."""
    for line in result.lines:
        if line.group in POSTED:
            yield Posting(line, line.account or _cost_account(line.pay_item, form), line.amount)
        if line.group in COUNTERED:
            yield Posting(line, COUNTER_ACCOUNTS.get(line.pay_item, COUNTERED[line.group]), -line.amount)


def moves(results: Iterable[tuple[PayForm, PayslipResult]]) -> list[JournalLine]:
    """What goes from accounts as a whole to their dimensions: nothing of an account's sum, nothing where all is whole.

    So the entries by account are the same with and without dimensions.
    """
    parts = [
        JournalLine(account, part, *place)
        for form, result in results
        if is_divided(result)
        for account, amount, weights in _divisible(form, result)
        for place, part in divided(amount, weights)
        if place != NOWHERE
    ]
    return summed_parts(from_whole(parts))


def _divisible(form: PayForm, result: PayslipResult) -> Iterator[tuple[str, Ore, Weights]]:
    for line, account, amount in postings(form, result):
        if carries_dimensions(account):
            yield account, amount, weights_of_line(line, result)
    yield CONTRIBUTIONS_COST, result.contribution_cost, weights_of_contributions(result)


def from_whole(parts: Sequence[JournalLine]) -> list[JournalLine]:
    """Parts of accounts with what they take from the account as a whole."""
    return [*parts, *(JournalLine(one.account, -one.amount) for one in parts)]


def summed_parts(lines: Iterable[JournalLine]) -> list[JournalLine]:
    """One line for each account and dimension that has anything, in order."""
    sums: dict[tuple[str, str, str], Ore] = {}
    for line in lines:
        place = (line.account, line.cost_centre, line.project)
        sums[place] = sums.get(place, 0) + line.amount
    return [JournalLine(account, amount, *rest) for (account, *rest), amount in sorted(sums.items()) if amount]


def summed(lines: Iterable[JournalLine]) -> list[JournalLine]:
    """The same of all that a journal has. Raises Unbalanced."""
    found = summed_parts(lines)
    if sum(line.amount for line in found):
        raise Unbalanced(found)
    return found


def _add(sums: dict[str, Ore], account: str, amount: Ore) -> None:
    sums[account] = sums.get(account, 0) + amount


def _cost_account(pay_item: str, form: PayForm) -> str:
    if pay_item in SICK_ITEMS:
        return SICK_PAY[form]
    if pay_item in VACATION_ITEMS:
        return VACATION_PAY[form]
    return WAGES[form]
