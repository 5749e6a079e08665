"""What a payslip is computed from, without a database: October 2026 reported, paid in November."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from common.periods import Month, days_between
from payroll.rules.basis import Kind, PayForm, PayslipBasis, Registration, Tax, TaxMethod, Terms
from payroll.statutory import Parameters, parameters_on

OFFICE_WEEK = (480, 480, 480, 480, 480, 0, 0)
LOOK_BACK = timedelta(days=14)
PAYDAY = date(2026, 11, 25)
LONG_AGO = date(2024, 1, 1)
TABLE_33 = Tax(TaxMethod.TABLE, 33, 1)
SIDE_INCOME = Tax(TaxMethod.SECONDARY_INCOME)


def october(*days: int) -> list[date]:
    """Days of October 2026; the 1st is a Thursday."""
    return [date(2026, 10, day) for day in days]


def monthly(salary: int, rate: int | str = 100, starts_on: date = LONG_AGO, ends_on: date | None = None) -> Terms:
    """A monthly salary in kronor at an employment rate in per cent."""
    return Terms(starts_on, ends_on, PayForm.MONTHLY, salary * 100, 0, Decimal(rate))


def hourly(wage: int, starts_on: date = LONG_AGO, ends_on: date | None = None) -> Terms:
    """An hourly wage in kronor."""
    return Terms(starts_on, ends_on, PayForm.HOURLY, 0, wage * 100, Decimal(100))


def registered(kind: Kind, days: Iterable[date], minutes: int = 480) -> tuple[Registration, ...]:
    """The same thing on several days."""
    return tuple(Registration(day, kind, minutes, f"{kind}-{day}") for day in days)


def planned_minutes(
    first: date, last: date, week: Sequence[int] = OFFICE_WEEK, red_days: Sequence[date] = ()
) -> tuple[tuple[date, int], ...]:
    """Scheduled minutes of every day, 0 for days off, from two weeks before the first."""
    days = days_between(first - LOOK_BACK, last)
    return tuple((day, 0 if day in red_days else week[day.weekday()]) for day in days)


def make_basis(
    *terms: Terms,
    registrations: Sequence[Registration] = (),
    reported: Month | None = None,
    week: Sequence[int] = OFFICE_WEEK,
    **changes: Any,
) -> PayslipBasis:
    """Someone on office hours with table 33 who has been employed for years, unless something else is given."""
    month = reported or Month(2026, 10)
    basis = PayslipBasis(
        employee_id="li-sund",
        birth_year=1985,
        month=month.next,
        payday=month.next.first.replace(day=25),
        deviation_first=month.first,
        deviation_last=month.last,
        employed_from=LONG_AGO,
        employed_to=None,
        terms=terms or (monthly(35_000),),
        weekly_minutes=sum(week),
        planned_minutes=planned_minutes(month.first, month.last, week),
        registrations=tuple(registrations),
        tax=TABLE_33,
    )
    return replace(basis, **changes)


def seen(*values: object) -> tuple[object, ...]:
    """Values side by side, to be compared with plain ones: a quantity of Decimal("8") is 8."""
    return values


def law(payday: date = PAYDAY) -> Parameters:
    """The law's figures on a payday."""
    return parameters_on(payday)
