"""Vacation where the deviations of a run reach over the turn of the vacation year: what either year has.

The year that ends is closed when its last days are paid. Until then nothing stands in the account of the new one, and
it is expected to begin with what its closing would give it.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from employment.models import Employee
from payroll.parameters import parameters_for
from payroll.rules.basis import NewVacationYear
from payroll.rules.vacation_earned import earned_days
from payroll.rules.vacation_ledger import GRANTING
from payroll.rules.vacation_order import NOTHING, DayKind
from payroll.rules.vacation_terms import earning_year_of, vacation_year_of
from payroll.statutory import FigureMissing, YearNotAvailable
from payroll.vacation_again import counted_since, employed_of
from payroll.vacation_balances import entries_before
from payroll.vacation_day_pay import Followed, day_pay
from payroll.vacation_earning import absence_in

Days = Mapping[DayKind, Decimal]
ByYear = Mapping[tuple[DayKind, int], Decimal]
"""Balances by kind and vacation year."""


class Years(NamedTuple):
    """Days of the year that ends with those saved, and of the new year."""

    old: Days
    new: Days


def years_at(
    turn: date, followed: Followed, employees: Sequence[Employee], balances: Mapping[UUID, ByYear]
) -> dict[UUID, Years]:
    """What there is on either side of a turn, of those of whom an account is kept and the new year is known."""
    number = vacation_year_of(turn, followed.own).number
    rows = entries_before(followed.run, [one.pk for one in employees])
    granted = rows.filter(cause__in=list(GRANTING), vacation_year=number).order_by()
    begun = set(granted.values_list("employee_id", flat=True).distinct())
    expected = _expected(turn, followed, [one for one in employees if one.pk not in begun])
    found = {}
    for one in employees:
        if one.pk in begun or one.pk in expected:
            of_account = _side(balances[one.pk], number, is_new=True)
            start = expected.get(one.pk, {})
            new = {kind: start.get(kind, NOTHING) + of_account.get(kind, NOTHING) for kind in {*start, *of_account}}
            found[one.pk] = Years(_side(balances[one.pk], number, is_new=False), new)
    return found


def _side(balances: ByYear, number: int, *, is_new: bool) -> Days:
    """Days of the year, or of those before it with all that are saved."""
    found: dict[DayKind, Decimal] = {}
    for (kind, year), days in balances.items():
        if (kind != DayKind.SAVED and year >= number) == is_new:
            found[kind] = found.get(kind, NOTHING) + days
    return found


def _expected(turn: date, followed: Followed, employees: Sequence[Employee]) -> dict[UUID, Days]:
    """What closing the year that ends would let the new one begin with; nothing where a figure is missing."""
    run, year = followed.run, vacation_year_of(turn, followed.own)
    found: dict[UUID, Days] = {}
    with suppress(YearNotAvailable, FigureMissing):
        law, earning = parameters_for(run.payday, run.statutory_version), earning_year_of(year, followed.own)
        since = counted_since(run.company_id, employees, run.payday)
        absence = absence_in(run.company_id, [one.pk for one in employees], earning, law) if employees else {}
        for one in employees:
            employed = employed_of(one, since.get(one.pk), followed.workdays[one.pk])
            new = earned_days(employed, year, earning, absence[one.pk], followed.each[one.pk], law)
            advance = min(followed.own.advance_days, new.unpaid)
            found[one.pk] = {
                DayKind.PAID: new.paid,
                DayKind.ADVANCE: advance,
                DayKind.UNPAID: new.unpaid - advance,
            }
    return found


def new_years(
    turn: date, followed: Followed, employees: Sequence[Employee], years: Mapping[UUID, Years]
) -> dict[UUID, NewVacationYear]:
    """The new year as a payslip takes it."""
    expected = {one: sides.new.get(DayKind.PAID, NOTHING) for one, sides in years.items()}
    known = [one for one in employees if one.pk in years]
    pay = day_pay(followed, known, turn, expected) if known else {}
    return {one.pk: NewVacationYear(tuple(sorted(years[one.pk].new.items())), **pay[one.pk]) for one in known}
