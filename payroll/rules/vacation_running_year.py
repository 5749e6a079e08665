"""What days are worth that are being earned: they have the pay of the earning year that is running, not of the last.

Semesterlagen (1977:480) 16 a and 16 b §§: of variable pay, and by the percentage rule of all pay, a share of what the
earning year held is for the days that the year gives, however many they are. Where the two years coincide the value of
a day is of the running year already.
"""

from decimal import Decimal

from common.money import Ore, kronor, round_to_ore
from common.values import frozen
from payroll.rules.lines import krona_text, money_input, text
from payroll.rules.result import Input
from payroll.rules.vacation_terms import VacationRule, VacationTerms
from payroll.rules.vacation_value import DayValue, EarnedPay, percentage_rate, variable_day_pay


@frozen
class RunningYear:
    """For the days being earned: öre for each of them, and what the year's own pay gives for all of them together."""

    each: Decimal
    amount: Decimal
    formula: str
    inputs: tuple[Input, ...]


@frozen
class Worth:
    """What days come to in öre, and the way there in figures."""

    amount: Ore
    formula: str
    inputs: tuple[Input, ...] = ()


def running_year(
    terms: VacationTerms, value: DayValue, earned: EarnedPay, days: Decimal, *, is_whole: bool
) -> RunningYear | None:
    """None where days being earned are worth what others are.

    So they are expected to be when what the year holds is not known from its beginning (not `is_whole`), and is less.
    """
    if days <= 0:
        return None
    found = _by_percentage(terms, earned) if terms.rule == VacationRule.PERCENTAGE else _same_pay(terms, value, earned)
    expected = days * value.exact
    came_to = days * found.each + found.amount
    return None if came_to == expected or (not is_whole and came_to < expected) else found


def worth(at_hand: Decimal, earning: Decimal, value: DayValue, running: RunningYear | None) -> Worth:
    """Days at hand and days being earned, never less than nothing."""
    each = value.exact if running is None else running.each
    of_year = Decimal(0) if running is None else running.amount
    amount = round_to_ore(max(at_hand * value.exact + earning * each + of_year, Decimal(0)))
    days = [(at_hand, value.exact), (earning, each)] if each != value.exact else [(at_hand + earning, value.exact)]
    parts = [f"{text(number)} × {kronor(round_to_ore(exact))}" for number, exact in days if number and exact]
    parts += [running.formula] if running is not None and running.amount else []
    formula = " + ".join(parts) or f"{text(at_hand + earning)} × {kronor(value.amount)}"
    return Worth(amount, formula, running.inputs if running is not None else ())


def _same_pay(terms: VacationTerms, value: DayValue, earned: EarnedPay) -> RunningYear:
    if terms.variable_day_rate is None:
        share = f"{text(terms.variable_rate * 100)} %"
    else:
        share = f"{text(terms.variable_day_rate * 100)} % × {text(terms.days)}"
    return RunningYear(
        value.exact - value.variable,
        variable_day_pay(terms, earned) * terms.days,
        f"{krona_text(Decimal(earned.variable))} × {share}",
        (money_input("variable_pay_of_running_year", earned.variable),),
    )


def _by_percentage(terms: VacationTerms, earned: EarnedPay) -> RunningYear:
    rate = percentage_rate(terms)
    return RunningYear(
        Decimal(0),
        earned.basis * rate,
        f"{krona_text(Decimal(earned.basis))} × {text(rate * 100)} %",
        (
            money_input("earned_pay_of_running_year", earned.total),
            money_input("normal_pay_of_absence", earned.of_qualifying_absence),
        ),
    )
