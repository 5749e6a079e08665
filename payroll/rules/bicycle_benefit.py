"""The benefit of a bicycle (11 kap. 11 a § and 61 kap. inkomstskattelagen 1999:1229).

A year's value is what the bicycle loses in value, its service, and interest on its price. Where all permanent staff are
offered one, the first part of a year's value is free: a twelfth of it each month keeps count of the year.
"""

from decimal import Decimal

from common.money import ORE_IN_KRONA, truncate_to_krona
from payroll.rules.basis import PayslipBasis
from payroll.rules.benefit_lines import MONTHS, benefit_line, per_cent
from payroll.rules.lines import krona_text, money_input, text
from payroll.rules.pay_items import GivenLine
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.statutory import Figure, Parameters


def by_bicycle(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> PayslipLine:
    """The taxable value of a month. Raises FigureMissing."""
    price, service = Decimal(given.money("bicycle_price")), given.money("service_cost")
    rate, added = parameters.figure("state_loan_rate"), parameters.figure("bicycle_capital_addition")
    lost, written, figures, inputs = _loss(given, price, parameters)
    yearly = lost + service + price * (rate.value + added.value)
    interest = f"{krona_text(price)} × ({per_cent(rate.value)} + {per_cent(added.value)})"
    written = " + ".join([written, *([krona_text(Decimal(service))] if service else []), interest])
    inputs = [
        money_input("bicycle_price", int(price)),
        *inputs,
        *([money_input("service_cost", service)] if service else []),
        money_input("value_of_year", truncate_to_krona(int(yearly))),
    ]
    figures = [*figures, rate, added]
    if given.detail("offered_to_all"):
        free = parameters.figure("bicycle_free_amount")
        figures.append(free)
        yearly, written = yearly - free.value * ORE_IN_KRONA, f"{written} − {text(free.value)}"
    return benefit_line(given, yearly / MONTHS, f"({written}) / {MONTHS}", inputs, figures)


def _loss(given: GivenLine, price: Decimal, parameters: Parameters) -> tuple[Decimal, str, list[Figure], list[Input]]:
    """What a year takes of the price: by the years that it lasts, of an electric bicycle a share."""
    years = given.number("life_years")
    if given.detail("electric") or not years:
        share = parameters.figure("bicycle_electric_share")
        return price * share.value, f"{krona_text(price)} × {per_cent(share.value)}", [share], []
    return price / years, f"{krona_text(price)} / {text(years)}", [], [Input("life_years", text(years), Unit.COUNT)]
