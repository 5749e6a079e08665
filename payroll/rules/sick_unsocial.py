"""Sick pay on the unsocial hours that are lost: 80 % of the supplement of the shift that was planned.

Lagen (1991:1047) om sjuklön, 6 §: sick pay is 80 % of the pay and the other benefits of the employment that are lost,
days 1–14. Only where the agreement's bands and the hours of the shift are known: what somebody enters by hand for a
month is all of it, as in `unsocial_hours`.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from payroll.rules.basis import PayslipBasis, Terms
from payroll.rules.lines import hours, paid_line, text
from payroll.rules.result import PayslipLine, Unit
from payroll.rules.shifts import ShiftKind
from payroll.rules.unsocial_bands import UnsocialHours
from payroll.rules.unsocial_hours import Part, band_inputs, by_band, is_by_rule, shift_input, supplement
from payroll.statutory import Parameters

LAW = "sick_pay_act.unsocial"


def lost_unsocial_hours(basis: PayslipBasis, days: Collection[date], parameters: Parameters) -> list[PayslipLine]:
    """A line for each band and pay in which hours were lost on the days of illness that are given."""
    rule = basis.agreement.unsocial
    if rule is None or not is_by_rule(basis):
        return []
    found: dict[tuple[Terms, int], list[Part]] = defaultdict(list)
    for shift in basis.shifts:
        terms = basis.terms_on(shift.day)
        if shift.kind != ShiftKind.ILL or shift.day not in days or terms is None:
            continue
        for number, minutes in by_band(shift.missed(), shift.day, terms, basis, rule).items():
            found[terms, number].append(Part(shift, minutes))
    in_order = sorted(found.items(), key=lambda one: (one[0][0].starts_on, one[0][1]))
    return [_line(basis, rule, terms, number, parts, parameters) for (terms, number), parts in in_order]


def _line(
    basis: PayslipBasis, rule: UnsocialHours, terms: Terms, number: int, parts: list[Part], parameters: Parameters
) -> PayslipLine:
    band, share = rule.bands[number], parameters.value("sick_pay_rate")
    value = supplement(band, terms, basis.agreement)
    quantity = hours(sum(one.minutes for one in parts))
    days = [one.shift.day for one in parts]
    line = paid_line(
        "sick_pay_unsocial",
        quantity=quantity,
        unit=Unit.HOURS,
        rate=value.ore * share,
        formula=f"{text(quantity)} × {value.formula} × {text(share * 100)} %",
        law=LAW,
        inputs=(*value.inputs, *band_inputs(rule, band), *(shift_input(one) for one in parts)),
        figures=(parameters.figure("sick_pay_rate"),),
        period=(min(days), max(days)),
    )
    references = tuple(dict.fromkeys(one.shift.reference for one in parts if one.shift.reference))
    return replace(line, label=band.name, explanation=replace(line.explanation, references=references))
