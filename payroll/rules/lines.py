"""Making lines: one place where an exact amount becomes öre, and where a formula is written out."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from common.money import kronor, round_to_ore
from payroll.rules.basis import PayForm, Registration, Terms
from payroll.rules.result import Explanation, Group, Input, PayslipLine, Unit
from payroll.statutory import Figure

MINUTES_IN_HOUR = Decimal(60)
FOUR_DECIMALS, SIX_DECIMALS = Decimal("0.0001"), Decimal("0.000001")


def hours(minutes: int) -> Decimal:
    """Minutes as hours, to the last of 28 digits."""
    return Decimal(minutes) / MINUTES_IN_HOUR


@lru_cache(maxsize=4096)  # the same salaries, hours and rates, again and again
def text(value: Decimal) -> str:
    """A number as people write it in a formula: at most four decimals, no trailing zeros."""
    return str(value.quantize(FOUR_DECIMALS)).rstrip("0").rstrip(".")


def krona_text(ore: Decimal) -> str:
    """An exact amount in öre as kronor in a formula."""
    return text(ore / 100)


def money_input(name: str, ore: int) -> Input:
    """An input in öre."""
    return Input(name, str(ore), Unit.ORE)


def pay_input(terms: Terms) -> Input:
    """The salary or wage that a line starts from."""
    if terms.pay_form == PayForm.MONTHLY:
        return money_input("monthly_salary", terms.monthly_salary)
    return money_input("hourly_wage", terms.hourly_wage)


def paid_line(
    pay_item: str,
    *,
    quantity: Decimal,
    unit: Unit,
    rate: Decimal,
    formula: str,
    law: str,
    inputs: Sequence[Input] = (),
    figures: Sequence[Figure] = (),
    registrations: Sequence[Registration] = (),
    period: tuple[date, date] | None = None,
) -> PayslipLine:
    """A gross line: quantity × rate, rounded to the öre once."""
    amount = round_to_ore(quantity * rate)
    days = [registration.day for registration in registrations]
    first, last = period or ((min(days), max(days)) if days else (None, None))
    return PayslipLine(
        pay_item,
        Group.GROSS,
        quantity.quantize(SIX_DECIMALS),
        unit,
        rate.quantize(SIX_DECIMALS),
        amount,
        Explanation(
            rule=pay_item,
            formula=f"{formula} = {kronor(amount)}",
            inputs=tuple(inputs),
            figures=tuple(figures),
            law=law,
            references=tuple([one.reference for one in registrations if one.reference]),
        ),
        first,
        last,
    )
