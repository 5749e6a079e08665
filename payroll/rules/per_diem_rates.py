"""What is free of tax a day and a night, in Sweden and abroad, and what meals take off it.

12 kap. 6–17 §§ inkomstskattelagen (1999:1229).
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from common.money import ORE_IN_KRONA, Ore
from payroll.rules.trip import TripDay
from payroll.statutory import Figure, Parameters

MEALS = {
    "B": ("breakfast",),
    "M": ("main_meal",),
    "BM": ("breakfast", "main_meal"),
    "MM": ("two_main_meals",),
    "BMM": ("all_meals",),
}
"""Meals provided in a day (breakfast, a main meal) and the figures whose shares are taken off its amount."""
NO_MEAL = "-"
AT_HOME, ABROAD = "per_diem_reduction", "foreign_reduction"


class Rates(NamedTuple):
    """Amounts in öre that are free of tax, and the shares that meals take off them."""

    whole: Ore
    half: Ore
    night: Ore
    later_whole: Ore
    later_half: Ore
    reductions: str
    figures: tuple[Figure, ...]

    @property
    def amounts(self) -> str:
        """The amounts as they are kept with a trip, in öre."""
        return f"{self.whole} {self.half} {self.night} {self.later_whole} {self.later_half}"

    def of(self, day: TripDay) -> Ore:
        """The amount of a day."""
        if day.is_later:
            return self.later_half if day.is_half else self.later_whole
        return self.half if day.is_half else self.whole


def domestic_rates(parameters: Parameters) -> Rates:
    """The year's amounts; half a day after three months is as much less as a whole one. Raises FigureMissing."""
    names = ("per_diem", "per_diem_half_day", "per_diem_night", "per_diem_after_three_months")
    figures = tuple(parameters.figure(name) for name in names)
    whole, half, night, later = (int(figure.value) * ORE_IN_KRONA for figure in figures)
    return Rates(whole, half, night, later, to_krona(Decimal(later) * half / whole), AT_HOME, figures)


def rates_of_year(amounts: str, figures: tuple[Figure, ...] = ()) -> Rates:
    """Amounts of another year than the payday's, as they were kept with the trip."""
    whole, half, night, later_whole, later_half = (int(amount) for amount in amounts.split())
    return Rates(whole, half, night, later_whole, later_half, AT_HOME, figures)


def rates_abroad(normal_amount: Ore, parameters: Parameters) -> Rates:
    """Half the country's amount for half a day and a night; after three months the same share of it as in Sweden.

    Raises FigureMissing.
    """
    full, later = parameters.figure("per_diem"), parameters.figure("per_diem_after_three_months")
    half, share = to_krona(Decimal(normal_amount) / 2), later.value / full.value
    later_half = to_krona(half * share)
    return Rates(normal_amount, half, half, to_krona(normal_amount * share), later_half, ABROAD, ())


def reduction(rates: Rates, amount: Ore, meals: str, parameters: Parameters) -> Ore:
    """What the meals of a day take off its amount, in whole kronor. Raises FigureMissing."""
    names = MEALS.get(meals, ())
    share = sum((parameters.value(f"{rates.reductions}_{name}") for name in names), Decimal(0))
    return to_krona(amount * share)


def to_krona(ore: Decimal) -> Ore:
    """The nearest krona, halves upwards: 101,50 is 102."""
    return int((ore / ORE_IN_KRONA).quantize(Decimal(1), rounding=ROUND_HALF_UP)) * ORE_IN_KRONA
