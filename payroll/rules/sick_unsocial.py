"""Sick pay on the unsocial hours that are lost: 80 % of the supplement of the shift that was planned.

Lagen (1991:1047) om sjuklön, 6 §: sick pay is 80 % of the pay and the other benefits of the employment that are lost,
days 1–14. Only where the agreement's bands and the hours of the shift are known: what somebody enters by hand for a
month is all of it, as in `unsocial_hours`.
"""

from collections.abc import Collection
from datetime import date

from payroll.rules.basis import PayslipBasis
from payroll.rules.result import PayslipLine
from payroll.rules.shifts import Shift, ShiftKind
from payroll.rules.unsocial_hours import is_by_rule, lines_by_band, parts_by_band
from payroll.statutory import Parameters

LAW = "sick_pay_act.unsocial"


def lost_unsocial_hours(basis: PayslipBasis, days: Collection[date], parameters: Parameters) -> list[PayslipLine]:
    """A line for each band and pay in which hours were lost on the days of illness that are given."""
    rule = basis.agreement.unsocial
    if rule is None or not is_by_rule(basis):
        return []
    ill = [one for one in basis.shifts if one.kind == ShiftKind.ILL and one.day in days]
    found = parts_by_band(ill, Shift.missed, basis, rule)
    return lines_by_band("sick_pay_unsocial", LAW, found, basis, rule, parameters.figure("sick_pay_rate"))
