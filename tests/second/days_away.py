"""Leave without pay: what it takes from a monthly salary, day by day."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from payroll.rules.basis import Kind, PayslipBasis, Terms
from tests.second.figures import CALENDAR_DAY, ore

Line = tuple[str, int]
Amount = tuple["Piece", Fraction]
DEDUCTIONS = {
    Kind.CARE_OF_CHILD: "care_of_child_deduction",
    Kind.PARENTAL_LEAVE: "parental_leave_deduction",
    Kind.UNPAID_LEAVE: "unpaid_leave_deduction",
    Kind.CLOSE_RELATIVE_CARE: "close_relative_care_deduction",
    Kind.CONTAGION: "contagion_deduction",
    Kind.MILITARY_SERVICE: "military_service_deduction",
    Kind.STUDY_LEAVE: "study_leave_deduction",
    Kind.OTHER_ABSENCE: "other_absence_deduction",
}
ONE_DAY = timedelta(days=1)


def terms_of(basis: PayslipBasis, day: date) -> Terms | None:
    """The terms of a day; none outside the employment."""
    if not basis.employed_from <= day <= (basis.employed_to or date.max):
        return None
    for terms in basis.terms:
        if terms.starts_on <= day <= (terms.ends_on or date.max):
            return terms
    return None


def minutes_of(basis: PayslipBasis, kind: Kind) -> dict[date, int]:
    """Minutes by day, days in order, only those within the employment."""
    found: dict[date, int] = {}
    for one in sorted(basis.registrations, key=lambda one: one.day):
        if one.kind == kind and one.minutes and terms_of(basis, one.day):
            found[one.day] = found.get(one.day, 0) + one.minutes
    return found


def free_between(basis: PayslipBasis, first: date, last: date) -> bool:
    """Whether every day between the two is known to be a day off."""
    planned = dict(basis.planned_minutes)
    day = first + ONE_DAY
    while day < last:
        if planned.get(day) != 0:
            return False
        day += ONE_DAY
    return True


def missed(basis: PayslipBasis, day: date, minutes: int) -> Fraction:
    """Which part of the day's schedule was missed."""
    planned = dict(basis.planned_minutes).get(day, 0)
    return min(Fraction(minutes, planned), Fraction(1)) if planned else Fraction(1)


class Piece(NamedTuple):
    """Days on the same terms of which leave takes at most one month's salary."""

    terms: Terms
    first: date
    last: date
    is_month: bool
    has_one_before: bool

    def holds(self, basis: PayslipBasis, day: date) -> bool:
        """Whether a day is one of them, within the employment."""
        return self.first <= day <= self.last and terms_of(basis, day) == self.terms


def pieces(basis: PayslipBasis) -> list[Piece]:
    """The days of each salary: together where they are a month at most, otherwise by calendar month."""
    found = []
    for terms in basis.terms:
        first = max(terms.starts_on, basis.deviation_first)
        last = min(terms.ends_on or date.max, basis.deviation_last)
        if last < first:
            continue
        if last <= max(_ends_of_month(first)):
            found.append(Piece(terms, first, last, _is_month(first, last), False))
            continue
        start = first
        while start <= last:
            end = min(last, start.replace(day=monthrange(start.year, start.month)[1]))
            found.append(Piece(terms, start, end, _is_month(start, end), start > first))
            start = end + ONE_DAY
    return found


def _is_month(first: date, last: date) -> bool:
    """A calendar month, or from the day after a cut-off day to the next: the last cut-off day there is is the 28th."""
    return last in _ends_of_month(first) and (last.day <= 28 or (last + ONE_DAY).day == 1)


def _ends_of_month(first: date) -> set[date]:
    """The days that a month from a day on may end on: the date of the day before it, and the last after a last day."""
    before = first - ONE_DAY
    year, month = (before.year + 1, 1) if before.month == 12 else (before.year, before.month + 1)
    last = monthrange(year, month)[1]
    ends = {date(year, month, min(before.day, last))} if before.day <= last else set()
    return ends | ({date(year, month, last)} if first.day == 1 or before.day > last else set())


def within_month(basis: PayslipBasis, days: dict[date, Fraction], amounts: list[Amount]) -> list[Amount]:
    """Absence takes at most the largest part of a day of a month's salary, and when no scheduled day was worked at
    least the smallest: such a part of the month instead of days and hours, salary by salary."""
    found: list[Amount] = []
    for piece in pieces(basis):
        own = [amount for amount in amounts if amount[0] == piece]
        shares = {day: share for day, share in days.items() if piece.holds(basis, day)}
        if own:
            salary = piece.terms.monthly_salary
            least = min(shares.values()) if _all_scheduled(basis, shares, piece) else Fraction(0)
            share = sum((exact for _, exact in own), Fraction(0)) / salary
            most = max(shares.values())
            found += own if least <= share <= most else [(piece, salary * max(min(share, most), least))]
    return found


