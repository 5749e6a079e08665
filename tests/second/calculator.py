"""One payslip once more: written from payroll-rules.md and the notes on agreements, in fractions and plain loops.

Nothing of `payroll.rules` is used but the shapes of what goes in. Lines are (pay item, öre).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from payroll.rules.basis import Kind, PayForm, PayslipBasis, Terms, VacationAtHand
from payroll.rules.result import Group
from payroll.rules.vacation_order import DayKind
from tests.second.days_away import DEDUCTIONS, leave, minutes_of, terms_of
from tests.second.extras import Extra, extras, fuel_outside, net_deductions, premiums, refuse_what_was_not_paid
from tests.second.figures import Refused, contribution_rates, figure, kronor_down, ore
from tests.second.illness import Standing, illness
from tests.second.taxes import expert_part, taxes
from tests.second.unsocial import unsocial

Line = tuple[str, int]
KINDS = {
    *DEDUCTIONS,
    Kind.SICK,
    Kind.VACATION,
    Kind.COMP_LEAVE,
    Kind.COMP_SIMPLE,
    Kind.COMP_QUALIFIED,
    Kind.OVERTIME_SIMPLE,
    Kind.OVERTIME_QUALIFIED,
    Kind.ADDITIONAL_TIME,
    Kind.HOURS_WORKED,
}
"""Compensatory leave, and overtime that is kept as leave, change nothing in the pay."""
TAXED = (Group.GROSS, Group.BENEFIT)


@dataclass(frozen=True)
class Slip:
    """A payslip in öre."""

    lines: list[Line]
    gross: int
    benefits: int
    tax: int
    net_deductions: int
    reimbursements: int
    premiums: int
    net: int
    contributions: list[tuple[str, int, int]]
    vacation_days: int
    sick: Standing


def payslip(basis: PayslipBasis) -> Slip:
    """Gross − tax − net deductions + reimbursements = net. Raises Refused, NotModelled."""
    given = extras(basis)
    sick_lines, standing = illness(basis)
    paid_out, vacation = _paid_out(basis), _vacation(basis)
    earned = [*_salary(basis), *_hours(basis, given), *vacation, *paid_out, *sick_lines, *leave(basis)]
    gross = _sum(earned) + _of(given, Group.GROSS)
    if gross < 0:
        raise Refused("deductions are larger than the pay")
    benefits = _of(given, Group.BENEFIT)
    one_off = _sum(paid_out) + sum(one.amount for one in given if one.one_off) + _supplements_at_once(basis, vacation)
    tax = taxes(basis, gross + benefits, one_off, gross)
    deductions = net_deductions(basis.given, gross + _sum(tax))
    back, costs = _of(given, Group.REIMBURSEMENT), premiums(basis, gross, benefits)
    refuse_what_was_not_paid(given, deductions)
    outside = sum(one.outside_contributions for one in given if one.group in TAXED)
    outside += fuel_outside(given, deductions, basis)
    basic = gross + benefits - outside
    return Slip(
        lines=[*earned, *((one.code, one.amount) for one in given), *tax, *deductions, *costs],
        gross=gross,
        benefits=benefits,
        tax=-_sum(tax),
        net_deductions=-_sum(deductions),
        reimbursements=back,
        premiums=_sum(costs),
        net=gross + _sum(tax) + _sum(deductions) + back,
        contributions=_contributions(basis, _charged(basis, basic - expert_part(basis, basic))),
        vacation_days=len(minutes_of(basis, Kind.VACATION)),
        sick=standing,
    )


def _sum(lines: Iterable[Line]) -> int:
    return sum(amount for _, amount in lines)


def _of(given: Iterable[Extra], group: Group) -> int:
    return sum(one.amount for one in given if one.group == group)


def _salary(basis: PayslipBasis) -> list[Line]:
    """The salary of the month; a part of it by calendar days, or by the workdays that the agreement counts."""
    month = [date(basis.month.year, basis.month.number, number) for number in range(1, basis.month.days + 1)]
    counted = list(basis.workdays) or month
    lines = []
    for terms in basis.terms:
        if terms.pay_form != PayForm.MONTHLY:
            continue
        held = [day for day in month if terms_of(basis, day) == terms]
        if held == month:
            lines.append(("monthly_salary", terms.monthly_salary))
        else:
            days = sum(day in held for day in counted)
            lines.append(("part_month_salary", ore(Fraction(terms.monthly_salary * days, len(counted)))))
    return lines


def _hours(basis: PayslipBasis, given: Iterable[Extra]) -> list[Line]:
    """Hours worked, overtime, additional time, unsocial hours, and vacation pay on what of it is paid by the hour."""
    lines, by_the_hour = [], 0
    for terms in basis.terms:
        hourly = terms.pay_form == PayForm.HOURLY
        for name, kind, value in _values(basis, terms):
            minutes = sum(n for day, n in minutes_of(basis, kind).items() if terms_of(basis, day) == terms)
            amount = ore(value * minutes / 60)
            lines.append((name, amount))
            by_the_hour += amount if hourly else 0
    for form, amount in unsocial(basis):
        lines.append(("unsocial_hours", amount))
        by_the_hour += amount if form == PayForm.HOURLY else 0
    if _had_a_wage(basis):
        by_the_hour += sum(one.amount for one in given if one.vacation_basis)
        lines.append(("hourly_vacation_pay", ore(by_the_hour * Fraction(basis.agreement.hourly_vacation_rate))))
    return lines


def _values(basis: PayslipBasis, terms: Terms) -> list[tuple[str, Kind, Fraction]]:
    """What an hour of each kind is worth."""
    agreement, wage = basis.agreement, Fraction(terms.hourly_wage)
    if terms.pay_form == PayForm.HOURLY:
        simple, qualified = Fraction(agreement.overtime_simple_factor), Fraction(agreement.overtime_qualified_factor)
        return [
            ("hourly_pay", Kind.HOURS_WORKED, wage),
            ("overtime_simple", Kind.OVERTIME_SIMPLE, wage * simple),
            ("overtime_qualified", Kind.OVERTIME_QUALIFIED, wage * qualified),
            ("additional_time", Kind.ADDITIONAL_TIME, wage),
        ]
    full_time = Fraction(terms.monthly_salary * 100) / Fraction(terms.employment_rate)
    return [
        ("overtime_simple", Kind.OVERTIME_SIMPLE, full_time / Fraction(agreement.overtime_simple_divisor)),
        ("overtime_qualified", Kind.OVERTIME_QUALIFIED, full_time / Fraction(agreement.overtime_qualified_divisor)),
        ("additional_time", Kind.ADDITIONAL_TIME, full_time / Fraction(agreement.additional_time_divisor)),
    ]


def _had_a_wage(basis: PayslipBasis) -> bool:
    """In what is reported or paid: additions of the month are such a person's variable pay."""
    return any(
        terms.pay_form == PayForm.HOURLY
        and terms.starts_on <= basis.month.last
        and (terms.ends_on or date.max) >= basis.deviation_first
        for terms in basis.terms
    )


