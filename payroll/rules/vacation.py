"""Vacation taken by someone with a monthly salary: what each day adds to the pay, or takes from it.

Semesterlagen (1977:480) 16 a §: under the same-pay rule the salary goes on with a supplement of 0.43 % for each paid
day (agreements often give 0.8 %), and a part for variable pay. 16 b §: under the percentage rule the day is deducted
and vacation pay put in its place. A day without pay is deducted. Days beyond those that are left are refused by the
checks of a run, not here. Hourly staff have their vacation pay with each payment (`earnings.hourly_vacation_pay`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from common.money import kronor
from payroll.rules.basis import (
    Kind,
    NewVacationYear,
    PayForm,
    PayslipBasis,
    Registration,
    Terms,
    VacationAtHand,
)
from payroll.rules.lines import krona_text, money_input, paid_line, pay_input, text
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.rules.vacation_order import DayKind, take, take_over_turn
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
    return _number(basis.registrations_of(Kind.VACATION))


def _number(registrations: Iterable[Registration]) -> Decimal:
    return Decimal(len({one.day for one in registrations}))


def days_before_turn(basis: PayslipBasis) -> Decimal:
    """Those of them that lie before the first day of a vacation year, where that is among the deviations."""
    turn = basis.vacation_turn
    return (
        Decimal(0) if turn is None else _number(one for one in basis.registrations_of(Kind.VACATION) if one.day < turn)
    )


def days_left_after(basis: PayslipBasis) -> Decimal:
    """Days with pay that are left of the year and saved; where two years meet, of the new one and saved."""
    known, before = basis.vacation, days_before_turn(basis)
    days = vacation_days(basis)
    if known is None:
        return basis.vacation_days_left - (days - before)
    if known.new_year is None:
        return _with_pay(known.by_kind) - _with_pay(take(days, known.by_kind).days)
    old, beyond, new = take_over_turn(before, days - before, known.by_kind, known.new_year.by_kind)
    saved = {DayKind.SAVED: known.by_kind.get(DayKind.SAVED, Decimal(0)) - old.days.get(DayKind.SAVED, Decimal(0))}
    return _with_pay({**known.new_year.by_kind, **saved}) - _with_pay(beyond.days) - _with_pay(new.days)


def _with_pay(days: Mapping[DayKind, Decimal]) -> Decimal:
    """Paid and saved days: what is taken in advance is left of nothing."""
    return sum((days.get(one, Decimal(0)) for one in WITH_PAY_LEFT), Decimal(0))


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
    registrations = basis.registrations_of(Kind.VACATION)
    paid = _days_with_pay(basis, sorted({one.day for one in registrations}))
    return (
        _by_terms(basis, [one for one in registrations if one.day in paid]),
        _by_terms(basis, [one for one in registrations if one.day not in paid]),
    )


def _days_with_pay(basis: PayslipBasis, days: Sequence[date]) -> set[date]:
    """The first days, as far as the pay reaches: on each side of the turn of the vacation year by themselves."""
    known, turn = basis.vacation, basis.vacation_turn
    if known is None:
        return set(days)
    if known.new_year is None or turn is None:
        return set(days[: int(take(Decimal(len(days)), known.by_kind).with_pay)])
    before, after = [one for one in days if one < turn], [one for one in days if one >= turn]
    numbers = Decimal(len(before)), Decimal(len(after))
    old, beyond, new = take_over_turn(*numbers, known.by_kind, known.new_year.by_kind)
    return {*before[: int(old.with_pay + beyond.with_pay)], *after[: int(new.with_pay)]}


def _by_terms(basis: PayslipBasis, registrations: Sequence[Registration]) -> Grouped:
    return [
        (terms, found, Decimal(len({one.day for one in found})))
        for terms, found in basis.by_terms(registrations)
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
    lines = []
    for year, registrations in _by_year(basis, grouped):
        value = year.percentage_day_pay or 0
        if registrations and not value:
            raise VacationPayMissing(basis.employee_id)
        lines += _of_days("vacation_pay", value, "vacation_act.percentage", registrations)
    return lines


def _variable_pay(basis: PayslipBasis, grouped: Grouped) -> list[PayslipLine]:
    law = "vacation_act.variable_pay"
    return [
        line
        for year, registrations in _by_year(basis, grouped)
        for line in _of_days("vacation_variable_pay", year.variable_day_pay, law, registrations)
    ]


def _by_year(
    basis: PayslipBasis, grouped: Grouped
) -> list[tuple[VacationAtHand | NewVacationYear, list[Registration]]]:
    """Days with pay by the vacation year that they lie in, which says what a day is worth."""
    known, turn = basis.vacation, basis.vacation_turn
    registrations = [one for _, found, _ in grouped for one in found]
    if known is None:
        return []
    if known.new_year is None or turn is None:
        return [(known, registrations)]
    before, after = [one for one in registrations if one.day < turn], [one for one in registrations if one.day >= turn]
    return [(known, before), (known.new_year, after)]


def _of_days(pay_item: str, value: int, law: str, registrations: list[Registration]) -> list[PayslipLine]:
    """A value of a day in öre for all days together."""
    days = _number(registrations)
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
