"""Supplement for unsocial hours by the bands of the agreement, worked out of the clock times of shifts.

A minute has one supplement: the highest, or that of the band that stands first. It has none where overtime is
registered for the same time, unless the agreement says so, and none while the employee is away. Somebody who enters
the supplement by hand for a month has entered all of it: the rule then adds nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from payroll.rules.basis import Agreement, PayForm, PayslipBasis, Terms
from payroll.rules.hourly_value import Value
from payroll.rules.lines import hours, krona_text, paid_line, pay_input, text
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.rules.shifts import Shift, ShiftKind, Stretch, minutes_of, moment, without
from payroll.rules.unsocial_bands import MINUTES_A_DAY, Band, Measure, UnsocialHours
from payroll.statutory import Figure

BY_HAND = "unsocial_hours_supplement"
LAW = "agreement.unsocial_hours"


class Part(NamedTuple):
    """How many minutes of a shift are in a band."""

    shift: Shift
    minutes: int


Place = tuple[Terms, int]
"""The pay of the shift's day, and the number of the band."""
Parts = Mapping[Place, Sequence[Part]]


def unsocial_hours(basis: PayslipBasis, only: PayForm | None = None) -> list[PayslipLine]:
    """A line for each band and pay in which there are hours."""
    rule = basis.agreement.unsocial
    if rule is None or not is_by_rule(basis):
        return []
    counts = {ShiftKind.WORKED, ShiftKind.OVERTIME} if rule.with_overtime else {ShiftKind.WORKED}
    taken = [stretch for one in basis.shifts if one.kind not in counts for stretch in one.taken()]
    found = parts_by_band([one for one in basis.shifts if one.kind in counts], Shift.worked, basis, rule, taken)
    of_form = {place: parts for place, parts in found.items() if only in (None, place[0].pay_form)}
    return lines_by_band("unsocial_hours", LAW, of_form, basis, rule)


def is_by_rule(basis: PayslipBasis) -> bool:
    """Whether nobody has entered the supplement by hand for the month."""
    return all(one.item.code != BY_HAND for one in basis.given)


def parts_by_band(
    shifts: Iterable[Shift],
    stretches: Callable[[Shift], list[Stretch]],
    basis: PayslipBasis,
    rule: UnsocialHours,
    taken: Iterable[Stretch] = (),
) -> Parts:
    """What the stretches of shifts have in each band; every minute once, and none that is taken already."""
    gone = list(taken)
    found: dict[Place, list[Part]] = defaultdict(list)
    for shift in sorted(shifts, key=_in_order):
        terms = basis.terms_on(shift.day)
        if terms is None:
            continue
        left = without(stretches(shift), gone)
        for number, minutes in _by_band(left, shift.day, terms, basis, rule).items():
            found[terms, number].append(Part(shift, minutes))
        gone += left
    return found


def _in_order(shift: Shift) -> tuple[date, int, int, str]:
    return shift.day, shift.starts, shift.ends, shift.reference


def _by_band(
    worked: Sequence[Stretch], day: date, terms: Terms, basis: PayslipBasis, rule: UnsocialHours
) -> dict[int, int]:
    """Minutes of a shift's stretches by the number of the band: each takes what those before it have left."""
    found = {}
    left = list(worked)
    for number in _precedence(terms, basis.agreement, rule):
        band = rule.bands[number]
        rest = without(left, _stretches(band, day, basis.special))
        if minutes := minutes_of(left) - minutes_of(rest):
            found[number] = minutes
        left = rest
    return found


def _precedence(terms: Terms, agreement: Agreement, rule: UnsocialHours) -> list[int]:
    numbers = range(len(rule.bands))
    if rule.by_order:
        return list(numbers)
    return sorted(numbers, key=lambda one: -supplement(rule.bands[one], terms, agreement).ore)


