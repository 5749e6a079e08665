"""What the employer owes for vacation: earned and saved days × the value of a day, and the contributions on it.

Bokföringsnämnden's K2/K3 count it as a debt at the year's end: days with pay that are not taken, valued as if they
were taken now, with employer contributions at the rate that is expected when they are paid.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from common.money import Ore, kronor, round_to_ore
from common.values import frozen
from employment.rules.cost_splits import Share
from payroll.rules.accounts import (
    STANDARD as STANDARD_ACCOUNTS,
)
from payroll.rules.accounts import (
    VACATION_CHANGE,
    VACATION_CONTRIBUTIONS,
    VACATION_CONTRIBUTIONS_OWED,
    VACATION_OWED,
    Accounts,
)
from payroll.rules.basis import PayForm
from payroll.rules.dimensions import NOWHERE, divided, weights_of
from payroll.rules.employer_contributions import STANDARD, group_for
from payroll.rules.journal import JournalLine, from_whole, summed, summed_parts
from payroll.rules.lines import text
from payroll.rules.result import Explanation, Input, Unit
from payroll.rules.vacation_running_year import RunningYear, Worth, worth
from payroll.rules.vacation_value import DayValue
from payroll.statutory import Figure, Parameters


@frozen
class Liability:
    """One employee's part of the debt in öre."""

    pay_form: PayForm
    days: Decimal
    value: DayValue
    amount: Ore
    contributions: Ore
    explanation: Explanation

    @property
    def total(self) -> Ore:
        """With contributions."""
        return self.amount + self.contributions


def liability_of(
    pay_form: PayForm,
    days: Decimal,
    earning: Decimal,
    value: DayValue,
    birth_year: int,
    parameters: Parameters,
    running: RunningYear | None = None,
) -> Liability:
    """The debt for days at hand and days being earned, whose worth `running` says. Raises AgeGroupMissing.

    A youth's lower rate has a ceiling for each month and an end, so the debt counts with the ordinary rate there.
    """
    owed = max(days + earning, Decimal(0))
    found = worth(days, earning, value, running) if owed else Worth(0, f"{text(owed)} × {kronor(value.amount)}")
    rate = _expected_rate(birth_year, parameters)
    contributions = round_to_ore(found.amount * rate.value)
    formula = f"{found.formula} = {kronor(found.amount)}"
    explanation = Explanation(
        rule="vacation_liability",
        formula=f"{formula}; {kronor(found.amount)} × {text(rate.value * 100)} % = {kronor(contributions)}",
        inputs=(
            Input("vacation_days_at_hand", text(days), Unit.COUNT),
            Input("vacation_days_being_earned", text(earning), Unit.COUNT),
            *found.inputs,
        ),
        figures=(rate,),
        law="accounting.vacation_liability",
    )
    return Liability(pay_form, owed, value, found.amount, contributions, explanation)


def _expected_rate(birth_year: int, parameters: Parameters) -> Figure:
    group = group_for(birth_year, parameters)
    if group.ceiling is None:
        return group.rate
    return next(one for one in parameters.contribution_groups if one.name == STANDARD).rate


@frozen
class Owed:
    """A debt by pay form and its contributions, in öre."""

    monthly: Ore = 0
    hourly: Ore = 0
    contributions: Ore = 0

    @property
    def amount(self) -> Ore:
        """Without contributions."""
        return self.monthly + self.hourly

    @property
    def total(self) -> Ore:
        """With contributions."""
        return self.amount + self.contributions


def owed(liabilities: Iterable[Liability]) -> Owed:
    """The debt of all."""
    rows = list(liabilities)
    return Owed(
        sum(one.amount for one in rows if one.pay_form == PayForm.MONTHLY),
        sum(one.amount for one in rows if one.pay_form == PayForm.HOURLY),
        sum(one.contributions for one in rows),
    )


def divided_costs(owed_to: Iterable[tuple[Liability, Sequence[Share]]]) -> list[JournalLine]:
    """What of the debt belongs to cost centres and projects: as the cost of each employee is split now.

    By standard account, whatever the company's own is by now.
    """
    found = []
    for one, shares in owed_to:
        costs = {VACATION_CHANGE[one.pay_form]: one.amount, VACATION_CONTRIBUTIONS: one.contributions}
        for account, amount in costs.items():
            parts = divided(amount, weights_of(shares))
            found += [JournalLine(account, part, *place) for place, part in parts if place != NOWHERE]
    return summed_parts(found)


def change_journal(
    before: Owed,
    after: Owed,
    was: Sequence[JournalLine] = (),
    now: Sequence[JournalLine] = (),
    accounts: Accounts = STANDARD_ACCOUNTS,
    formerly: Accounts | None = None,
) -> list[JournalLine]:
    """The posting of the change: cost is debit when the debt grows. Always balanced, empty when nothing changed.

    `was` and `now` are what of the debts belongs to cost centres and projects, by standard account. Where the account
    of the debt is another than `formerly`, all of the debt goes there with the change.
    """
    lines = [*_debts(after, -1, accounts), *_debts(before, 1, accounts if formerly is None else formerly)]
    changes = {
        VACATION_CHANGE[PayForm.HOURLY]: after.hourly - before.hourly,
        VACATION_CHANGE[PayForm.MONTHLY]: after.monthly - before.monthly,
        VACATION_CONTRIBUTIONS: after.contributions - before.contributions,
    }
    lines += [JournalLine(accounts.of(standard), amount) for standard, amount in changes.items()]
    gone = [replace(one, amount=-one.amount) for one in was]
    moved = [replace(one, account=accounts.of(one.account)) for one in (*gone, *now)]
    return summed([*lines, *from_whole(moved)])


def _debts(owing: Owed, sign: int, accounts: Accounts) -> list[JournalLine]:
    return [
        JournalLine(accounts.of(VACATION_OWED), sign * owing.amount),
        JournalLine(accounts.of(VACATION_CONTRIBUTIONS_OWED), sign * owing.contributions),
    ]
