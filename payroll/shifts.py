"""The clock times that unsocial hours follow from: read for those alone whose agreement asks for them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField
from django.db.models.functions import Cast

from common.special_days import special_days
from employment.rules.pay_periods import Days
from payroll.deviations import paid_in, reach_of
from payroll.models import PayrollRun
from payroll.rules.basis import Agreement, Kind, PayForm, Terms
from payroll.rules.registered_shifts import Clocked, Planned, registered_shifts, scheduled_shifts
from payroll.rules.shifts import Shift
from timereporting.queries import Schedules, payroll_entries_for, scheduled_days_for


class ByTheClock(NamedTuple):
    """The shifts of one employee, and what their days are besides weekdays."""

    shifts: tuple[Shift, ...] = ()
    special_days: tuple[tuple[date, tuple[str, ...]], ...] = ()


class Tried(NamedTuple):
    """Registrations that are not made yet, in place of some that there are, by reference."""

    replaced: Collection[str]
    entries: Sequence[Clocked]


NOTHING_TRIED: Mapping[UUID, Tried] = {}


def shifts_in(
    run: PayrollRun,
    agreements: Mapping[UUID, Agreement],
    windows: Mapping[UUID, Days],
    terms: Mapping[UUID, Sequence[Terms]],
    tried: Mapping[UUID, Tried] = NOTHING_TRIED,
) -> dict[UUID, ByTheClock]:
    """What is known by the clock of each whose agreement has unsocial hours; nothing is read when there are none."""
    rules = {one: agreement.unsocial for one, agreement in agreements.items() if agreement.unsocial is not None}
    if not rules:
        return {}
    entries = _entries(run, list(rules), terms)
    for one, instead in tried.items():
        entries[one] = [row for row in entries[one] if row.reference not in instead.replaced] + [*instead.entries]
    reach = reach_of(run)
    by_schedule = [one for one, rule in rules.items() if rule.by_schedule]
    schedules = Schedules({}, {}, {})
    if by_schedule:
        schedules = scheduled_days_for(run.company_id, by_schedule, reach.first, reach.last)
    special = tuple((day, tuple(sorted(kinds))) for day, kinds in special_days(reach.first, reach.last).items())
    found = {}
    for one in rules:
        shifts = registered_shifts(entries[one])
        if one in schedules.hours:
            planned = _planned(schedules, one, windows[one])
            shifts += scheduled_shifts(entries[one], planned, partial(_is_salaried, terms[one]))
        found[one] = ByTheClock(tuple(shifts), special)
    return found


def _entries(run: PayrollRun, ids: Sequence[UUID], terms: Mapping[UUID, Sequence[Terms]]) -> dict[UUID, list[Clocked]]:
    rows = payroll_entries_for(run.company_id, ids, *reach_of(run)).values_list(
        "employee_id", "worked_on", "quick_choice", "minutes", "starts_at", "ends_at", Cast("id", CharField())
    )
    found: dict[UUID, list[Clocked]] = defaultdict(list)
    is_paid = paid_in(run)
    for employee_id, day, choice, minutes, starts_at, ends_at, key in rows:
        if is_paid(terms[employee_id], day):
            found[employee_id].append(Clocked(day, Kind(choice), minutes, starts_at, ends_at, key))
    return found


def _planned(schedules: Schedules, employee_id: UUID, window: Days) -> dict[date, Planned]:
    minutes = schedules.planned[employee_id]
    return {
        day: Planned(*hours, minutes[day])
        for day, hours in schedules.hours[employee_id].items()
        if window.first <= day <= window.last
    }


def _is_salaried(terms: Iterable[Terms], day: date) -> bool:
    return any(one.pay_form == PayForm.MONTHLY for one in terms if one.days_in(day, day))
