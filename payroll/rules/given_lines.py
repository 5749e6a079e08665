"""Lines that a person has decided about: each method of a pay item has its rule, the simplest two are here."""

from collections.abc import Sequence
from decimal import Decimal

from payroll.rules.basis import PayslipBasis
from payroll.rules.benefit_payments import less_payments
from payroll.rules.bicycle_benefit import by_bicycle
from payroll.rules.car_benefit import by_car
from payroll.rules.expense import expense
from payroll.rules.fuel_benefit import by_fuel
from payroll.rules.health_benefits import by_taxable_share, by_wellness
from payroll.rules.item_lines import Made, Rule, Split, line_of, posted_as_the_company_does
from payroll.rules.lines import krona_text, money_input, text
from payroll.rules.loans import by_loan, by_loan_interest
from payroll.rules.meals_benefit import by_meals
from payroll.rules.mileage import mileage
from payroll.rules.pay_items import Basis, GivenLine, Method, TaxTreatment
from payroll.rules.per_diem import per_diem, per_diem_abroad
from payroll.rules.result import Group, Input, PayslipLine, Unit
from payroll.rules.salary_sacrifice import by_sacrificed_premium, by_salary_sacrifice
from payroll.statutory import Parameters

TAXED = (Group.GROSS, Group.BENEFIT)
LATER = (Group.DEDUCTION, Group.COST)
"""Premiums are counted on the gross pay, net deductions are taken after tax."""


def made_lines(basis: PayslipBasis, parameters: Parameters) -> list[Made]:
    """The lines of all that does not wait for gross pay or tax, in the order given. Raises FigureMissing."""
    found = [given for given in basis.given if given.item.group not in LATER]
    return less_payments([made for given in found for made in lines_of(given, basis, parameters)], basis.given)


def lines_of(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> list[Made]:
    """What one given line comes to by its method alone. Raises FigureMissing."""
    split = SPLITS.get(given.item.method)
    if split is not None:
        return posted_as_the_company_does(split(given, basis, parameters), given, basis.accounts)
    return [Made(given.item, METHODS[given.item.method](given, basis, parameters))]


def by_amount(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> PayslipLine:
    """The amount that was agreed."""
    inputs = (money_input("agreed_amount", given.amount),)
    rate = Decimal(given.amount)
    return line_of(given, quantity=Decimal(1), unit=Unit.NONE, rate=rate, formula=krona_text(rate), inputs=inputs)


def by_quantity(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> PayslipLine:
    """So many, at so much each."""
    price = Decimal(given.amount)
    inputs = (Input("quantity", text(given.quantity), Unit.COUNT), money_input("price_each", given.amount))
    formula = f"{text(given.quantity)} × {krona_text(price)}"
    unit = Unit(given.item.unit) if given.item.unit else Unit.COUNT
    return line_of(given, quantity=given.quantity, unit=unit, rate=price, formula=formula, inputs=inputs)


METHODS: dict[Method, Rule] = {
    Method.AMOUNT: by_amount,
    Method.QUANTITY: by_quantity,
    Method.CAR: by_car,
    Method.FUEL: by_fuel,
    Method.BICYCLE: by_bicycle,
    Method.MEALS: by_meals,
    Method.TAXABLE_SHARE: by_taxable_share,
    Method.WELLNESS: by_wellness,
    Method.LOAN: by_loan,
    Method.LOAN_INTEREST: by_loan_interest,
    Method.SALARY_SACRIFICE: by_salary_sacrifice,
    Method.SACRIFICED_PREMIUM: by_sacrificed_premium,
}
SPLITS: dict[Method, Split] = {
    Method.PER_DIEM: per_diem,
    Method.PER_DIEM_ABROAD: per_diem_abroad,
    Method.MILEAGE: mileage,
    Method.EXPENSE: expense,
}


def amount_in(made: Sequence[Made], *groups: Group) -> int:
    """The sum of the lines of some groups, in öre."""
    return sum(one.line.amount for one in made if one.item.group in groups)


def one_off_amount(made: Sequence[Made]) -> int:
    """What is taxed as a one-off amount, in öre."""
    return sum(one.line.amount for one in made if one.item.group in TAXED and one.item.tax == TaxTreatment.ONE_OFF)


def outside_contributions(made: Sequence[Made]) -> int:
    """Taxed, but no basis for employer contributions, in öre."""
    return sum(one.line.amount for one in made if one.item.group in TAXED and one.item.contributions == Basis.NOTHING)


def vacation_basis(made: Sequence[Made]) -> int:
    """Variable pay that vacation pay is counted on, in öre."""
    return sum(one.line.amount for one in made if one.item.group == Group.GROSS and one.item.vacation_basis)