def _vacation(basis: PayslipBasis) -> list[Line]:
    """Days of vacation of someone with a monthly salary: with pay as far as they reach, then without."""
    days, at_hand = list(minutes_of(basis, Kind.VACATION)), basis.vacation
    paid = _paid_days(basis)
    lines: list[Line] = []
    salaried: list[date] = []
    for terms in basis.terms:
        if terms.pay_form == PayForm.MONTHLY:
            with_pay = [day for day in paid if terms_of(basis, day) == terms]
            without = sum(terms_of(basis, day) == terms for day in days if day not in paid)
            lines += _vacation_at(basis, terms, len(with_pay), without)
            salaried += with_pay
    return lines if at_hand is None else [*lines, *_pay_of_days(basis, at_hand, salaried)]


def _pay_of_days(basis: PayslipBasis, at_hand: VacationAtHand, paid: list[date]) -> list[Line]:
    """Each day has the pay of the vacation year that it lies in."""
    lines = []
    for day in paid:
        is_new = at_hand.new_year is not None and basis.vacation_turn is not None and day >= basis.vacation_turn
        year = at_hand.new_year if is_new and at_hand.new_year else at_hand
        if at_hand.percentage_day_pay is not None:
            if not year.percentage_day_pay:
                raise Refused("nobody has said what a day of vacation is worth")
            lines.append((is_new, "vacation_pay", year.percentage_day_pay))
        else:
            lines.append((is_new, "vacation_variable_pay", year.variable_day_pay))
    sums: dict[tuple[bool, str], int] = {}
    for is_new, name, amount in lines:
        sums[is_new, name] = sums.get((is_new, name), 0) + amount
    return [(name, amount) for (_is_new, name), amount in sums.items()]


