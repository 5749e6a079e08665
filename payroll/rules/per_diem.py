"""Per diem in Sweden and abroad: so much a day is free of tax, less where meals are provided; the rest is pay.

12 kap. 6–17 §§ inkomstskattelagen (1999:1229). Free only for trips over night and farther away than 50 km.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from common.money import Ore, round_to_ore
from common.values import frozen
from payroll.rules.basis import PayslipBasis
from payroll.rules.item_lines import Made, line_of
from payroll.rules.lines import krona_text, money_input
from payroll.rules.pay_items import GivenLine, PayItem
from payroll.rules.per_diem_rates import MEALS, Rates, domestic_rates, rates_abroad, rates_of_year, reduction
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.rules.travel_items import PER_DIEM_ABROAD_TAXABLE, PER_DIEM_TAXABLE
from payroll.rules.trip import Trip, TripDay, trip_of
from payroll.statutory import Figure, Parameters

Term = tuple[bool, str]
"""Whether it is about a night, and an amount as it comes about."""


@frozen
class Share:
    """What one day or night comes to: its amount, what meals take off, and what is paid for it, in öre."""

    amount: Ore
    reduction: Ore
    paid: Ore
    is_night: bool = False

    @property
    def free(self) -> Ore:
        """What is free of tax of what is paid."""
        return min(self.paid, self.amount - self.reduction)

    @property
    def free_text(self) -> str:
        """The free amount as it comes about."""
        if self.paid < self.amount - self.reduction or not self.reduction:
            return krona_text(Decimal(self.free))
        return f"({krona_text(Decimal(self.amount))} − {krona_text(Decimal(self.reduction))})"

    @property
    def rest_text(self) -> str:
        """What is paid above it, as it comes about."""
        paid = krona_text(Decimal(self.paid))
        return f"({paid} − {krona_text(Decimal(self.free))})" if self.free else paid


def per_diem(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> list[Made]:
    """Per diem in Sweden, by the year's amounts. Raises FigureMissing."""
    return _lines(given, domestic_rates(parameters), PER_DIEM_TAXABLE, parameters)


