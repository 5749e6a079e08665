"""What is earned: monthly salary, hours worked, overtime and additional time."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from common.money import Ore
from payroll.rules.basis import Agreement, Kind, PayForm, PayslipBasis, Terms
from payroll.rules.hourly_value import Value, divided
from payroll.rules.lines import hours, krona_text, money_input, paid_line, pay_input, text
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.rules.unsocial_hours import unsocial_hours


def monthly_salary(basis: PayslipBasis) -> list[PayslipLine]:
    """The salary of the month; a part of it is paid by calendar days or workdays, as the agreement says."""
    month = basis.month
    lines = []
    for terms in basis.terms:
        if terms.pay_form != PayForm.MONTHLY:
            continue
        first = max(month.first, terms.starts_on, basis.employed_from)
        last = min(day for day in (month.last, terms.ends_on, basis.employed_to) if day is not None)
        if (first, last) == (month.first, month.last):
            lines.append(_salary_line(terms, (first, last), None))
            continue
        days, whole = _days_of(basis, first, last)
        if days > 0:
            lines.append(_salary_line(terms, (first, last), (days, whole), by_workdays=bool(basis.workdays)))
    return lines


def _days_of(basis: PayslipBasis, first: date, last: date) -> tuple[int, int]:
    """How many days of the month a part of it has, and the month as a whole."""
    if basis.workdays:
        return sum(1 for day in basis.workdays if first <= day <= last), len(basis.workdays)
    return (last - first).days + 1, basis.month.days


def _salary_line(
    terms: Terms, period: tuple[date, date], part: tuple[int, int] | None, *, by_workdays: bool = False
) -> PayslipLine:
    """The salary of a month, or of some days of it."""
    salary = Decimal(terms.monthly_salary)
    days, whole = part or (1, 1)
    law = "agreement.part_month_workdays" if by_workdays else "agreement.part_month"
    return paid_line(
        "part_month_salary" if part else "monthly_salary",
        quantity=Decimal(days),
        unit=Unit.DAYS if part else Unit.MONTHS,
        rate=salary / whole,
        formula=f"{krona_text(salary)}" + (f" / {whole} × {days}" if part else ""),
        law=law if part else "agreement.salary",
        inputs=(
            money_input("monthly_salary", terms.monthly_salary),
            Input("employment_rate", text(terms.employment_rate), Unit.PER_CENT),
        ),
        period=period,
    )


def hours_worked(basis: PayslipBasis) -> list[PayslipLine]:
    """Hours worked at each hourly wage of the period."""
    return _by_terms(basis, Kind.HOURS_WORKED, "hourly_pay", _wage, "agreement.hourly_wage", PayForm.HOURLY)


def overtime(basis: PayslipBasis, only: PayForm | None = None) -> list[PayslipLine]:
    """Overtime, simple and qualified: full-time salary by the agreement's divisor, or wage by its factor."""
    law = "agreement.overtime"
    return [
        *_by_terms(basis, Kind.OVERTIME_SIMPLE, "overtime_simple", _overtime_simple, law, only),
        *_by_terms(basis, Kind.OVERTIME_QUALIFIED, "overtime_qualified", _overtime_qualified, law, only),
    ]


def additional_time(basis: PayslipBasis, only: PayForm | None = None) -> list[PayslipLine]:
    """Part-timers' extra hours, up to full time."""
    law = "agreement.additional_time"
    return _by_terms(basis, Kind.ADDITIONAL_TIME, "additional_time", _additional, law, only)


def hourly_vacation_pay(basis: PayslipBasis, variable: Ore = 0) -> list[PayslipLine]:
    """Vacation pay with each hourly payment: 12 % of all pay that fell due (semesterlagen 1977:480, 16 b § and 28 §).

    Overtime, additional time, unsocial hours and `variable` pay (öre) are such pay; sick pay is not, as the absence
    qualifies for vacation. Nothing for somebody who has had no hourly wage in the period.
    """
    hourly = PayForm.HOURLY
    if all(terms.pay_form != hourly for terms in basis.terms):
        return []
    of_hours = [*overtime(basis, hourly), *additional_time(basis, hourly), *unsocial_hours(basis, hourly)]
    paid = [*hours_worked(basis), *of_hours]
    earned = sum(line.amount for line in paid) + variable
    rate = basis.agreement.hourly_vacation_rate
    if earned == 0 or rate == 0:
        return []
    return [
        paid_line(
            "hourly_vacation_pay",
            quantity=rate,
            unit=Unit.SHARE,
            rate=Decimal(earned),
            formula=f"{krona_text(Decimal(earned))} × {text(rate * 100)} %",
            law="vacation_act.percentage",
            inputs=(money_input("hourly_pay", earned), Input("hourly_vacation_rate", text(rate * 100), Unit.PER_CENT)),
        )
    ]


RateOf = Callable[[Terms, Agreement], Value]


def _wage(terms: Terms, agreement: Agreement) -> Value:
    return Value(Decimal(terms.hourly_wage), krona_text(Decimal(terms.hourly_wage)), (pay_input(terms),))


def _multiplied(terms: Terms, factor: Decimal) -> Value:
    of_agreement = Input("overtime_factor", text(factor), Unit.COUNT)
    formula = f"{krona_text(Decimal(terms.hourly_wage))} × {text(factor)}"
    return Value(terms.hourly_wage * factor, formula, (pay_input(terms), of_agreement))


def _overtime_simple(terms: Terms, agreement: Agreement) -> Value:
    if terms.pay_form == PayForm.MONTHLY:
        return divided(terms, agreement.overtime_simple_divisor)
    return _multiplied(terms, agreement.overtime_simple_factor)


def _overtime_qualified(terms: Terms, agreement: Agreement) -> Value:
    if terms.pay_form == PayForm.MONTHLY:
        return divided(terms, agreement.overtime_qualified_divisor)
    return _multiplied(terms, agreement.overtime_qualified_factor)


def _additional(terms: Terms, agreement: Agreement) -> Value:
    if terms.pay_form == PayForm.MONTHLY:
        return divided(terms, agreement.additional_time_divisor)
    return _wage(terms, agreement)


def _by_terms(
    basis: PayslipBasis, kind: Kind, pay_item: str, rate_of: RateOf, law: str, only: PayForm | None = None
) -> list[PayslipLine]:
    lines = []
    for terms, registrations in basis.by_terms(basis.registrations_of(kind)):
        if only not in (None, terms.pay_form):
            continue
        quantity = hours(sum(registration.minutes for registration in registrations))
        rate = rate_of(terms, basis.agreement)
        lines.append(
            paid_line(
                pay_item,
                quantity=quantity,
                unit=Unit.HOURS,
                rate=rate.ore,
                formula=f"{text(quantity)} × {rate.formula}",
                law=law,
                inputs=rate.inputs,
                registrations=registrations,
            )
        )
    return lines
