"""Vacation taken by someone with a monthly salary: what each day adds to the pay, or takes from it.

Semesterlagen (1977:480) 16 a §: under the same-pay rule the salary goes on with a supplement of 0.43 % for each paid
day (agreements often give 0.8 %), and a part for variable pay. 16 b §: under the percentage rule the day is deducted
and vacation pay put in its place. A day without pay is deducted. Days beyond those that are left are refused by the
checks of a run, not here. Hourly staff have their vacation pay with each payment (`earnings.hourly_vacation_pay`).
"""

from collections.abc import Sequence
from decimal import Decimal

from common.money import kronor
from payroll.rules.basis import Kind, PayForm, PayslipBasis, Registration, Terms
from payroll.rules.lines import krona_text, money_input, paid_line, pay_input, text
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.rules.vacation_order import DayKind, Taken, take
from payroll.rules.vacation_weeks import FULL_WEEK, of_net_day
from payroll.statutory import Parameters

WITH_PAY_LEFT = (DayKind.PAID, DayKind.SAVED)
COMPENSATION = "vacation_compensation"
SUPPLEMENT = "vacation_supplement"
Grouped = list[tuple[Terms, list[Registration], Decimal]]


class VacationPayMissing(LookupError):
    """The percentage rule has no pay of the earning year to start from: somebody has to say what a day is worth."""


def vacation_days(basis: PayslipBasis) -> Decimal:
    """Days taken in the deviation period: one for each scheduled day on leave."""
    days = {registration.day for registration in basis.registrations_of(Kind.VACATION)}
    return Decimal(len(days))


def days_taken(basis: PayslipBasis) -> Taken:
    """The days by kind; all of them are paid where no account is kept."""
    days = vacation_days(basis)
    return Taken({DayKind.PAID: days} if days else {}) if basis.vacation is None else take(days, basis.vacation.by_kind)


def days_left_after(basis: PayslipBasis) -> Decimal:
    """Days with pay that are left of the year and saved."""
    if basis.vacation is None:
        return basis.vacation_days_left - vacation_days(basis)
    taken, at_hand = days_taken(basis).days, basis.vacation.by_kind
    return sum((at_hand.get(one, Decimal(0)) - taken.get(one, Decimal(0)) for one in WITH_PAY_LEFT), Decimal(0))


def vacation_lines(basis: PayslipBasis) -> list[PayslipLine]:
    """What vacation adds and takes. Raises VacationPayMissing."""
    with_pay, without = _with_and_without_pay(basis)
    if basis.vacation is not None and basis.vacation.percentage_day_pay is not None:
        replaced = _deductions(basis, "vacation_day_deduction", with_pay, "vacation_act.percentage")
        paid = [*replaced, *_percentage_pay(basis, with_pay)]
    else:
        paid = [*_supplements(basis, with_pay), *_variable_pay(basis, with_pay)]
    unpaid = _deductions(basis, "unpaid_vacation_deduction", without, "vacation_act.unpaid")
    return [*paid, *unpaid, *_compensation(basis)]


def compensation_in(lines: Sequence[PayslipLine]) -> int:
    """Days paid in money, which are taxed as a one-off amount, in öre."""
    return sum(line.amount for line in lines if line.pay_item == COMPENSATION)


def supplements_at_once(lines: Sequence[PayslipLine], parameters: Parameters) -> int:
    """Supplements for more days than are taxed with the pay, in öre: all of them are then a one-off amount."""
    made = [line for line in lines if line.pay_item == SUPPLEMENT]
    days = sum((line.quantity for line in made), Decimal(0))
    if not days or days <= parameters.value("vacation_supplements_in_ordinary_tax"):
        return 0
    return sum(line.amount for line in made)


def vacation_supplement(basis: PayslipBasis) -> list[PayslipLine]:
    """The supplement for each day with pay, by the salary of that day."""
    return _supplements(basis, _with_and_without_pay(basis)[0])


def _with_and_without_pay(basis: PayslipBasis) -> tuple[Grouped, Grouped]:
    """Days of the monthly paid by their terms: the first ones have pay, as far as it reaches."""
    number = days_taken(basis).with_pay
    registrations = basis.registrations_of(Kind.VACATION)
    days = sorted({one.day for one in registrations})
    paid = set(days[: int(number)])
    return (
        _by_terms(basis, [one for one in registrations if one.day in paid]),
        _by_terms(basis, [one for one in registrations if one.day not in paid]),
    )


