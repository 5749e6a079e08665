"""Pension premiums, which the employer pays beside the pay, and the special payroll tax on them.

Lagen (1991:687) om särskild löneskatt på pensionskostnader. ITP 1 is a ladder: one share of the pay up to 7.5 income
base amounts a year, a larger one above, up to 30, from the month of the 25th birthday to the one before the 66th.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from common.money import ORE_IN_KRONA, Ore
from common.periods import Month
from payroll.rules.basis import PayslipBasis
from payroll.rules.given_lines import METHODS
from payroll.rules.item_lines import Made, line_of
from payroll.rules.lines import krona_text, money_input, text
from payroll.rules.pay_items import Basis, GivenLine, Method, PayItem, TaxTreatment
from payroll.rules.result import Group, Input, PayslipLine, Unit
from payroll.rules.salary_sacrifice import sacrificed_premiums
from payroll.statutory import Parameters

MONTHS_IN_YEAR = 12
SPECIAL_PAYROLL_TAX = PayItem(
    code="special_payroll_tax",
    group=Group.COST,
    method=Method.AMOUNT,
    tax=TaxTreatment.FREE,
    contributions=Basis.NOTHING,
    vacation_basis=False,
    account="7533",
    law="special_payroll_tax_act",
)


class Pensionable(NamedTuple):
    """What premiums are counted on, in öre: the gross pay of the payslip, its benefits, and its month."""

    gross: Ore
    benefits: Ore
    month: Month


Premium = Callable[[GivenLine, Pensionable, Parameters], PayslipLine]


def premium_lines(basis: PayslipBasis, gross: Ore, benefits: Ore, parameters: Parameters) -> list[Made]:
    """The premiums of the payslip and the tax on all of them. Raises FigureMissing."""
    pay, made = Pensionable(gross, benefits, basis.month), []
    for given in (*basis.given, *sacrificed_premiums(basis)):
        if given.item.group == Group.COST:
            rule = PREMIUMS.get(given.item.method)
            line = rule(given, pay, parameters) if rule else METHODS[given.item.method](given, basis, parameters)
            made.append(Made(given.item, line))
    item = replace(SPECIAL_PAYROLL_TAX, account=basis.accounts.of(SPECIAL_PAYROLL_TAX.account))
    return [*made, *_tax_on(item, sum(one.line.amount for one in made), parameters)]


def share_of_pay(given: GivenLine, pay: Pensionable, parameters: Parameters) -> PayslipLine:
    """So many per cent of the gross pay, with benefits where it was agreed."""
    per_cent = Decimal(given.detail("per_cent"))
    benefits = pay.benefits if given.detail("with_benefits") else 0
    inputs = [money_input("pensionable_pay", pay.gross), Input("premium_per_cent", text(per_cent), Unit.PER_CENT)]
    counted = krona_text(Decimal(pay.gross))
    if benefits:
        inputs.append(money_input("pensionable_benefits", benefits))
        counted = f"({counted} + {krona_text(Decimal(benefits))})"
    rate = max(pay.gross + benefits, 0) * per_cent / 100
    formula = f"{counted} × {text(per_cent)} %"
    return line_of(given, quantity=Decimal(1), unit=Unit.NONE, rate=rate, formula=formula, inputs=inputs)


def itp1(given: GivenLine, pay: Pensionable, parameters: Parameters) -> PayslipLine:
    """The ladder; nothing in months before and after the ages of the agreement. Raises FigureMissing."""
    names = ("itp1_rate", "itp1_upper_rate", "itp1_limit", "itp1_ceiling", "itp1_from_age", "itp1_to_age")
    lower, upper, limit, ceiling, from_age, to_age = figures = [parameters.figure(name) for name in names]
    base = parameters.figure("income_base_amount")
    month = base.value * ORE_IN_KRONA / MONTHS_IN_YEAR
    below = min(Decimal(pay.gross), month * limit.value)
    above = max(min(Decimal(pay.gross), month * ceiling.value) - below, Decimal(0))
    is_covered = _is_covered(given.detail("born"), pay.month, int(from_age.value), int(to_age.value))
    rate = below * lower.value + above * upper.value if is_covered else Decimal(0)
    formula = f"{krona_text(below)} × {text(lower.value * 100)} %"
    if above:
        formula = f"{formula} + {krona_text(above)} × {text(upper.value * 100)} %"
    return line_of(
        given,
        quantity=Decimal(1),
        unit=Unit.NONE,
        rate=rate,
        formula=formula if is_covered else "0",
        inputs=(money_input("pensionable_pay", pay.gross), Input("born", given.detail("born"), Unit.NONE)),
        figures=(*figures, base),
    )


def _is_covered(born: str, month: Month, from_age: int, to_age: int) -> bool:
    """From the month of the birthday at one age to the month before the birthday at the other."""
    year, number = (int(part) for part in born.split("-"))
    return Month(year + from_age, number) <= month < Month(year + to_age, number)


def _tax_on(item: PayItem, premiums: Ore, parameters: Parameters) -> list[Made]:
    if premiums <= 0:
        return []
    figure = parameters.figure("special_payroll_tax_rate")
    line = line_of(
        GivenLine(item, Decimal(1), premiums),
        quantity=Decimal(1),
        unit=Unit.NONE,
        rate=premiums * figure.value,
        formula=f"{krona_text(Decimal(premiums))} × {text(figure.value * 100)} %",
        inputs=(money_input("premiums", premiums),),
        figures=(figure,),
    )
    return [Made(item, line)]


PREMIUMS: dict[Method, Premium] = {Method.PREMIUM_SHARE: share_of_pay, Method.ITP1: itp1}
