"""Whose deviations are paid when: hours always of the month before the payday, the others as the company has chosen."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from common.periods import Month
from employment.queries import employment_terms_during
from employment.rules.employments import joined
from employment.rules.pay_periods import Days
from employment.rules.periods import Period
from payroll.models import PayrollRun
from payroll.rules.basis import PayForm, Terms
from timereporting.periods import periods_of


def usual_of(run: PayrollRun) -> Days:
    """The days that deviations of salaries are taken from."""
    return Days(run.deviation_first, run.deviation_last)


def hours_of(run: PayrollRun) -> Days:
    """The days that hours are paid for: the month before, unless the run says something else."""
    if run.hours_first is None or run.hours_last is None:
        before = run.month.previous
        return Days(before.first, before.last)
    return Days(run.hours_first, run.hours_last)


def reach_of(run: PayrollRun) -> Days:
    """The days that deviations of anybody in the run can be of."""
    usual, hours = usual_of(run), hours_of(run)
    return Days(min(usual.first, hours.first), max(usual.last, hours.last))


def window_in(run: PayrollRun) -> Callable[[Sequence[Terms]], Days]:
    """Tells by an employee's terms where the run takes their deviations from: who was paid by the hour the month before
    has that month.
    """
    usual, hours = usual_of(run), hours_of(run)

    def window_of(terms: Sequence[Terms]) -> Days:
        hourly = [one for one in terms if one.pay_form == PayForm.HOURLY]
        was_hourly = any(one.days_in(*hours) for one in hourly)
        is_monthly = any(one.pay_form == PayForm.MONTHLY and one.days_in(*usual) for one in terms)
        if is_monthly:
            return Days(min(hours.first, usual.first), max(hours.last, usual.last)) if was_hourly else usual
        return hours if hourly else usual

    return window_of if usual != hours else lambda terms: usual


def paid_in(run: PayrollRun) -> Callable[[Sequence[Terms], date], bool]:
    """Tells of a day on some terms whether its deviations are paid in the run, by the pay form of the day itself."""
    usual, hours = usual_of(run), hours_of(run)

    def is_paid(terms: Sequence[Terms], day: date) -> bool:
        form = next((one.pay_form for one in terms if one.days_in(day, day)), None)
        return form is not None and (hours if form == PayForm.HOURLY else usual).has(day)

    return is_paid if usual != hours else lambda terms, day: True


def terms_of(run: PayrollRun, ids: Sequence[UUID]) -> dict[UUID, list[Terms]]:
    """The terms of the run's month and of the days whose deviations it pays; none of earlier days."""
    rows = employment_terms_during(run.company_id, ids, min(reach_of(run).first, run.period), run.month.last)
    found: dict[UUID, list[Terms]] = {one: [] for one in ids}
    for employee_id, starts_on, ends_on, pay_form, salary, wage, rate in rows.values_list(
        "employee_id", "starts_on", "ends_on", "pay_form", "monthly_salary", "hourly_wage", "employment_rate"
    ):
        found[employee_id].append(Terms(starts_on, ends_on, PayForm(pay_form), salary or 0, wage or 0, rate))
    window_of = window_in(run)
    return {one: _touching(run, window_of(terms), terms) for one, terms in found.items()}


def within(run: PayrollRun, employments: Sequence[Period], terms: list[Terms]) -> list[Terms]:
    """The terms as far as they lie in employments: a gap between two of them is on no terms."""
    stretches = joined(employments)
    if len(stretches) == 1:
        return terms
    parts = [
        replace(one, starts_on=max(one.starts_on, each.starts_on), ends_on=_earlier(one.ends_on, each.ends_on))
        for one in terms
        for each in stretches
    ]
    kept = [one for one in parts if one.ends_on is None or one.starts_on <= one.ends_on]
    return _touching(run, window_in(run)(kept), kept)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _touching(run: PayrollRun, window: Days, terms: list[Terms]) -> list[Terms]:
    first, last = min(window.first, run.period), run.month.last
    return [one for one in terms if one.days_in(first, last)]


def months_by_employee(run: PayrollRun, ids: Sequence[UUID], *, closed: bool = False) -> Mapping[Month, list[UUID]]:
    """The employees whose time of a month's period the run pays for; of periods that end with it when `closed`."""
    window_of = window_in(run)
    windows = {one: window_of(terms) for one, terms in terms_of(run, ids).items()}
    periods = periods_of(run.company_id, ids, *reach_of(run))
    found: dict[Month, list[UUID]] = defaultdict(list)
    for employee_id, window in windows.items():
        for month in periods.touching(employee_id, window):
            if not closed or periods.of(employee_id, month).last <= window.last:
                found[month].append(employee_id)
    return found
