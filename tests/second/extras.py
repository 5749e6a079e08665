"""What people have decided besides the pay: additions, benefits, expenses, net deductions and premiums."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from payroll.rules.basis import PayslipBasis
from payroll.rules.pay_items import Basis, GivenLine, Method, PayItem, TaxTreatment
from payroll.rules.result import Group
from tests.second.benefits import FUEL, FUEL_PAYMENT, PAYMENTS, VALUES, value
from tests.second.figures import NotModelled, Refused, figure, ore
from tests.second.trips import trip

Line = tuple[str, int]
MODELLED = set(Method)
NOT_MODELLED: set[Method] = set()
"""Each with a word in README.md; what is in neither set fails by name."""


@dataclass(frozen=True)
class Extra:
    """One line: what it does to the payslip, and its öre."""

    code: str
    group: Group
    amount: int
    one_off: bool = False
    outside_contributions: int = 0
    vacation_basis: bool = False
    paid: int = 0


def extras(basis: PayslipBasis) -> list[Extra]:
    """All that is given but what is taken from the net pay, and premiums, which need the gross pay first."""
    found = []
    for one in basis.given:
        _only_what_is_known(one.item)
        if one.item.group not in (Group.DEDUCTION, Group.COST):
            found += _lines(one, basis)
    return _less_payments(found, basis)


def _only_what_is_known(item: PayItem) -> None:
    if item.method not in MODELLED:
        raise NotModelled(f"method {item.method}")
    if item.tax == TaxTreatment.FREE and item.group in (Group.GROSS, Group.BENEFIT):
        raise NotModelled(f"untaxed pay: {item.code}")


def _lines(one: GivenLine, basis: PayslipBasis) -> list[Extra]:
    item, group = one.item, one.item.group
    if item.method in (Method.PER_DIEM, Method.PER_DIEM_ABROAD):
        free, pay = trip(one, basis.payday)
        return [Extra(item.code, group, free), Extra(f"{item.code}_taxable", Group.GROSS, pay)]
    if item.method == Method.MILEAGE:
        each_free = figure(item.code, basis.payday) * 100
        quantity, each = Fraction(one.quantity), Fraction(one.amount or each_free)
        above = ore(quantity * max(each - each_free, Fraction(0)))
        return [
            Extra(item.code, group, ore(quantity * min(each, each_free))),
            Extra("mileage_taxable", Group.GROSS, above),
        ]
    if item.method == Method.EXPENSE:
        rate = Fraction(one.detail("vat_rate") or 0)
        vat = ore(one.amount * rate / (100 + rate))
        return [Extra(item.code, group, one.amount - vat), Extra("expense_vat", group, vat)]
    amount = value(one, basis.payday) if item.method in VALUES else agreed(one)
    outside = amount if item.contributions == Basis.NOTHING else 0
    return [Extra(item.code, group, amount, item.tax == TaxTreatment.ONE_OFF, outside, item.vacation_basis)]


def _less_payments(found: list[Extra], basis: PayslipBasis) -> list[Extra]:
    """Benefits less what is paid for them, each payment used once in the order of the lines."""
    left = {code: sum(one.amount for one in basis.given if one.item.code == code) for code in PAYMENTS.values()}
    lowered = []
    for one in found:
        payment = PAYMENTS.get(one.code, "")
        used = min(left[payment], one.amount) if payment else 0
        if payment:
            left[payment] -= used
        lowered.append(replace(one, amount=one.amount - used, paid=used))
    return lowered


def fuel_outside(given: Iterable[Extra], deductions: Iterable[Line], basis: PayslipBasis) -> int:
    """What of fuel is taxed but no basis for contributions: above the market value, and what was paid for it."""
    fuel = sum(one.amount for one in given if one.code == FUEL)
    market = ore(fuel / figure("fuel_factor", basis.payday)) if fuel else 0
    paid = -sum(amount for code, amount in deductions if code == FUEL_PAYMENT)
    return fuel - max(market - paid, 0)


def refuse_what_was_not_paid(given: Iterable[Extra], deductions: Iterable[Line]) -> None:
    """Raises Refused where a benefit was lowered by more than could be taken."""
    for benefit, payment in PAYMENTS.items():
        lowered = sum(one.paid for one in given if one.code == benefit)
        if lowered > -sum(amount for code, amount in deductions if code == payment):
            raise Refused("the pay is not enough for what is paid for a benefit")


def agreed(one: GivenLine) -> int:
    """So many at so much each, taken from the pay where the item says so."""
    return one.item.sign * ore(Fraction(one.quantity) * one.amount)


def net_deductions(given: Iterable[GivenLine], left: int) -> list[Line]:
    """In the order of the items, as far as the pay is enough; an attachment leaves what is reserved."""
    lines = []
    for one in sorted(given, key=lambda one: one.item.order):
        if one.item.group != Group.DEDUCTION:
            continue
        wanted = -agreed(one)
        if one.item.method == Method.ATTACHMENT:
            above = max(left - one.money("reserved_amount"), 0)
            wanted = min(wanted, above) if wanted else above
        if one.item.method == Method.LOAN and one.money("loan_principal"):
            wanted = min(wanted, max(one.money("loan_principal") - one.money("loan_repaid"), 0))
        taken = min(wanted, left)
        left -= taken
        lines.append((one.item.code, -taken))
    return lines


def premiums(basis: PayslipBasis, gross: int, benefits: int) -> list[Line]:
    """What the employer pays for the pension, and the special payroll tax on all of it."""
    lines = []
    for one in basis.given:
        if one.item.group == Group.COST:
            lines.append((one.item.code, _premium(one, basis, gross, benefits)))
        if one.item.method == Method.SALARY_SACRIFICE and one.detail("premium_on_top"):
            more = 1 + Fraction(one.number("premium_on_top")) / 100
            lines.append(("pension_premium", ore(-agreed(one) * more)))
    tax = sum(amount for _, amount in lines) * figure("special_payroll_tax_rate", basis.payday)
    return [*lines, ("special_payroll_tax", ore(Fraction(tax)))]


def _premium(one: GivenLine, basis: PayslipBasis, gross: int, benefits: int) -> int:
    if one.item.method == Method.PREMIUM_SHARE:
        pay = gross + (benefits if one.detail("with_benefits") else 0)
        return ore(pay * Fraction(one.detail("per_cent")) / 100)
    if one.item.method == Method.ITP1:
        return ore(_itp1(basis, one.detail("born"), gross))
    return agreed(one)


def _itp1(basis: PayslipBasis, born: str, pay: int) -> Fraction:
    """A ladder by the month's pay, from the month of the 25th birthday to the one before the 66th."""
    day = basis.payday
    year, month = map(int, born.split("-"))
    age_in_months = (basis.month.year - year) * 12 + basis.month.number - month
    if not figure("itp1_from_age", day) * 12 <= age_in_months < figure("itp1_to_age", day) * 12:
        return Fraction(0)
    base = figure("income_base_amount", day) * 100 / 12
    limit, ceiling = base * figure("itp1_limit", day), base * figure("itp1_ceiling", day)
    cash = Fraction(pay)
    above = max(min(cash, ceiling) - limit, Fraction(0))
    return min(cash, limit) * figure("itp1_rate", day) + above * figure("itp1_upper_rate", day)
