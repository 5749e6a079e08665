"""Whose deviations are paid when: hourly staff always for the month before, the others as the company has chosen."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from common.periods import Month
from employment.queries import employment_terms_during
from payroll.models import PayrollRun
from payroll.rules.basis import PayForm, Terms


class Window(NamedTuple):
    """The days that somebody's deviations are taken from."""

    first: date
    last: date

    @property
    def months(self) -> list[Month]:
        """The months that it touches."""
        first, last = Month.of(self.first), Month.of(self.last)
        return [first] if first == last else [first, last]


def pays_for_current_month(run: PayrollRun) -> bool:
    """Whether the salaries of a month come with that month's own deviations."""
    return run.deviation_first == run.period


def reach_of(run: PayrollRun) -> Window:
    """The days that deviations of anybody in the run can be of."""
    return Window(run.month.previous.first if pays_for_current_month(run) else run.deviation_first, run.deviation_last)


def window_of(run: PayrollRun, terms: Iterable[Terms]) -> Window:
    """Where one employee's deviations are taken from: who was paid by the hour the month before has that month."""
    usual, before = Window(run.deviation_first, run.deviation_last), run.month.previous
    if not pays_for_current_month(run):
        return usual
    rows = list(terms)
    hourly = [one for one in rows if one.pay_form == PayForm.HOURLY]
    was_hourly = any(one.days_in(before.first, before.last) for one in hourly)
    is_monthly = any(one.pay_form == PayForm.MONTHLY and one.days_in(*usual) for one in rows)
    if is_monthly:
        return Window(before.first, usual.last) if was_hourly else usual
    return Window(before.first, before.last) if hourly else usual


def is_paid(run: PayrollRun, terms: Sequence[Terms], day: date) -> bool:
    """Whether a day's deviations are paid in the run, by the pay form of the day itself."""
    if not pays_for_current_month(run):
        return True
    form = next((one.pay_form for one in terms if one.days_in(day, day)), None)
    return form is not None and (form == PayForm.HOURLY) == (day < run.period)


def terms_of(run: PayrollRun, ids: Sequence[UUID]) -> dict[UUID, list[Terms]]:
    """The terms of the run's month and of the days whose deviations it pays; none of earlier days."""
    rows = employment_terms_during(run.company_id, ids, min(reach_of(run).first, run.period), run.month.last)
    found: dict[UUID, list[Terms]] = {one: [] for one in ids}
    for employee_id, starts_on, ends_on, pay_form, salary, wage, rate in rows.values_list(
        "employee_id", "starts_on", "ends_on", "pay_form", "monthly_salary", "hourly_wage", "employment_rate"
    ):
        found[employee_id].append(Terms(starts_on, ends_on, PayForm(pay_form), salary or 0, wage or 0, rate))
    return {one: _touching(run, terms) for one, terms in found.items()}


def _touching(run: PayrollRun, terms: list[Terms]) -> list[Terms]:
    first = min(window_of(run, terms).first, run.period)
    return [one for one in terms if one.days_in(first, run.month.last)]


def months_by_employee(run: PayrollRun, ids: Sequence[UUID]) -> Mapping[Month, list[UUID]]:
    """The employees whose time of a month the run takes in."""
    found: dict[Month, list[UUID]] = {}
    for employee_id, terms in terms_of(run, ids).items():
        for month in window_of(run, terms).months:
            found.setdefault(month, []).append(employee_id)
    return found