def _paid_days(basis: PayslipBasis) -> list[date]:
    """Day by day: from the year's own, then saved, in advance, and last without pay; before the turn of the vacation
    year from what is left of the old one first, after it from the new one's and from saved days."""
    days, at_hand = list(minutes_of(basis, Kind.VACATION)), basis.vacation
    if at_hand is None:
        return days
    old = dict(at_hand.days)
    new = dict(at_hand.new_year.days) if at_hand.new_year else {}
    order = (DayKind.PAID, DayKind.SAVED, DayKind.ADVANCE, DayKind.UNPAID)
    paid = []
    for day in days:
        is_old = not at_hand.new_year or basis.vacation_turn is None or day < basis.vacation_turn
        places = [(old, kind) for kind in order] if is_old else []
        places += [(old if kind == DayKind.SAVED and not is_old else new, kind) for kind in order]
        place = next(((account, kind) for account, kind in places if account.get(kind, 0) > 0), None)
        if place is not None:
            place[0][place[1]] -= 1
            paid += [day] if place[1] != DayKind.UNPAID else []
    return paid


def _supplements_at_once(basis: PayslipBasis, vacation: list[Line]) -> int:
    """More than twenty supplements at once are a one-off amount (payroll-rules.md 2.1)."""
    salaried = [
        one for one in _paid_days(basis) if (terms_of(basis, one) or basis.terms[0]).pay_form == PayForm.MONTHLY
    ]
    return sum(amount for name, amount in vacation if name == "vacation_supplement") if len(salaried) > 20 else 0


def _paid_out(basis: PayslipBasis) -> list[Line]:
    """Days that can no longer be taken, in money; taxed as a one-off amount."""
    payouts = basis.vacation.payouts if basis.vacation is not None else ()
    return [("vacation_compensation", one.amount) for one in payouts if one.days]


def _vacation_at(basis: PayslipBasis, terms: Terms, with_pay: int, without: int) -> list[Line]:
    """What a salary gives and loses by the same-pay rule, or loses by the percentage rule."""
    supplement = terms.monthly_salary * Fraction(basis.agreement.vacation_supplement_rate)
    at_hand = basis.vacation
    if at_hand is None:
        return [("vacation_supplement", ore(supplement * with_pay))]
    gross_days = 5 / Fraction(at_hand.workdays)
    deduction = terms.monthly_salary * Fraction(at_hand.day_deduction_rate) * gross_days
    unpaid = ("unpaid_vacation_deduction", -ore(deduction * without))
    if at_hand.percentage_day_pay is not None:
        return [("vacation_day_deduction", -ore(deduction * with_pay)), unpaid]
    return [("vacation_supplement", ore(supplement * gross_days * with_pay)), unpaid]


def _charged(basis: PayslipBasis, pay: int) -> int:
    """Under 1,000 kr for the person and year nothing is charged; at 1,000 the whole year is, from its first krona."""
    limit, before = figure("contributions_free_below", basis.payday) * 100, basis.year_to_date.taxable_pay
    if before >= limit or before <= 0:
        return 0 if 0 < pay < limit and before < limit else pay
    return 0 if 0 < before + pay < limit else before + pay


def _contributions(basis: PayslipBasis, pay: int) -> list[tuple[str, int, int]]:
    """Whole kronor of the month's basis; what is above the month's ceiling of a lower rate has the next rate."""
    earlier = basis.paid_in_month
    before, bases = (earlier.charged, earlier.bases) if earlier else (0, ())
    left, found = max(kronor_down(before + pay) - kronor_down(before), 0), []
    for name, rate, ceiling in contribution_rates(basis.birth_year, basis.payday):
        used = sum(basis_before for group, basis_before in bases if group == name)
        part = left if ceiling is None else min(left, max(ceiling * 100 - used, 0))
        found.append((name, part, ore(part * rate)))
        left -= part
        if ceiling is None:
            break
    return found