def per_diem_abroad(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> list[Made]:
    """Per diem abroad, by the country's amount, which was entered with its source. Raises FigureMissing."""
    rates = rates_abroad(given.money("normal_amount"), parameters)
    return _lines(given, rates, PER_DIEM_ABROAD_TAXABLE, parameters)


def is_free(trip: Trip, distance: Decimal, parameters: Parameters) -> bool:
    """Over night, and far enough away. Raises FigureMissing."""
    return trip.nights > 0 and distance > parameters.value("per_diem_least_distance")


def trip_in(given: GivenLine) -> Trip:
    """The trip that the details tell of."""
    since = given.detail("since")
    return trip_of(
        datetime.fromisoformat(given.detail("departure")),
        datetime.fromisoformat(given.detail("homecoming")),
        date.fromisoformat(since) if since else None,
    )


def _lines(given: GivenLine, rates: Rates, taxable: PayItem, parameters: Parameters) -> list[Made]:
    """The line of what is free of tax and the line of the rest; one of them when the other is nothing."""
    trip, meals = trip_in(given), _meals(given)
    shares = _shares(given, rates, trip, meals, parameters)
    inputs, figures = _inputs(given, trip, meals), _figures(rates, meals, parameters)
    free, rest = sum(one.free for one in shares), sum(one.paid - one.free for one in shares)
    terms = [(one.is_night, one.free_text) for one in shares if one.free]
    made = [Made(given.item, _line(given, free, terms, inputs, figures))] if free or not rest else []
    if rest:
        terms = [(one.is_night, one.rest_text) for one in shares if one.paid > one.free]
        part = given.part(taxable, Decimal(1), rest)
        made.append(Made(taxable, _line(part, rest, terms, inputs, figures)))
    return made


def _shares(given: GivenLine, rates: Rates, trip: Trip, meals: dict[int, str], parameters: Parameters) -> list[Share]:
    """The days and the nights; near home and without a night away nothing of them is free."""
    of_day = [_rates_on(given, day, rates) for day in trip.days]
    days = [_day(given, of_day[number], day, meals.get(number, ""), parameters) for number, day in enumerate(trip.days)]
    a_night = of_day[0].night
    night = Share(a_night, 0, given.money("paid_night") or a_night, is_night=True)
    shares = [*days, *[night] * int(given.detail("nights") or 0)]
    if is_free(trip, Decimal(given.detail("distance") or 0), parameters):
        return shares
    return [replace(one, amount=0, reduction=0) for one in shares]


def _rates_on(given: GivenLine, day: TripDay, rates: Rates) -> Rates:
    """The amounts of the day's year, when they were kept because it is not the payday's. Nights are the first day's."""
    kept = given.detail(f"amounts_{day.day.year}")
    return rates_of_year(kept) if kept else rates


def _figures(rates: Rates, meals: dict[int, str], parameters: Parameters) -> list[Figure]:
    """The law's figures that count here."""
    names = {name for kind in meals.values() for name in MEALS[kind]}
    reductions = [parameters.figure(f"{rates.reductions}_{name}") for name in sorted(names)]
    return [*rates.figures, *reductions, parameters.figure("per_diem_least_distance")]


def _day(given: GivenLine, rates: Rates, day: TripDay, meals: str, parameters: Parameters) -> Share:
    """What is paid is what was agreed a day (half of it for half a day), or what is free of tax."""
    amount = rates.of(day)
    less = reduction(rates, amount, meals, parameters)
    half = given.money("paid_half_day") or round_to_ore(Decimal(given.amount) / 2)
    agreed = half if day.is_half else given.amount
    return Share(amount, less, agreed if given.amount else amount - less)


def _line(
    given: GivenLine, amount: Ore, terms: Sequence[Term], inputs: Sequence[Input], figures: Sequence[Figure]
) -> PayslipLine:
    """The same term is written once with its number, days and nights apart."""
    formula = " + ".join(f"{number} × {term}" for (_, term), number in Counter(terms).items()) or "0"
    rate = Decimal(amount)
    return line_of(
        given, quantity=Decimal(1), unit=Unit.NONE, rate=rate, formula=formula, inputs=inputs, figures=figures
    )


def _meals(given: GivenLine) -> dict[int, str]:
    """The meals of each day, by its place in the trip."""
    found = enumerate(given.detail("meals").split(","))
    return {number: meals for number, meals in found if meals in MEALS}


def _inputs(given: GivenLine, trip: Trip, meals: dict[int, str]) -> list[Input]:
    """What people have said about the trip."""
    said = [
        Input(name, given.detail(name), Unit.NONE)
        for name in ("country", "amount_source", "departure", "homecoming", "since")
        if given.detail(name)
    ]
    counts = (("whole_days", trip.whole_days), ("half_days", trip.half_days), ("later_days", trip.later_days))
    counted = [*counts, *((f"meals_{kind}", number) for kind, number in sorted(Counter(meals.values()).items()))]
    said += [Input(name, str(number), Unit.COUNT) for name, number in counted if number]
    said += [Input(name, given.detail(name), Unit.COUNT) for name in ("nights", "distance") if given.detail(name)]
    said += [Input("amounts_of_year", _amounts(name[-4:], value), Unit.NONE) for name, value in _kept(given)]
    amounts = (("normal_amount", given.money("normal_amount")), ("paid_day", given.amount))
    more = (("paid_half_day", given.money("paid_half_day")), ("paid_night", given.money("paid_night")))
    return [*said, *(money_input(name, amount) for name, amount in (*amounts, *more) if amount)]


def _kept(given: GivenLine) -> list[tuple[str, str]]:
    """Amounts of other years that were kept with the trip."""
    return [(name, value) for name, value in given.details if name.startswith("amounts_")]


def _amounts(year: str, kept: str) -> str:
    rates = rates_of_year(kept)
    shown = (rates.whole, rates.half, rates.night, rates.later_whole)
    return f"{year}: {' / '.join(krona_text(Decimal(amount)) for amount in shown)} kr"
