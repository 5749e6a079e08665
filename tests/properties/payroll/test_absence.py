"""Longer absence never gives more pay."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from common.periods import days_between
from payroll.rules.absence import leave_deductions
from payroll.rules.basis import Kind, PayslipBasis, Registration
from payroll.rules.result import PayslipLine
from payroll.rules.sick_pay import sick_lines
from payroll.statutory import parameters_on
from tests.factories.payslip_basis import make_basis, monthly, planned_minutes
from tests.properties.payroll.examples import ABSENCE, months, sick_histories, weeks

KINDS = st.sampled_from(ABSENCE)
LEAVE = st.sampled_from([kind for kind in ABSENCE if kind != Kind.SICK])
ILLNESS = st.just(Kind.SICK)
PARTS = st.sampled_from([1, 1, 2, 4, 16])


@st.composite
def absences(draw: st.DrawFn, kinds: st.SearchStrategy[Kind] = KINDS) -> PayslipBasis:
    """One unbroken absence, up to a whole month; two different parts of the days by turns, and a red day or two."""
    month, week = draw(months), draw(weeks)
    red = {month.first + timedelta(days=number) for number in draw(st.lists(st.integers(0, 27), max_size=2))}
    basis = make_basis(
        monthly(draw(st.integers(5_000, 150_000))),
        week=week,
        reported=month,
        planned_minutes=planned_minutes(month.first, month.last, week, sorted(red)),
        sick_history=draw(sick_histories(month)),
    )
    scheduled = [day for day in days_between(month.first, month.last) if basis.planned[day]]
    assume(len(scheduled) > 1)
    first = draw(st.integers(0, len(scheduled) - 2))
    last = draw(st.integers(first + 1, len(scheduled) - 1))
    kind, parts = draw(kinds), draw(st.tuples(PARTS, PARTS))
    made = [
        Registration(day, kind, basis.planned[day] // parts[number % 2])
        for number, day in enumerate(scheduled[first : last + 1])
    ]
    return replace(basis, registrations=tuple(made))


def lines_of(basis: PayslipBasis) -> list[PayslipLine]:
    parameters = parameters_on(basis.payday)
    return [*leave_deductions(basis), *sick_lines(basis, parameters)[0]]


def pay_lost(basis: PayslipBasis) -> int:
    return -sum(line.amount for line in lines_of(basis))


@given(absences())
def test_one_day_more_at_the_end_never_gives_more_pay(basis: PayslipBasis) -> None:
    shorter = replace(basis, registrations=basis.registrations[:-1])
    assert pay_lost(basis) >= pay_lost(shorter) >= 0


@given(absences(), st.integers(1, 240))
def test_some_minutes_more_on_the_last_day_never_give_more_pay(basis: PayslipBasis, minutes: int) -> None:
    """A line is rounded for itself: 80 % back can round up where the deduction does not, by an öre."""
    *others, last = basis.registrations
    assume(minutes < last.minutes)
    shorter = replace(basis, registrations=(*others, replace(last, minutes=last.minutes - minutes)))
    assert pay_lost(basis) >= pay_lost(shorter) - 1


@given(absences(LEAVE))
def test_leave_never_takes_more_than_the_salary(basis: PayslipBasis) -> None:
    (terms,) = basis.terms
    assert pay_lost(basis) <= terms.monthly_salary


@given(absences(ILLNESS))
def test_illness_gives_eighty_per_cent_less_at_most_one_deduction(basis: PayslipBasis) -> None:
    """Sick pay gives 80 % back and the deduction takes no more than that, once for a period."""
    amounts: dict[str, list[int]] = {}
    for line in lines_of(basis):
        amounts.setdefault(line.pay_item, []).append(line.amount)
    sick_pay, deductions = sum(amounts.get("sick_pay", [])), amounts.get("qualifying_deduction", [])
    assert len(deductions) <= 1
    assert 0 <= -sum(deductions) <= sick_pay
    deducted = -sum(amounts.get("sick_deduction", []))
    assert abs(deducted * 8 - sick_pay * 10) <= 20  # 80 %, each rounded to the öre
