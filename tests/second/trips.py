"""Per diem: day by day, what is free of tax and what is pay; payroll-rules.md section 5, whole kronor.

Where nobody has said what is paid, it is the law's amount; on a trip that is too near or without a night all of it is
pay. The amounts are those of the year of the payday: those of another year are kept with the trip, and none is drawn.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from payroll.rules.pay_items import GivenLine, Method
from tests.second.figures import figure, ore

HALF = Fraction(1, 2)
MAIN_MEALS = ("", "main_meal", "two_main_meals")


def _kronor(amount: Fraction) -> int:
    """The nearest krona, a half upwards."""
    return floor(amount / 100 + HALF) * 100


def trip(one: GivenLine, payday: date) -> tuple[int, int]:
    """Öre that are free, and öre that are pay."""
    first, last = (date.fromisoformat(one.detail(name)[:10]) for name in ("departure", "homecoming"))
    far = Fraction(one.number("distance")) > figure("per_diem_least_distance", payday)
    is_free = far and first < last
    parts = []
    for day, is_half, meals in _days(one, first, last):
        most = _amount(one, day, payday)[is_half]
        most -= _kronor(most * _shares(one, meals, payday))
        said = _paid_half(one) if is_half else one.amount
        parts.append((1, said or most, most))
    night = _night(one, payday)
    parts.append((int(one.detail("nights") or 0), one.money("paid_night") or night, night))
    paid = sum(number * each for number, each, _ in parts)
    free = sum(number * min(each, most) for number, each, most in parts) if is_free else 0
    return free, paid - free


def _days(one: GivenLine, first: date, last: date) -> Iterator[tuple[date, bool, str]]:
    """Each day, whether it is half a one by the clock, and the meals that were free."""
    given = one.detail("meals").split(",")
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        late = day == first and one.detail("departure")[11:] >= "12:00"
        early = day == last and one.detail("homecoming")[11:] <= "19:00"
        yield day, late or early, given[number] if number < len(given) else ""


def _amount(one: GivenLine, day: date, payday: date) -> tuple[int, int]:
    """Of a whole day, and of half a day."""
    later = bool(one.detail("since")) and day >= _three_months_after(date.fromisoformat(one.detail("since")))
    if one.item.method == Method.PER_DIEM_ABROAD:
        full = Fraction(one.money("normal_amount"))
        if later:
            full = Fraction(_kronor(full * 7 / 10))
        return int(full), _kronor(full / 2)
    if later:
        full = figure("per_diem_after_three_months", payday) * 100
        return int(full), _kronor(full / 2)
    return int(figure("per_diem", payday) * 100), int(figure("per_diem_half_day", payday) * 100)


def _three_months_after(day: date) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + 3, 12)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError


def _shares(one: GivenLine, meals: str, payday: date) -> Fraction:
    """What meals take off: all three have a share of their own."""
    place = "foreign" if one.item.method == Method.PER_DIEM_ABROAD else "per_diem"
    mains, breakfast = meals.count("M"), "B" in meals
    if breakfast and mains == 2:
        return figure(f"{place}_reduction_all_meals", payday)
    share = figure(f"{place}_reduction_{MAIN_MEALS[mains]}", payday) if mains else Fraction(0)
    return share + (figure(f"{place}_reduction_breakfast", payday) if breakfast else 0)


def _paid_half(one: GivenLine) -> int:
    return one.money("paid_half_day") or ore(Fraction(one.amount, 2))


def _night(one: GivenLine, payday: date) -> int:
    if one.item.method == Method.PER_DIEM_ABROAD:
        return _kronor(Fraction(one.money("normal_amount"), 2))
    return int(figure("per_diem_night", payday) * 100)
