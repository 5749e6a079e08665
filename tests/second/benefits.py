"""What benefits are worth in a month, as payroll-rules.md section 5 puts it."""

from datetime import date
from fractions import Fraction

from payroll.rules.pay_items import GivenLine, Method
from tests.second.figures import figure, kronor_down, ore

FUEL, FUEL_PAYMENT = "fuel_benefit", "fuel_payment"
PAYMENTS = {"car_benefit": "car_payment", "meals_benefit": "meals_payment"}
"""What the employee pays from the net pay lowers the benefit, to nothing at the least; of fuel only the basis."""
GREEN = {"ELECTRIC": "car_reduction_electric", "PLUG_IN": "car_reduction_plug_in", "GAS": "car_reduction_gas"}


def value(one: GivenLine, day: date) -> int:
    """A month's value before payments, in öre: whole kronor but for fuel, whose value is exact."""
    exact = VALUES[one.item.method](one, day)
    return ore(exact) if one.item.method == Method.FUEL else kronor_down(exact)


def _car(one: GivenLine, day: date) -> Fraction:
    """The formula for cars registered from 1 July 2021; the value of older ones is entered."""
    if (one.detail("registered_on") or "0") < "2021-07-01":
        return Fraction(one.amount)
    base = figure("price_base_amount", day) * 100
    price = Fraction(one.money("new_car_price"))
    if one.detail("green"):
        most = price * figure("car_reduction_most", day)
        price -= min(figure(GREEN[one.detail("green")], day) * 100, most)
    price += one.money("extras_price")
    if day.year - int(one.detail("model_year")) >= figure("car_old_age", day):
        price = max(price, base * figure("car_least_price", day))
    interest = max(figure("state_loan_rate", day), figure("car_least_loan_rate", day))
    share = figure("car_interest_factor", day) * interest + figure("car_interest_addition", day)
    share += figure("car_price_share", day)
    year = base * figure("car_base_amount_share", day) + price * share + one.money("vehicle_tax")
    if one.detail("heavy_driving"):
        year *= figure("car_heavy_driving_share", day)
    return year / 12


def _fuel(one: GivenLine, day: date) -> Fraction:
    return one.amount * figure("fuel_factor", day)


def _bicycle(one: GivenLine, day: date) -> Fraction:
    """Worn out over its life, an e-bike or one of unknown life by a fifth a year; service, and interest."""
    price = one.money("bicycle_price")
    if one.detail("electric") or not one.number("life_years"):
        worn = price * figure("bicycle_electric_share", day)
    else:
        worn = price / Fraction(int(one.detail("life_years")))
    year = worn + one.money("service_cost")
    year += price * (figure("state_loan_rate", day) + figure("bicycle_capital_addition", day))
    if one.detail("offered_to_all"):
        year = max(year - figure("bicycle_free_amount", day) * 100, Fraction(0))
    return year / 12


def _meals(one: GivenLine, day: date) -> Fraction:
    kinds = {"whole_days": "meals_day", "main_meals": "meals_lunch_or_dinner", "breakfasts": "meals_breakfast"}
    each = (Fraction(one.number(name)) * figure(meal, day) for name, meal in kinds.items())
    return 100 * sum(each, Fraction(0))


def _share(one: GivenLine, day: date) -> Fraction:
    return one.amount * Fraction(one.number("taxable_share")) / 100


def _wellness(one: GivenLine, day: date) -> Fraction:
    """Free up to the limit; above it all is taxed."""
    return Fraction(one.amount if one.amount > figure("wellness_limit", day) * 100 else 0)


def _interest(one: GivenLine, day: date) -> Fraction:
    """What the interest of a month is below the law's."""
    law = figure("state_loan_rate", day) + figure("loan_interest_addition", day)
    return max(one.amount * (law - Fraction(one.number("interest_rate")) / 100) / 12, Fraction(0))


VALUES = {
    Method.CAR: _car,
    Method.FUEL: _fuel,
    Method.BICYCLE: _bicycle,
    Method.MEALS: _meals,
    Method.TAXABLE_SHARE: _share,
    Method.WELLNESS: _wellness,
    Method.LOAN_INTEREST: _interest,
}
