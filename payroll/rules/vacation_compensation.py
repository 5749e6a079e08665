"""Vacation compensation when an employment ends (semesterlagen 1977:480, 26, 28 and 29 a §§).

Every paid and saved day that was not taken, and every day earned so far for the coming year (7 §: part of a day is a
day), is paid with the value of a day, the latter with variable pay of their own earning year; the debt for advance
vacation is taken off where the law lets it, never below zero.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from common.money import Ore, kronor
from common.values import frozen
from payroll.rules.lines import money_input, text
from payroll.rules.result import Explanation, Input, Unit
from payroll.rules.vacation_advance import AdvanceTaken, EndReason, debt_on, waiting_figure
from payroll.rules.vacation_running_year import RunningYear, worth
from payroll.rules.vacation_value import DayValue
from payroll.statutory import Parameters


@frozen
class Compensation:
    """What is paid in öre: the days, less the debt that can be set off."""

    days: Decimal
    gross: Ore
    set_off: Ore
    explanation: Explanation

    @property
    def amount(self) -> Ore:
        """What is left to pay."""
        return self.gross - self.set_off

    @property
    def paid_out(self) -> Explanation:
        """The explanation with the number of days, as a payout of days is stored."""
        days = Input("vacation_days_paid_out", text(self.days), Unit.COUNT)
        return replace(self.explanation, inputs=(days, *self.explanation.inputs))


def compensation(
    on: date,
    *,
    paid: Decimal,
    saved: Decimal,
    earning: Decimal,
    exact: Decimal | None = None,
    value: DayValue,
    advance: Iterable[AdvanceTaken],
    reason: EndReason,
    parameters: Parameters,
    running: RunningYear | None = None,
) -> Compensation:
    """What somebody whose employment ends on a day is paid; `exact` are the earned days before they were rounded up.

    `running` says what earned days are worth where it is not what others are. Raises FigureMissing.
    """
    at_hand, earned = max(paid, Decimal(0)) + max(saved, Decimal(0)), max(earning, Decimal(0))
    found = worth(at_hand, earned, value, running)
    days, gross = at_hand + earned, found.amount
    debt = debt_on(on, advance, reason, parameters)
    set_off = min(debt, gross)
    formula = found.formula + (f" − {kronor(set_off)}" if set_off else "")
    explanation = Explanation(
        rule="vacation_compensation",
        formula=f"{formula} = {kronor(gross - set_off)}",
        inputs=(
            Input("vacation_days_at_hand", text(paid + saved), Unit.COUNT),
            Input("vacation_days_being_earned", text(earning if exact is None else exact), Unit.COUNT),
            *([] if exact in (None, earning) else [Input("vacation_days_rounded_up", text(earning), Unit.COUNT)]),
            money_input("vacation_day_value", value.amount),
            *found.inputs,
            money_input("advance_debt", debt),
        ),
        figures=(waiting_figure(parameters),) if debt else (),
        law="vacation_act.compensation",
    )
    return Compensation(days, gross, set_off, explanation)
