"""Unsocial hours minute by minute: each has one supplement, and none with overtime (payroll-rules.md section 4)."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from payroll.rules.basis import Kind, PayForm, PayslipBasis, Terms
from payroll.rules.shifts import Shift, ShiftKind
from payroll.rules.unsocial_bands import Band, Measure, UnsocialHours
from tests.second.days_away import terms_of
from tests.second.figures import ore

UTC, STOCKHOLM, MINUTE = ZoneInfo("UTC"), ZoneInfo("Europe/Stockholm"), timedelta(minutes=1)
Line = tuple[PayForm, int]
AWAY = set(Kind) - {
    *(Kind.SICK, Kind.HOURS_WORKED, Kind.ADDITIONAL_TIME, Kind.OVERTIME_SIMPLE, Kind.OVERTIME_QUALIFIED),
    *(Kind.COMP_SIMPLE, Kind.COMP_QUALIFIED),
}


def unsocial(basis: PayslipBasis) -> list[Line]:
    """The amount of each band and pay, with its form of pay."""
    rule = basis.agreement.unsocial
    if rule is None or any(one.item.code == "unsocial_hours_supplement" for one in basis.given):
        return []
    counted: dict[tuple[int, int], int] = {}
    seen = {minute for one in basis.shifts if not _counts(one, rule) for minute in _taken(one)}
    for shift in sorted(basis.shifts, key=lambda one: (one.day, one.starts, one.ends)):
        terms = terms_of(basis, shift.day)
        if terms is None or not _counts(shift, rule):
            continue
        for minute in _worked(shift):
            band = None if minute in seen else _band(basis, rule, terms, minute)
            seen.add(minute)
            if band is not None:
                key = basis.terms.index(terms), band
                counted[key] = counted.get(key, 0) + 1
    lines = []
    for (number, band), minutes in counted.items():
        terms = basis.terms[number]
        lines.append((terms.pay_form, ore(_worth(basis, terms, rule.bands[band]) * minutes / 60)))
    return lines


def lost_to_illness(basis: PayslipBasis, days: set[date], share: Fraction) -> list[int]:
    """Sick pay on the supplement that is lost, one amount for each band and pay (payroll-rules.md 4: lost pay)."""
    rule = basis.agreement.unsocial
    if rule is None or any(one.item.code == "unsocial_hours_supplement" for one in basis.given):
        return []
    counted: dict[tuple[int, int], int] = {}
    seen = set[datetime]()
    for shift in sorted(basis.shifts, key=lambda one: (one.day, one.starts, one.ends)):
        terms = terms_of(basis, shift.day)
        if shift.kind != ShiftKind.ILL or shift.day not in days or terms is None:
            continue
        for minute in _planned(shift)[len(_worked(shift)) :]:
            band = None if minute in seen else _band(basis, rule, terms, minute)
            seen.add(minute)
            if band is not None:
                key = basis.terms.index(terms), band
                counted[key] = counted.get(key, 0) + 1
    return [
        ore(_worth(basis, basis.terms[number], rule.bands[band]) * share * minutes / 60)
        for (number, band), minutes in counted.items()
    ]


def unsocial_of_a_week(basis: PayslipBasis) -> Fraction:
    """Of the ordinary shifts of the days that are paid, by the calendar days whose shifts are known (6 §)."""
    rule, first, last = basis.agreement.unsocial, basis.deviation_first, basis.deviation_last
    if rule is None or any(one.item.code == "unsocial_hours_supplement" for one in basis.given):
        return Fraction(0)
    shifts = [one for one in basis.shifts if first <= one.day <= last and one.kind != ShiftKind.OVERTIME]
    worth, seen = Fraction(0), set[datetime]()
    for shift in sorted(shifts, key=lambda one: (one.day, one.starts, one.ends)):
        terms = terms_of(basis, shift.day)
        for minute in _planned(shift) if terms is not None else []:
            band = None if terms is None or minute in seen else _band(basis, rule, terms, minute)
            seen.add(minute)
            worth += _worth(basis, terms, rule.bands[band]) / 60 if terms and band is not None else 0
    away = {one.day for one in basis.registrations if one.kind in AWAY} - {one.day for one in shifts}
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    known = sum(1 for day in days if terms_of(basis, day) is not None and day not in away)
    return Fraction(ore(worth) * 7, known) if ore(worth) else Fraction(0)


def _counts(shift: Shift, rule: UnsocialHours) -> bool:
    return shift.kind == ShiftKind.WORKED or (shift.kind == ShiftKind.OVERTIME and rule.with_overtime)


def _minutes(shift: Shift) -> list[datetime]:
    """Every real minute of the shift."""
    midnight = datetime.combine(shift.day, time(0))
    first, last = (
        (midnight + timedelta(minutes=number)).replace(tzinfo=STOCKHOLM).astimezone(UTC)
        for number in (shift.starts, shift.ends)
    )
    found = []
    while first < last:
        found.append(first)
        first += MINUTE
    return found


def _worked(shift: Shift) -> list[datetime]:
    """Without the break, in the middle, and what was absent, at the end."""
    kept = _planned(shift)
    return kept[: max(len(kept) - shift.away, 0)]


def _planned(shift: Shift) -> list[datetime]:
    """Without the break, in the middle."""
    minutes = _minutes(shift)
    pause = min(shift.pause, len(minutes))
    before = (len(minutes) - pause) // 2
    return minutes[:before] + minutes[before + pause :]


def _taken(shift: Shift) -> list[datetime]:
    """Where nothing else can be: the part that an illness took, or all of it."""
    is_part = shift.kind == ShiftKind.ILL and _worked(shift)
    return _planned(shift)[len(_worked(shift)) :] if is_part else _minutes(shift)


def _band(basis: PayslipBasis, rule: UnsocialHours, terms: Terms, minute: datetime) -> int | None:
    inside = [number for number, band in enumerate(rule.bands) if _is_in(basis, band, minute)]
    if rule.by_order or not inside:
        return inside[0] if inside else None
    return max(inside, key=lambda number: (_worth(basis, terms, rule.bands[number]), -number))


def _is_in(basis: PayslipBasis, band: Band, minute: datetime) -> bool:
    local = minute.astimezone(STOCKHOLM)
    clock, today, kinds = local.hour * 60 + local.minute, local.date(), dict(basis.special_days)
    for day, number in ((today, clock), (today - timedelta(days=1), clock + 24 * 60)):
        marks = {str(day.weekday()), *kinds.get(day, ())}
        if marks & set(band.days) and band.starts <= number < band.ends:
            return True
    return False


def _worth(basis: PayslipBasis, terms: Terms, band: Band) -> Fraction:
    """An hour is the wage, or the full-time salary by the agreement's hours of a month; a month so many wages."""
    value, of_month = Fraction(band.value), Fraction(basis.agreement.absence_hour_divisor)
    if terms.pay_form == PayForm.MONTHLY:
        month = Fraction(terms.monthly_salary * 100) / Fraction(terms.employment_rate)
        hour = month / of_month
    else:
        hour = Fraction(terms.hourly_wage)
        month = hour * of_month
    return {Measure.PERCENT: hour * value / 100, Measure.DIVISOR: month / value, Measure.KRONOR: value * 100}[
        band.measure
    ]