def _by_terms(basis: PayslipBasis, registrations: Sequence[Registration]) -> Grouped:
    return [
        (terms, found, Decimal(len({one.day for one in found})))
        for terms, found in basis.by_terms(registrations).items()
        if terms.pay_form == PayForm.MONTHLY
    ]


def _week(basis: PayslipBasis) -> tuple[Decimal, str]:
    """Workdays a week, and how a formula says that a day off is more than one of the law's."""
    workdays = basis.vacation.workdays if basis.vacation is not None else FULL_WEEK
    return workdays, "" if workdays == FULL_WEEK else f" × 5 / {text(workdays)}"


def _supplements(basis: PayslipBasis, grouped: Grouped) -> list[PayslipLine]:
    rate = basis.agreement.vacation_supplement_rate
    workdays, times = _week(basis)
    return [
        paid_line(
            SUPPLEMENT,
            quantity=days,
            unit=Unit.DAYS,
            rate=of_net_day(terms.monthly_salary * rate, workdays),
            formula=f"{text(days)} × {krona_text(Decimal(terms.monthly_salary))} × {text(rate * 100)} %{times}",
            law="vacation_act.same_pay",
            inputs=(pay_input(terms), Input("vacation_supplement_rate", text(rate * 100), Unit.PER_CENT)),
            registrations=registrations,
        )
        for terms, registrations, days in grouped
    ]


def _deductions(basis: PayslipBasis, pay_item: str, grouped: Grouped, law: str) -> list[PayslipLine]:
    rate = basis.vacation.day_deduction_rate if basis.vacation is not None else Decimal(0)
    workdays, times = _week(basis)
    return [
        paid_line(
            pay_item,
            quantity=days,
            unit=Unit.DAYS,
            rate=of_net_day(-terms.monthly_salary * rate, workdays),
            formula=f"−{text(days)} × {krona_text(Decimal(terms.monthly_salary))} × {text(rate * 100)} %{times}",
            law=law,
            inputs=(pay_input(terms), Input("vacation_day_deduction_rate", text(rate * 100), Unit.PER_CENT)),
            registrations=registrations,
        )
        for terms, registrations, days in grouped
        if rate
    ]


def _percentage_pay(basis: PayslipBasis, grouped: Grouped) -> list[PayslipLine]:
    value = 0 if basis.vacation is None else basis.vacation.percentage_day_pay or 0
    if grouped and not value:
        raise VacationPayMissing(basis.employee_id)
    return _of_days("vacation_pay", value, "vacation_act.percentage", grouped)


def _variable_pay(basis: PayslipBasis, grouped: Grouped) -> list[PayslipLine]:
    value = 0 if basis.vacation is None else basis.vacation.variable_day_pay
    return _of_days("vacation_variable_pay", value, "vacation_act.variable_pay", grouped)


def _of_days(pay_item: str, value: int, law: str, grouped: Grouped) -> list[PayslipLine]:
    """A value of a day in öre for all days together."""
    registrations = [one for _, found, _ in grouped for one in found]
    days = sum((number for _, _, number in grouped), Decimal(0))
    if not value or not days:
        return []
    return [
        paid_line(
            pay_item,
            quantity=days,
            unit=Unit.DAYS,
            rate=Decimal(value),
            formula=f"{text(days)} × {kronor(value)}",
            law=law,
            inputs=(money_input("vacation_day_value", value),),
            registrations=registrations,
        )
    ]


def _compensation(basis: PayslipBasis) -> list[PayslipLine]:
    """Days that are paid in money (26 §)."""
    return [
        paid_line(
            COMPENSATION,
            quantity=one.days,
            unit=Unit.DAYS,
            rate=one.amount / one.days,
            formula=one.formula,
            law="vacation_act.compensation",
            inputs=(Input("vacation_days_paid_out", text(one.days), Unit.COUNT),),
        )
        for one in (basis.vacation.payouts if basis.vacation is not None else ())
        if one.days
    ]
