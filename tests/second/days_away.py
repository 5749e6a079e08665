"""Leave without pay: what it takes from a monthly salary, day by day."""

from datetime import date, timedelta
from fractions import Fraction

from payroll.rules.basis import Kind, PayslipBasis, Terms
from tests.second.figures import CALENDAR_DAY, ore

Line = tuple[str, int]
Amount = tuple[Terms, Fraction]
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


def within_month(basis: PayslipBasis, days: dict[date, Fraction], amounts: list[Amount]) -> list[Amount]:
    """Absence takes at most the largest part of a day of a month's salary, and when no scheduled day was worked at
    least the smallest: such a part of the month instead of days and hours, salary by salary."""
    found: list[Amount] = []
    for terms in basis.terms:
        own = [amount for amount in amounts if amount[0] == terms]
        shares = {day: share for day, share in days.items() if terms_of(basis, day) == terms}
        if own:
            least = min(shares.values()) if _all_scheduled(basis, shares, terms) else Fraction(0)
            share = sum((exact for _, exact in own), Fraction(0)) / terms.monthly_salary
            most = max(shares.values())
            found += own if least <= share <= most else [(terms, terms.monthly_salary * max(min(share, most), least))]
    return found


def _all_scheduled(basis: PayslipBasis, days: dict[date, Fraction], terms: Terms) -> bool:
    """Whether every scheduled day of the period is among the days, and the terms held all the time."""
    first, last = basis.deviation_first, basis.deviation_last
    whole = terms_of(basis, first) == terms == terms_of(basis, last)
    return whole and all(day in days for day, minutes in basis.planned_minutes if first <= day <= last and minutes)


def leave(basis: PayslipBasis) -> list[Line]:
    """All leave of the period; together no more than the salary."""
    left = {terms: terms.monthly_salary for terms in basis.terms}
    lines = []
    for kind, spell in sorted(_spells(basis), key=lambda one: (min(one[1]), one[0])):
        for terms, exact in _taken(basis, spell):
            amount = min(ore(exact), left[terms])
            left[terms] -= amount
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
    for terms in basis.terms:
        day_value = terms.monthly_salary / workdays
        full_time = terms.monthly_salary * 100 / Fraction(terms.employment_rate)
        whole, part = Fraction(0), Fraction(0)
        for day, minutes in spell.items():
            if terms_of(basis, day) != terms:
                continue
            hours = Fraction(minutes, 60) * full_time / Fraction(agreement.absence_hour_divisor)
            if minutes >= planned.get(day, 0) or hours > day_value:
                whole += day_value
            else:
                part += hours
        amounts += [(terms, amount) for amount in (whole, part) if amount]
    return amounts


def _by_calendar_day(basis: PayslipBasis, spell: dict[date, int]) -> list[Amount]:
    """Each day with the days off before it, by the part of it that was missed."""
    weights, before = {}, min(spell)
    for day, minutes in spell.items():
        weights[day] = missed(basis, day, minutes) * max((day - before).days, 1)
        before = day
    return by_calendar_day(basis, weights)


def by_calendar_day(basis: PayslipBasis, weights: dict[date, Fraction]) -> list[Amount]:
    """Calendar days of each monthly salary; a day can weigh more than one, or a part of one."""
    amounts = []
    for terms in basis.terms:
        days = sum((number for day, number in weights.items() if terms_of(basis, day) == terms), Fraction(0))
        if days and terms.monthly_salary:
            amounts.append((terms, terms.monthly_salary * days * CALENDAR_DAY))
    return amounts
