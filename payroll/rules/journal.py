"""The journal of a run: what it cost and where, what is owed, balanced to the öre.

Account numbers are those of the BAS chart, or the company's own in their place (`accounts`).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from common.money import Ore
from common.values import frozen
from payroll.rules.accounts import (
    BENEFITS_IN_RETURN,
    CONTRIBUTIONS_COST,
    CONTRIBUTIONS_OWED,
    PERSONNEL_TAX,
    PREMIUMS_OWED,
    ROUNDING,
    SICK_PAY,
    STANDARD,
    TAX_ON_PREMIUMS_OWED,
    VACATION_PAY,
    WAGES,
    WAGES_PAYABLE,
    Accounts,
)
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

POSTED = (Group.GROSS, Group.BENEFIT, Group.DEDUCTION, Group.REIMBURSEMENT, Group.COST)
COUNTERED = {Group.BENEFIT: BENEFITS_IN_RETURN, Group.COST: PREMIUMS_OWED}
"""What is not paid to the employee has its other side here."""
COUNTER_ACCOUNTS = {"special_payroll_tax": TAX_ON_PREMIUMS_OWED}
SICK_ITEMS = {"sick_pay", "sick_pay_unsocial", "qualifying_deduction", "sick_supplement"}
VACATION_ITEMS = {
    "vacation_supplement",
    "hourly_vacation_pay",
    "vacation_pay",
    "vacation_variable_pay",
    "vacation_compensation",
}


@frozen
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


def journal(
    results: Iterable[tuple[PayForm, PayslipResult]],
    moved: Iterable[JournalLine] = (),
    accounts: Accounts = STANDARD,
) -> list[JournalLine]:
    """The entries of a run: by account, and by dimension what of them was `moved` there. Raises Unbalanced."""
    sums: dict[str, Ore] = {}
    slips = list(results)
    cost = 0
    for form, result in slips:
        for _, account, amount in postings(form, result, accounts):
            _add(sums, account, amount)
        _add(sums, accounts.of(PERSONNEL_TAX), -result.preliminary_tax)
        _add(sums, accounts.of(WAGES_PAYABLE), -result.net_pay)
        _add(sums, accounts.of(CONTRIBUTIONS_COST), result.contribution_cost)
        cost += result.contribution_cost
    owed = declared(one for _, result in slips for one in result.contributions)
    _add(sums, accounts.of(CONTRIBUTIONS_OWED), -owed)
    _add(sums, accounts.of(ROUNDING), owed - cost)
    return summed([*(JournalLine(account, amount) for account, amount in sums.items()), *moved])


def postings(form: PayForm, result: PayslipResult, accounts: Accounts = STANDARD) -> Iterator[Posting]:
    """What the lines of a payslip do; tax, net pay and contributions come on top.

    A line that names an account names the company's.
    """
    for line in result.lines:
        if line.group in POSTED:
            yield Posting(line, line.account or accounts.of(_cost_account(line.pay_item, form)), line.amount)
        if line.group in COUNTERED:
            counter = COUNTER_ACCOUNTS.get(line.pay_item, COUNTERED[line.group])
            yield Posting(line, accounts.of(counter), -line.amount)


def moves(results: Iterable[tuple[PayForm, PayslipResult]], accounts: Accounts = STANDARD) -> list[JournalLine]:
    """What goes from accounts as a whole to their dimensions: nothing of an account's sum, nothing where all is whole.

    So the entries by account are the same with and without dimensions.
    """
    parts = [
        JournalLine(account, part, *place)
        for form, result in results
        if is_divided(result)
        for account, amount, weights in _divisible(form, result, accounts)
        for place, part in divided(amount, weights)
        if place != NOWHERE
    ]
    return summed_parts(from_whole(parts))


def _divisible(form: PayForm, result: PayslipResult, accounts: Accounts) -> Iterator[tuple[str, Ore, Weights]]:
    for line, account, amount in postings(form, result, accounts):
        if carries_dimensions(account):
            yield account, amount, weights_of_line(line, result)
    yield accounts.of(CONTRIBUTIONS_COST), result.contribution_cost, weights_of_contributions(result)


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
