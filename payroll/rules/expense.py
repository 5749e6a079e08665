"""Expenses by receipt: paid back untaxed, the cost on its account and the VAT of it on another."""

from dataclasses import replace
from decimal import Decimal

from common.money import Ore, round_to_ore
from payroll.rules.basis import PayslipBasis
from payroll.rules.item_lines import Made, line_of
from payroll.rules.lines import krona_text, money_input
from payroll.rules.pay_items import GivenLine
from payroll.rules.result import Input, Unit
from payroll.rules.travel_items import EXPENSE_VAT
from payroll.statutory import Parameters

VAT_RATES = (25, 12, 6, 0)
"""Per cent; which one stands on the receipt."""


def vat_in(total: Ore, per_cent: int) -> Ore:
    """The VAT of an amount that has it in it."""
    return round_to_ore(Decimal(total) * per_cent / (100 + per_cent))


def expense(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> list[Made]:
    """`amount` is the receipt's; the line of the cost without VAT and, where there is any, the line of the VAT."""
    per_cent = int(given.detail("vat_rate") or 0)
    total, vat = Decimal(given.amount), vat_in(given.amount, per_cent)
    inputs = (money_input("receipt", given.amount), Input("vat_rate", str(per_cent), Unit.PER_CENT))
    item = replace(given.item, account=given.detail("cost_account") or given.item.account)
    formula = f"{krona_text(total)} − {krona_text(Decimal(vat))}" if vat else krona_text(total)
    cost = replace(given, item=item)
    one = Decimal(1)
    net = line_of(cost, quantity=one, unit=Unit.NONE, rate=total - vat, formula=formula, inputs=inputs)
    if not vat:
        return [Made(item, net)]
    part = given.part(EXPENSE_VAT, one, vat)
    formula = f"{krona_text(total)} × {per_cent} ÷ {100 + per_cent}"
    tax = line_of(part, quantity=one, unit=Unit.NONE, rate=Decimal(vat), formula=formula, inputs=inputs)
    return [Made(item, net), Made(EXPENSE_VAT, tax)]
