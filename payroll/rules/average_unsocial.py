"""The unsocial hours of an average week, whose supplement belongs to an average week's sick pay.

Lagen (1991:1047) om sjuklön 6 § takes 20 % of the sick pay of an average week, and sick pay is 80 % of all that is
lost, supplements with it. How the week is counted the law leaves to agreements and practice. Here it is the ordinary
shifts, worked, missed or taken by illness, of the days that the payslip pays, by the calendar days that they are known
for: days away for another reason, of which no shift is known, are left out.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from common.money import Ore, round_to_ore
from common.periods import days_between
from payroll.rules.basis import Kind, PayslipBasis
from payroll.rules.lines import hours
from payroll.rules.shifts import Shift, ShiftKind
from payroll.rules.unsocial_hours import is_by_rule, parts_by_band, supplement

PRESENT = frozenset(
    {
        *(Kind.SICK, Kind.HOURS_WORKED, Kind.ADDITIONAL_TIME),
        *(Kind.OVERTIME_SIMPLE, Kind.OVERTIME_QUALIFIED, Kind.COMP_SIMPLE, Kind.COMP_QUALIFIED),
    }
)
"""What leaves the shifts of a day known; all else is absence."""


class UnsocialDays(NamedTuple):
    """The supplements of the shifts from the first day to the last, in öre, and the calendar days that they are for."""

    first: date
    last: date
    amount: Ore
    days: int


def unsocial_days(basis: PayslipBasis) -> UnsocialDays | None:
    """None where no ordinary shift has any, or somebody has entered them by hand."""
    rule = basis.agreement.unsocial
    if rule is None or not is_by_rule(basis):
        return None
    first, last = basis.deviation_first, basis.deviation_last
    ordinary = [one for one in basis.shifts if one.kind != ShiftKind.OVERTIME and first <= one.day <= last]
    found = parts_by_band(ordinary, Shift.planned, basis, rule)
    amounts = (
        supplement(rule.bands[number], terms, basis.agreement).ore * hours(sum(one.minutes for one in parts))
        for (terms, number), parts in found.items()
    )
    amount = round_to_ore(sum(amounts, Decimal(0)))
    return UnsocialDays(first, last, amount, _days(basis, {one.day for one in ordinary})) if amount else None


def _days(basis: PayslipBasis, with_shifts: set[date]) -> int:
    away = {one.day for kind in Kind if kind not in PRESENT for one in basis.registrations_of(kind)} - with_shifts
    employed = [one for one in days_between(basis.deviation_first, basis.deviation_last) if basis.terms_on(one)]
    return sum(1 for one in employed if one not in away)
