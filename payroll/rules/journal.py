"""The journal of a run: what it cost, what is owed, balanced to the öre. Account numbers follow the BAS chart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from common.money import Ore
from payroll.rules.basis import PayForm
from payroll.rules.employer_contributions import declared
from payroll.rules.result import Group, PayslipResult

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
    """One account's sum in öre; debit is positive, credit negative."""

    account: str
    amount: Ore


class Unbalanced(AssertionError):
    """The entries do not sum to zero: a fault in the rules, never shown to a person."""


def journal(results: Iterable[tuple[PayForm, PayslipResult]]) -> list[JournalLine]:
    """The entries of a run, by account. Raises Unbalanced."""
    sums: dict[str, Ore] = {}
    slips = list(results)
    for form, result in slips:
        for line in result.lines:
            if line.group in POSTED:
                _add(sums, line.account or _cost_account(line.pay_item, form), line.amount)
            if line.group in COUNTERED:
                _add(sums, COUNTER_ACCOUNTS.get(line.pay_item, COUNTERED[line.group]), -line.amount)
        _add(sums, PERSONNEL_TAX, -result.preliminary_tax)
        _add(sums, WAGES_PAYABLE, -result.net_pay)
        _add(sums, CONTRIBUTIONS_COST, result.contribution_cost)
    cost = sums.get(CONTRIBUTIONS_COST, 0)
    owed = declared(one for _, result in slips for one in result.contributions)
    _add(sums, CONTRIBUTIONS_OWED, -owed)
    _add(sums, ROUNDING, owed - cost)
    return _balanced(sums)


def _add(sums: dict[str, Ore], account: str, amount: Ore) -> None:
    sums[account] = sums.get(account, 0) + amount


def _balanced(sums: Mapping[str, Ore]) -> list[JournalLine]:
    lines = [JournalLine(account, amount) for account, amount in sorted(sums.items()) if amount]
    if sum(line.amount for line in lines):
        raise Unbalanced(lines)
    return lines


def _cost_account(pay_item: str, form: PayForm) -> str:
    if pay_item in SICK_ITEMS:
        return SICK_PAY[form]
    if pay_item in VACATION_ITEMS:
        return VACATION_PAY[form]
    return WAGES[form]
