"""What a vacation day is worth: same pay (16 a §) or a percentage of the earning year (16 b §), semesterlagen 1977:480.

Same pay: the day's part of the monthly salary (an agreement's 4.6 %) with the supplement (0.43 % by law, often 0.8 %),
and a share of variable pay. Percentage: 12 % of the pay of the earning year, 0.48 points more for each day beyond 25,
divided by the paid days. A net day of a shorter week is worth as much more.
"""

from collections.abc import Collection
from decimal import Decimal

from common.money import Ore, kronor, round_to_ore
from common.values import frozen
from payroll.rules.lines import krona_text, money_input, text
from payroll.rules.result import Explanation, Input, Unit
from payroll.rules.vacation_terms import VacationRule, VacationTerms
from payroll.rules.vacation_weeks import FULL_WEEK, of_net_day

LAW_DAYS = Decimal(25)
OVERTIME_ITEMS = frozenset({"overtime_simple", "overtime_qualified", "additional_time"})
VARIABLE_ITEMS = frozenset({"unsocial_hours"})
"""Variable pay that is worked out by rule; what people enter is in the register of pay items."""
COUNTED_ITEMS = (
    OVERTIME_ITEMS
    | VARIABLE_ITEMS
    | {
        "monthly_salary",
        "part_month_salary",
        "hourly_pay",
        "sick_deduction",
        "sick_deduction_day_15",
        "care_of_child_deduction",
        "parental_leave_deduction",
        "close_relative_care_deduction",
        "contagion_deduction",
        "military_service_deduction",
        "study_leave_deduction",
        "unpaid_leave_deduction",
        "other_absence_deduction",
        "vacation_day_deduction",
        "unpaid_vacation_deduction",
    }
)
"""Pay of the earning year and what absence took of it: not vacation pay, nor pay for absence that earns (16 b §)."""


@frozen
class EarnedPay:
    """Pay of an earning year in öre: all that counts, of it the variable parts, and the normal pay of absence.

    `variable` is commission, unsocial hours and the like, and overtime where the terms count it;
    `of_qualifying_absence` is the normal day's pay for each day away that earns.
    """

    total: Ore = 0
    variable: Ore = 0
    of_qualifying_absence: Ore = 0

    @property
    def basis(self) -> Ore:
        """What the percentage is taken of."""
        return self.total + self.of_qualifying_absence


@frozen
class DayValue:
    """What one net day is worth in öre, exact, and why; `variable` is its part for variable pay."""

    exact: Decimal
    variable: Decimal
    explanation: Explanation

    @property
    def amount(self) -> Ore:
        """Rounded, to be shown; sums are made of the exact value."""
        return round_to_ore(self.exact)


def day_value(
    terms: VacationTerms,
    *,
    monthly_salary: Ore,
    earned: EarnedPay,
    paid_days: Decimal,
    workdays: Decimal = FULL_WEEK,
    typed: Ore | None = None,
) -> DayValue:
    """The value of a net day; `typed` is what somebody has said that the variable or percentage part is."""
    if terms.rule == VacationRule.PERCENTAGE:
        return _percentage(terms, earned, paid_days, typed)
    return _same_pay(terms, monthly_salary, earned, workdays, typed)


def normal_pay(total: Ore, employed: int, qualifying: int, lost: int) -> Ore:
    """For each calendar day away that earns, what a day at work gave on average (16 b §)."""
    worked = employed - qualifying - lost
    return round_to_ore(Decimal(total) * qualifying / worked) if worked > 0 else 0


def percentage_rate(terms: VacationTerms) -> Decimal:
    """The share of the earning year's pay: 12 %, and 0.48 points for each day beyond 25 (30 days: 14.4 %)."""
    return terms.percentage_rate + max(terms.days - LAW_DAYS, Decimal(0)) * terms.percentage_extra_day


def variable_day_pay(terms: VacationTerms, earned: EarnedPay) -> Decimal:
    """The part of a gross day for variable pay."""
    if terms.variable_day_rate is not None:
        return earned.variable * terms.variable_day_rate
    return earned.variable * terms.variable_rate / terms.days


def must_be_percentage(*, is_hourly: bool, rates: Collection[Decimal], earned: EarnedPay, limit: Decimal) -> list[str]:
    """Why the law does not allow the same-pay rule: keys of sentences (16 a and 16 b §§)."""
    found = []
    if is_hourly:
        found.append("HOURLY")
    if len(set(rates)) > 1:
        found.append("CHANGED_RATE")
    if earned.total and Decimal(earned.variable) / earned.total >= limit:
        found.append("VARIABLE_PAY")
    return found


def _same_pay(terms: VacationTerms, salary: Ore, earned: EarnedPay, workdays: Decimal, typed: Ore | None) -> DayValue:
    variable = Decimal(typed) if typed is not None else of_net_day(variable_day_pay(terms, earned), workdays)
    share = terms.day_deduction_rate + terms.supplement_rate
    exact = of_net_day(salary * share, workdays) + variable
    rates = f"({text(terms.day_deduction_rate * 100)} % + {text(terms.supplement_rate * 100)} %)"
    formula = f"{krona_text(Decimal(salary))} × {rates}"
    formula += "" if workdays == FULL_WEEK else f" × 5 / {text(workdays)}"
    formula += f" + {krona_text(variable)}" if variable else ""
    inputs = [
        money_input("monthly_salary", salary),
        Input("vacation_day_deduction_rate", text(terms.day_deduction_rate * 100), Unit.PER_CENT),
        Input("vacation_supplement_rate", text(terms.supplement_rate * 100), Unit.PER_CENT),
    ]
    if earned.variable and typed is None:
        inputs.append(money_input("variable_pay", earned.variable))
    explanation = Explanation(
        rule="vacation_day_value",
        formula=f"{formula} = {kronor(round_to_ore(exact))}",
        inputs=tuple(inputs),
        law="vacation_act.day_value",
    )
    return DayValue(exact, variable, explanation)


def _percentage(terms: VacationTerms, earned: EarnedPay, paid_days: Decimal, typed: Ore | None) -> DayValue:
    rate = percentage_rate(terms)
    if typed is not None:
        exact, formula = Decimal(typed), f"{kronor(typed)}"
    else:
        exact = earned.basis * rate / paid_days if paid_days else Decimal(0)
        formula = f"{krona_text(Decimal(earned.basis))} × {text(rate * 100)} % / {text(paid_days)}"
        formula += f" = {kronor(round_to_ore(exact))}"
    explanation = Explanation(
        rule="vacation_day_value",
        formula=formula,
        inputs=(
            money_input("earned_pay", earned.total),
            money_input("normal_pay_of_absence", earned.of_qualifying_absence),
            Input("percentage_rate", text(rate * 100), Unit.PER_CENT),
        ),
        law="vacation_act.percentage",
    )
    return DayValue(exact, Decimal(0), explanation)
