"""Salary sacrifice: cash pay that becomes pension premium, raised by what the employer saves on it.

Employer contributions on pay are higher than the special payroll tax on premiums; the difference can go to the premium.
Somebody whose pay falls below the ceiling of the public pension loses pension and benefits by it.
"""

from dataclasses import replace
from decimal import Decimal

from common.money import ORE_IN_KRONA, Ore, round_to_ore
from payroll.rules.basis import PayslipBasis
from payroll.rules.item_lines import line_of
from payroll.rules.lines import krona_text, money_input, text
from payroll.rules.pay_items import Basis, GivenLine, Method, PayItem, TaxTreatment
from payroll.rules.result import Group, Input, PayslipLine, Unit
from payroll.statutory import Parameters

STANDARD, MONTHS = "standard", 12
PREMIUM = PayItem(
    code="pension_premium",
    group=Group.COST,
    method=Method.SACRIFICED_PREMIUM,
    tax=TaxTreatment.FREE,
    contributions=Basis.NOTHING,
    vacation_basis=False,
    account="7411",
    law="agreement.salary_sacrifice",
)
"""The employer's premium: no pay, and no basis for anything."""


def by_salary_sacrifice(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> PayslipLine:
    """What is taken from the cash pay."""
    pay = Decimal(given.amount)
    inputs = [money_input("agreed_amount", given.amount)]
    return line_of(given, quantity=Decimal(1), unit=Unit.NONE, rate=pay, formula=krona_text(pay), inputs=inputs)


def sacrificed_premiums(basis: PayslipBasis) -> list[GivenLine]:
    """The premiums that the pay given up becomes, where their raise was entered."""
    premium = replace(PREMIUM, account=basis.accounts.of(PREMIUM.account))
    return [
        replace(one, item=premium)
        for one in basis.given
        if one.item.method == Method.SALARY_SACRIFICE and one.detail("premium_on_top")
    ]


def by_sacrificed_premium(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> PayslipLine:
    """The pay given up with its raise."""
    pay, on_top = Decimal(given.amount), given.number("premium_on_top")
    inputs = [money_input("agreed_amount", given.amount), Input("premium_on_top", text(on_top), Unit.PER_CENT)]
    formula = f"{krona_text(pay)} × (100 % + {text(on_top)} %)"
    rate = pay * (1 + on_top / 100)
    return line_of(given, quantity=Decimal(1), unit=Unit.NONE, rate=rate, formula=formula, inputs=inputs)


def costs_the_same(parameters: Parameters) -> Decimal | None:
    """Per cent on top with which the premium costs the employer what the pay did; None where a rate is missing."""
    rates = [one.rate.value for one in parameters.contribution_groups if one.name == STANDARD]
    tax = parameters.figures.get("special_payroll_tax_rate")
    if not rates or tax is None:
        return None
    return (((1 + rates[0]) / (1 + tax.value) - 1) * 100).quantize(Decimal("0.01"))


def least_pay(parameters: Parameters) -> Ore:
    """Cash pay a month that should be left, in öre. Raises FigureMissing."""
    yearly = parameters.value("sacrifice_least_pay") * parameters.value("income_base_amount")
    return round_to_ore(yearly * ORE_IN_KRONA / MONTHS)
