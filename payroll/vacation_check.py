"""Whether more vacation is registered for a run than there is left, and how much of it has no pay."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from common.periods import ONE_DAY
from employment.models import Employee
from payroll.basis import monthly_in, taken_before
from payroll.models import PayrollRun
from payroll.rules.vacation_order import NOTHING, take, take_over_turn
from payroll.rules.vacation_terms import turn_in
from payroll.vacation_assumed import assumed_days
from payroll.vacation_at_hand import balances_by_year, by_kind, workdays_on
from payroll.vacation_balances import vacation_terms_for, vacation_terms_on
from payroll.vacation_day_pay import Followed
from payroll.vacation_turn import Days, Years, years_at
from timereporting.queries import assignments_of, payroll_entries_for
from timereporting.rules.quick_choices import QuickChoice

Sides = tuple[Decimal, Decimal]
AtHand = Mapping[UUID, Days | Years]


class Registered(NamedTuple):
    """What the vacation registered for a run comes to: whether there is room for it, and days that have no pay."""

    is_beyond: bool
    without_pay: int


def registered_vacation(run: PayrollRun, employees: Sequence[Employee]) -> dict[UUID, Registered]:
    """Of those who have any in the deviation period, of the year of each day. Who is paid by the hour has no limit."""
    taken = _taken_in(run, employees)
    if not taken:
        return {}
    turn = turn_in(run.deviation_first, run.deviation_last, vacation_terms_on(run.company_id, run.payday))
    kept, assumed = _at_hand(run, [one for one in employees if one.pk in taken], turn)
    sides = {one: _sides(days, turn) for one, days in taken.items()}
    return {
        **{one: _registered(sides[one], days) for one, days in kept.items()},
        **{one: _registered(sides[one], days, of_each_year=True) for one, days in assumed.items()},
    }


def beyond_vacation(run: PayrollRun, employees: Sequence[Employee]) -> set[UUID]:
    """Employees who took more vacation days than they have left."""
    return {one for one, found in registered_vacation(run, employees).items() if found.is_beyond}


def _taken_in(run: PayrollRun, employees: Sequence[Employee]) -> dict[UUID, list[date]]:
    found = payroll_entries_for(run.company_id, [one.pk for one in employees], run.deviation_first, run.deviation_last)
    rows = found.filter(quick_choice=QuickChoice.VACATION).values_list("employee_id", "worked_on").distinct()
    taken: dict[UUID, list[date]] = defaultdict(list)
    for employee_id, day in rows.order_by():
        taken[employee_id].append(day)
    return taken


def _at_hand(run: PayrollRun, people: Sequence[Employee], turn: date | None) -> tuple[AtHand, AtHand]:
    """What each has to take, of both years where the deviations reach over a turn: by the account, and as assumed."""
    balances = balances_by_year(run, [one.pk for one in people])
    kept, others = ([one for one in people if (one.pk in balances) == is_kept] for is_kept in (True, False))
    found: AtHand = {one: by_kind(of_years) for one, of_years in balances.items()}
    if not others and turn is None:
        return found, {}
    followed = _followed(run, [one.pk for one in people])
    years = years_at(turn, followed, kept, balances) if turn is not None and kept else {}
    return {**found, **years}, _assumed(followed, others, turn) if others else {}


def _assumed(followed: Followed, people: Sequence[Employee], turn: date | None) -> AtHand:
    ids, run = [one.pk for one in people], followed.run
    monthly, taken = monthly_in(run, ids), taken_before(run, ids)
    salaried = [one for one in people if one.pk in monthly]
    after = assumed_days(salaried, followed, run.deviation_last if turn is None else turn, taken)
    if turn is None:
        return after
    before = assumed_days(salaried, followed, turn - ONE_DAY, taken)
    return {one: Years(before[one], days) for one, days in after.items()}


def _followed(run: PayrollRun, ids: Sequence[UUID]) -> Followed:
    assigned = assignments_of(ids)
    return Followed(
        run,
        vacation_terms_on(run.company_id, run.payday),
        vacation_terms_for(run.company_id, ids, run.deviation_last),
        {one: workdays_on(assigned.get(one, []), run.deviation_last) for one in ids},
    )


def _sides(days: Sequence[date], turn: date | None) -> Sides:
    """How many days lie before a turn of the vacation year, and after it."""
    before = sum(1 for day in days if turn is not None and day < turn)
    return Decimal(before), Decimal(len(days) - before)


def _registered(sides: Sides, at_hand: Days | Years, *, of_each_year: bool = False) -> Registered:
    """An account lets the old year's days go on into the new one, not so what is assumed `of_each_year`."""
    if not isinstance(at_hand, Years):
        taken = take(sum(sides, NOTHING), at_hand)
        return Registered(bool(taken.beyond), int(sum(sides, NOTHING)) - int(taken.with_pay))
    old, rest, new = take_over_turn(*sides, at_hand.old, at_hand.new)
    is_beyond = bool(rest.beyond or new.beyond or (of_each_year and rest.days))
    with_pay = int(old.with_pay + rest.with_pay) + int(new.with_pay)
    return Registered(is_beyond, int(sum(sides, NOTHING)) - with_pay)