def _stretches(band: Band, day: date, special: Mapping[date, Iterable[str]]) -> list[Stretch]:
    """When the band is, around a shift that begins on a day: it can have begun the day before."""
    days = (day + timedelta(days=number) for number in (-1, 0, 1))
    return [
        (moment(one, band.starts), moment(one, band.ends))
        for one in days
        if str(one.weekday()) in band.days or set(band.days) & set(special.get(one, ()))
    ]


def supplement(band: Band, terms: Terms, agreement: Agreement) -> Value:
    """What an hour in the band gives on top: an hour and a month are worth the agreement's number of hours apart."""
    if band.measure == Measure.KRONOR:
        return Value(band.value * 100, text(band.value), ())
    rate = Input("employment_rate", text(terms.employment_rate), Unit.PER_CENT)
    hour = agreement.absence_hour_divisor
    of_month = Input("hourly_divisor", text(hour), Unit.COUNT)
    is_monthly = terms.pay_form == PayForm.MONTHLY
    pay = terms.full_time_salary if is_monthly else Decimal(terms.hourly_wage)
    given = (pay_input(terms), rate) if is_monthly else (pay_input(terms),)
    if band.measure == Measure.PERCENT:
        by = f" / {text(hour)}" if is_monthly else ""
        exact = pay * band.value / 100 / (hour if is_monthly else 1)
        return Value(exact, f"{krona_text(pay)}{by} × {text(band.value)} %", (*given, *([of_month] if by else [])))
    times = "" if is_monthly else f" × {text(hour)}"
    exact = pay * (1 if is_monthly else hour) / band.value
    return Value(exact, f"{krona_text(pay)}{times} / {text(band.value)}", (*given, *([of_month] if times else [])))


def lines_by_band(
    pay_item: str, law: str, found: Parts, basis: PayslipBasis, rule: UnsocialHours, share: Figure | None = None
) -> list[PayslipLine]:
    """The lines in order of terms and bands; of the supplement a `share` where only that is paid."""
    in_order = sorted(found.items(), key=lambda one: (one[0][0].starts_on, one[0][1]))
    return [_line(pay_item, law, place, parts, basis, rule, share) for place, parts in in_order]


def _line(
    pay_item: str,
    law: str,
    place: Place,
    parts: Sequence[Part],
    basis: PayslipBasis,
    rule: UnsocialHours,
    share: Figure | None,
) -> PayslipLine:
    terms, number = place
    band = rule.bands[number]
    value = supplement(band, terms, basis.agreement)
    quantity = hours(sum(one.minutes for one in parts))
    days = [one.shift.day for one in parts]
    line = paid_line(
        pay_item,
        quantity=quantity,
        unit=Unit.HOURS,
        rate=value.ore if share is None else value.ore * share.value,
        formula=f"{text(quantity)} × {value.formula}" + ("" if share is None else f" × {text(share.value * 100)} %"),
        law=law,
        inputs=(*value.inputs, *_inputs(rule, band), *(_shift_input(one) for one in parts)),
        figures=() if share is None else (share,),
        period=(min(days), max(days)),
    )
    references = tuple(dict.fromkeys(one.shift.reference for one in parts if one.shift.reference))
    return replace(line, label=band.name, explanation=replace(line.explanation, references=references))


def _inputs(rule: UnsocialHours, band: Band) -> tuple[Input, ...]:
    """Which agreement, and which hours of which days."""
    return (
        Input("unsocial_agreement", f"{rule.agreement} {rule.starts_on}", Unit.NONE),
        Input("unsocial_band", f"{','.join(band.days)} {_clock(band.starts)}-{_clock(band.ends)}", Unit.NONE),
    )


def _shift_input(part: Part) -> Input:
    shift = part.shift
    said = f"{shift.day} {_clock(shift.starts)}-{_clock(shift.ends)} {part.minutes}"
    return Input("unsocial_shift" if shift.reference else "unsocial_scheduled_shift", said, Unit.NONE)


def _clock(minutes: int) -> str:
    """Minutes from midnight as a clock time: the end of a day is 24:00."""
    within = minutes if minutes <= MINUTES_A_DAY else minutes - MINUTES_A_DAY
    return f"{within // 60:02}:{within % 60:02}"
