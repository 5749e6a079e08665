"""Closing a vacation year, and undoing it until something later rests on it."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from collaborations.operations.locks import lock_company
from common import clock
from common.money import Ore, kronor, round_to_ore
from events.operations import record
from payroll.models import PayrollRun, VacationEntry, VacationPosting, VacationYearClose
from payroll.operations.vacation_rows import explained, take_back
from payroll.rules.lines import text
from payroll.rules.result import Explanation, Input, Unit
from payroll.rules.run_states import RunState
from payroll.rules.vacation_ledger import Cause, balances_of
from payroll.rules.vacation_order import DayKind
from payroll.vacation_closing import Closing, YearEnd, closes_of, year_end_of, year_to_close

ASSUMED = "Antaget när semesteråret stängdes"
NONE = Decimal(0)


class NothingToClose(ValueError):
    """No vacation year is over and open."""


class Changed(ValueError):
    """What would be done is not what somebody has seen any more."""


class LaterRests(ValueError):
    """A run that was approved, a debt that was posted or a later year rests on the closing."""


class Move(NamedTuple):
    """A row of the account that closing makes."""

    kind: DayKind
    cause: Cause
    days: Decimal
    saved_from: int | None = None
    amount: Ore | None = None
    explanation: Explanation | None = None


@transaction.atomic
def close_vacation_year(*, company_id: UUID, seen: str, by: UUID, firm_id: UUID | None = None) -> VacationYearClose:
    """Close the oldest open year. Raises NothingToClose, Changed."""
    lock_company(company_id)
    today = clock.today()
    year = year_to_close(company_id, today)
    if year is None:
        raise NothingToClose
    end = year_end_of(company_id, year, today)
    if not end.is_known or end.digest != seen:
        raise Changed
    closed = VacationYearClose.objects.create(
        company_id=company_id, year=year.number, closed_by_id=by, closed_at=clock.now()
    )
    rows = [row for one in end.rows for row in (*_opened(one, end, by), *_closed(one, end, closed, by))]
    VacationEntry.objects.bulk_create(rows)
    data = {"year": year.number, "employees": len(end.rows)}
    _record("payroll.vacation_year_closed", closed, by, firm_id, data)
    return closed


@transaction.atomic
def reopen_vacation_year(*, company_id: UUID, by: UUID, firm_id: UUID | None = None) -> VacationYearClose:
    """Undo the latest closing with rows that take its rows back. Raises NothingToClose, LaterRests."""
    lock_company(company_id)
    closed = next(iter(closes_of(company_id)), None)
    if closed is None:
        raise NothingToClose
    if rests_on(closed):
        raise LaterRests
    at = clock.now()
    VacationEntry.objects.bulk_create(take_back(closed.entries.all(), by=by, at=at))
    closed.undone_by_id, closed.undone_at = by, at
    closed.save(update_fields=["undone_by", "undone_at"])
    _record("payroll.vacation_year_reopened", closed, by, firm_id, {"year": closed.year})
    return closed


def rests_on(closed: VacationYearClose) -> bool:
    """Whether a run was approved or a debt posted after the closing, so that undoing it would change what they say."""
    runs = PayrollRun.objects.filter(company_id=closed.company_id, state=RunState.APPROVED)
    postings = VacationPosting.objects.filter(company_id=closed.company_id, undone_at__isnull=True)
    return (
        runs.filter(approved_at__gte=closed.closed_at).exists()
        or postings.filter(posted_at__gte=closed.closed_at).exists()
    )


def _opened(one: Closing, end: YearEnd, by: UUID) -> list[VacationEntry]:
    """What was assumed becomes the account's opening; it stays when the closing is undone."""
    if not one.status.is_assumed:
        return []
    days = {DayKind.PAID: NONE, **balances_of(one.entries).days}
    moves = [Move(kind, Cause.OPENING, number) for kind, number in days.items() if number or kind == DayKind.PAID]
    rows = [_entry(one, end.year.number, end.year.last, move, by, None) for move in moves]
    for row in rows:
        row.reason = ASSUMED
    return rows


def _closed(one: Closing, end: YearEnd, closed: VacationYearClose, by: UUID) -> list[VacationEntry]:
    old = [_entry(one, end.year.number, end.year.last, move, by, closed) for move in _ending(one, end.year.number)]
    new = [_entry(one, end.following.number, end.following.first, move, by, closed) for move in _beginning(one)]
    return [*old, *new]


def _ending(one: Closing, year: int) -> Iterable[Move]:
    done = one.closed
    if done.saved:
        yield Move(DayKind.PAID, Cause.SAVED, -done.saved)
        yield Move(DayKind.SAVED, Cause.SAVED, done.saved, year)
    if done.paid_out:
        yield Move(DayKind.PAID, Cause.PAID_OUT, -done.paid_out, None, *_money(one, done.paid_out))
    for from_year, days in sorted(done.expired.items()):
        yield Move(DayKind.SAVED, Cause.EXPIRED, -days, from_year, *_money(one, days))
    if done.unpaid_gone:
        yield Move(DayKind.UNPAID, Cause.FORFEITED, -done.unpaid_gone)
    if done.advance_gone:
        yield Move(DayKind.ADVANCE, Cause.FORFEITED, -done.advance_gone)


def _beginning(one: Closing) -> Iterable[Move]:
    done = one.closed
    yield Move(DayKind.PAID, Cause.EARNED, done.new.paid, explanation=done.new.explanation)
    if done.new_advance:
        yield Move(DayKind.ADVANCE, Cause.EARNED, done.new_advance, explanation=done.new.explanation)
    if one.new_unpaid:
        yield Move(DayKind.UNPAID, Cause.EARNED, one.new_unpaid, explanation=done.new.explanation)


def _money(one: Closing, days: Decimal) -> tuple[Ore, Explanation]:
    """What days are paid out with, and why."""
    value = one.value.exact if one.value else NONE
    amount = round_to_ore(days * value)
    shown = kronor(round_to_ore(value))
    given = (Input("vacation_days_paid_out", text(days), Unit.COUNT),)
    formula = f"{text(days)} × {shown} = {kronor(amount)}"
    law = "vacation_act.compensation"
    return amount, Explanation("vacation_compensation", formula, given, one.closed.figures, law)


def _entry(one: Closing, year: int, on: date, move: Move, by: UUID, closed: VacationYearClose | None) -> VacationEntry:
    return VacationEntry(
        company_id=one.employee.company_id,
        employee=one.employee,
        kind=move.kind,
        cause=move.cause,
        days=move.days,
        vacation_year=year,
        saved_from=move.saved_from,
        on=on,
        amount=move.amount,  # type: ignore[misc]
        close=closed,
        explanation=explained(move.explanation),
        created_by_id=by,
        created_at=_moment(closed),
    )


def _moment(closed: VacationYearClose | None) -> datetime:
    return closed.closed_at if closed is not None else clock.now()


def _record(kind: str, closed: VacationYearClose, by: UUID, firm_id: UUID | None, data: dict[str, Any]) -> None:
    record(kind, by=by, subject=closed, company_id=closed.company_id, firm_id=firm_id, data=data)
