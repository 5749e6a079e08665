"""The benefit of a car that may be used privately (61 kap. 5–11 §§ inkomstskattelagen 1999:1229).

For cars first registered from 1 July 2021 a year's value is a share of the price base amount, interest on the price, a
share of the price, and the vehicle tax. A green car's price is reduced; that of an old car counts as a least price at
the least. Who drives much at work has a part of the value. The value of an older car, whose formula is another, is
entered.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from common.money import ORE_IN_KRONA
from payroll.rules.basis import PayslipBasis
from payroll.rules.benefit_lines import MONTHS, benefit_line, per_cent
from payroll.rules.lines import krona_text, money_input, text
from payroll.rules.pay_items import GivenLine
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.statutory import Figure, Parameters

FORMULA_FROM = date(2021, 7, 1)


class Green(StrEnum):
    """What reduces the price."""

    NONE = ""
    ELECTRIC = "ELECTRIC"
    PLUG_IN = "PLUG_IN"
    GAS = "GAS"


REDUCTIONS = {
    Green.ELECTRIC: "car_reduction_electric",
    Green.PLUG_IN: "car_reduction_plug_in",
    Green.GAS: "car_reduction_gas",
}


@dataclass
class _Value:
    """A value as it is built up: öre, how it is written, what went in, and the figures that were used."""

    parameters: Parameters
    inputs: list[Input]
    figures: list[Figure]

    def figure(self, name: str) -> Decimal:
        """A figure of the law, kept for the explanation. Raises FigureMissing."""
        found = self.parameters.figure(name)
        self.figures.append(found)
        return found.value


def has_formula(given: GivenLine) -> bool:
    """Whether the value is worked out; without a day of registration, or before July 2021, it is entered."""
    registered = given.detail("registered_on")
    return bool(registered) and date.fromisoformat(registered) >= FORMULA_FROM


def by_car(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> PayslipLine:
    """The value of a month. Raises FigureMissing."""
    if not has_formula(given):
        return _entered(given)
    value = _Value(parameters, _described(given), [])
    price = _counted_price(given, value)
    yearly, written = _yearly(given, price, value)
    value.inputs.append(money_input("value_of_year", int(yearly)))
    return benefit_line(given, yearly / MONTHS, f"({written}) / {MONTHS}", value.inputs, value.figures)


def _entered(given: GivenLine) -> PayslipLine:
    amount = Decimal(given.amount)
    inputs = [*_described(given), money_input("entered_value", given.amount)]
    older = replace(given, item=replace(given.item, law="income_tax_act.car_entered"))
    return benefit_line(older, amount, krona_text(amount), inputs)


def _described(given: GivenLine) -> list[Input]:
    """What the car is like, as far as it was said."""
    kinds = {"registered_on": Unit.DATE, "model_year": Unit.NONE, "green": Unit.NONE}
    said = [Input(name, given.detail(name), unit) for name, unit in kinds.items() if given.detail(name)]
    amounts = [name for name in ("new_car_price", "extras_price", "vehicle_tax") if given.money(name)]
    return [*said, *(money_input(name, given.money(name)) for name in amounts)]


def _counted_price(given: GivenLine, value: _Value) -> Decimal:
    """The new-car price after the reduction for a green car, with extras, and the least price of an old car."""
    price = Decimal(given.money("new_car_price"))
    counted = price - _reduction(Green(given.detail("green")), price, value) + given.money("extras_price")
    age = value.parameters.year - int(given.number("model_year"))
    if age >= value.parameters.value("car_old_age"):
        value.figure("car_old_age")
        base = value.parameters.value("price_base_amount") * ORE_IN_KRONA
        counted = max(counted, value.figure("car_least_price") * base)
    value.inputs.append(money_input("counted_price", int(counted)))
    return counted


def _reduction(green: Green, price: Decimal, value: _Value) -> Decimal:
    if green == Green.NONE:
        return Decimal(0)
    most = price * value.figure("car_reduction_most")
    reduction = min(value.figure(REDUCTIONS[green]) * ORE_IN_KRONA, most)
    value.inputs.append(money_input("price_reduction", int(reduction)))
    return reduction


def _yearly(given: GivenLine, price: Decimal, value: _Value) -> tuple[Decimal, str]:
    """The value of a year in öre, and how it comes about."""
    base, share = value.figure("price_base_amount"), value.figure("car_base_amount_share")
    rate = max(value.figure("state_loan_rate"), value.figure("car_least_loan_rate"))
    factor, added = value.figure("car_interest_factor"), value.figure("car_interest_addition")
    of_price, tax = value.figure("car_price_share"), given.money("vehicle_tax")
    exact = base * share * ORE_IN_KRONA + price * (factor * rate + added + of_price) + tax
    interest = f"{text(factor)} × {per_cent(rate)} + {per_cent(added)}"
    written = f"{text(share)} × {text(base)} + {krona_text(price)} × ({interest} + {per_cent(of_price)})"
    written = f"{written} + {krona_text(Decimal(tax))}" if tax else written
    if not given.detail("heavy_driving"):
        return exact, written
    value.figure("car_heavy_driving")
    kept = value.figure("car_heavy_driving_share")
    return exact * kept, f"({written}) × {per_cent(kept)}"