def _all_scheduled(basis: PayslipBasis, days: dict[date, Fraction], piece: Piece) -> bool:
    """Whether every scheduled day of a whole month is among the days."""
    employed = piece.holds(basis, piece.first) and piece.holds(basis, piece.last)
    scheduled = [day for day, minutes in basis.planned_minutes if piece.first <= day <= piece.last and minutes]
    return piece.is_month and employed and all(day in days for day in scheduled)


def leave(basis: PayslipBasis) -> list[Line]:
    """All leave of the period; together no more than the salary of each month."""
    left = {piece: piece.terms.monthly_salary for piece in pieces(basis)}
    lines = []
    for kind, spell in sorted(_spells(basis), key=lambda one: (min(one[1]), one[0])):
        for piece, exact in _taken(basis, spell):
            amount = min(ore(exact), left[piece])
            left[piece] -= amount
            lines.append((DEDUCTIONS[kind], -amount))
    return lines


def _spells(basis: PayslipBasis) -> list[tuple[Kind, dict[date, int]]]:
    """Days of the same leave with nothing but days off between them."""
    spells: list[tuple[Kind, dict[date, int]]] = []
    for kind in DEDUCTIONS:
        before: date | None = None
        for day, minutes in minutes_of(basis, kind).items():
            if before is None or not free_between(basis, before, day):
                spells.append((kind, {}))
            spells[-1][1][day] = minutes
            before = day
    return spells


def _taken(basis: PayslipBasis, spell: dict[date, int]) -> list[Amount]:
    limit = basis.agreement.calendar_day_absence_after
    amounts = _one_by_one(basis, spell)
    if len(spell) > limit and _days_a_week(basis) == 5:
        first = _one_by_one(basis, dict(list(spell.items())[:limit]))
        amounts = max(_by_calendar_day(basis, spell), first, key=lambda each: sum(exact for _, exact in each))
    return within_month(basis, {day: missed(basis, day, minutes) for day, minutes in spell.items()}, amounts)


def _days_a_week(basis: PayslipBasis) -> int:
    return len({day.weekday() for day, minutes in basis.planned_minutes if minutes})


def _one_by_one(basis: PayslipBasis, spell: dict[date, int]) -> list[Amount]:
    """Whole days by the workdays of a month, and parts of days by its hours, for each salary."""
    planned, agreement = dict(basis.planned_minutes), basis.agreement
    workdays = Fraction(agreement.absence_day_divisor) * _days_a_week(basis) / 5
    amounts = []
    for piece in pieces(basis):
        terms = piece.terms
        day_value = terms.monthly_salary / workdays
        full_time = terms.monthly_salary * 100 / Fraction(terms.employment_rate)
        whole, part = Fraction(0), Fraction(0)
        for day, minutes in spell.items():
            if not piece.holds(basis, day):
                continue
            hours = Fraction(minutes, 60) * full_time / Fraction(agreement.absence_hour_divisor)
            if minutes >= planned.get(day, 0) or hours > day_value:
                whole += day_value
            else:
                part += hours
        amounts += [(piece, amount) for amount in (whole, part) if amount]
    return amounts


def _by_calendar_day(basis: PayslipBasis, spell: dict[date, int]) -> list[Amount]:
    """Each day with the days off before it, by the part of it that was missed."""
    weights: dict[date, Fraction] = {}
    before = min(spell)
    for day, minutes in spell.items():
        weigh(basis, weights, day, max((day - before).days, 1), missed(basis, day, minutes))
        before = day
    return by_calendar_day(basis, weights)


def weigh(basis: PayslipBasis, weights: dict[date, Fraction], day: date, number: int, share: Fraction) -> None:
    """The day and the days off before it."""
    for back in range(number):
        kept = kept_with(basis, weights, day, day - back * ONE_DAY)
        weights[kept] = weights.get(kept, Fraction(0)) + share


def kept_with(basis: PayslipBasis, weights: Iterable[date], day: date, day_off: date) -> date:
    """The day itself, but for a day off of the calendar month before the last day that is counted in that month."""
    piece = next((one for one in pieces(basis) if one.holds(basis, day)), None)
    earlier = [one for one in weights if one < day]
    moves = piece is not None and piece.has_one_before and day_off < piece.first
    return max(earlier) if moves and earlier else day


def by_calendar_day(basis: PayslipBasis, weights: dict[date, Fraction]) -> list[Amount]:
    """Calendar days of each monthly salary; a day can weigh more than one, or a part of one."""
    amounts = []
    for piece in pieces(basis):
        days = sum((number for day, number in weights.items() if piece.holds(basis, day)), Fraction(0))
        if days and piece.terms.monthly_salary:
            amounts.append((piece, piece.terms.monthly_salary * days * CALENDAR_DAY))
    return amounts
