"""The periods that time is reported in, of the people who report it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from common.periods import Month
from employment.models import Employee
from employment.queries import employed_during, employment_terms_during, payroll_settings_of
from employment.rules.pay_periods import CutOffs, Days, month_of_period, period_of

NEVER = frozenset[Month]()


@dataclass(frozen=True)
class Periods:
    """The company's cut-off days, and the months in which somebody is paid by the hour: their periods are months."""

    cut_offs: CutOffs
    hourly: Mapping[UUID, frozenset[Month]] = field(default_factory=dict)

    def of(self, employee_id: UUID, month: Month) -> Days:
        """The days of an employee's period."""
        return period_of(month, self.cut_offs, self.hourly.get(employee_id, NEVER))

    def month_of(self, employee_id: UUID, day: date) -> Month:
        """The month whose period an employee's day is reported in."""
        return month_of_period(day, self.cut_offs, self.hourly.get(employee_id, NEVER))

    def touching(self, employee_id: UUID, days: Days) -> list[Month]:
        """The months whose periods have any of the days in them."""
        if days.is_empty:
            return []
        month, last = self.month_of(employee_id, days.first), self.month_of(employee_id, days.last)
        found = [month]
        while month < last:
            month = month.next
            found.append(month)
        return found


def periods_of(
    company_id: UUID, employee_ids: Iterable[UUID], first: date, last: date, cut_offs: CutOffs | None = None
) -> Periods:
    """The periods that days of the employees are reported in: one query, two where there is a cut-off day."""
    known = payroll_settings_of(company_id).cut_offs if cut_offs is None else cut_offs
    if known.are_month_ends:
        return Periods(known)
    months = [Month.of(first).previous]
    while months[-1] <= Month.of(last):
        months.append(months[-1].next)
    rows = employment_terms_during(company_id, employee_ids, months[0].first, months[-1].last)
    found: dict[UUID, set[Month]] = defaultdict(set)
    hourly = rows.filter(pay_form="HOURLY").values_list("employee_id", "starts_on", "ends_on")
    for employee_id, starts_on, ends_on in hourly:
        reached = (one for one in months if starts_on <= one.last and (ends_on is None or one.first <= ends_on))
        found[employee_id].update(reached)
    return Periods(known, {one: frozenset(of_one) for one, of_one in found.items()})


def period_in(employee: Employee, month: Month) -> Days:
    """The days of one employee's period."""
    return periods_of(employee.company_id, [employee.pk], month.first, month.last).of(employee.pk, month)


def month_on(employee: Employee, day: date) -> Month:
    """The month whose period one employee's day is reported in."""
    return periods_of(employee.company_id, [employee.pk], day, day).month_of(employee.pk, day)


def usual_period(company_id: UUID, month: Month) -> Days:
    """The days of a month's period, of who is not paid by the hour."""
    return period_of(month, payroll_settings_of(company_id).cut_offs)


def employed_in(company_id: UUID, month: Month) -> dict[Employee, Days]:
    """Everyone employed in the period of the month, by name, with the days of it."""
    cut_offs = payroll_settings_of(company_id).cut_offs
    first = min(period_of(month, cut_offs).first, month.first)
    people = list(employed_during(company_id, first, month.last))
    periods = periods_of(company_id, [one.pk for one in people], month.first, month.last, cut_offs)
    found = {one: periods.of(one.pk, month) for one in people}
    return {one: days for one, days in found.items() if one.is_employed_during(*days)}
