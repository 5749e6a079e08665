"""Posting how the vacation liability changed up to the end of a month, and undoing the latest posting."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import transaction

from collaborations.operations.locks import lock_company
from common import clock
from common.periods import Month
from events.operations import record
from payroll.account_queries import accounts_of
from payroll.models import VacationPosting
from payroll.rules.journal import JournalLine
from payroll.rules.vacation_liability import Owed, change_journal
from payroll.vacation_costs import costs_now, costs_posted
from payroll.vacation_postings import accounts_posted, latest_posting, owed_before
from payroll.vacation_status import Status, vacation_of_company


class AlreadyPosted(ValueError):
    """The month, or one after it, has been posted: undo that first."""


class NotPosted(ValueError):
    """There is no posting to undo."""


@transaction.atomic
def post_liability(
    *, company_id: UUID, month: Month, by: UUID, firm_id: UUID | None = None, booked: Owed | None = None
) -> VacationPosting:
    """Post the change since the latest posting, or since what was `booked` before the first. Raises AlreadyPosted."""
    lock_company(company_id)
    latest = latest_posting(company_id)
    if latest is not None and latest.month >= month.first:
        raise AlreadyPosted
    vacation = vacation_of_company(company_id, month.last)
    before, after, costs = owed_before(latest, booked), vacation.owed, costs_now(vacation)
    accounts = accounts_of(company_id)
    formerly = accounts_posted(latest, accounts)
    lines = change_journal(before, after, costs_posted(latest), costs, accounts, formerly)
    posting = VacationPosting.objects.create(
        company_id=company_id,
        month=month.first,
        monthly_before=before.monthly,
        hourly_before=before.hourly,
        contributions_before=before.contributions,
        monthly=after.monthly,
        hourly=after.hourly,
        contributions=after.contributions,
        rows=[_row(one) for one in vacation.rows if one.liability is not None],
        lines=[_kept(line) for line in lines],
        costs=[_kept(line) for line in costs],
        accounts=dict(accounts.own),
        posted_by_id=by,
        posted_at=clock.now(),
    )
    _record("payroll.vacation_liability_posted", posting, by, firm_id)
    return posting


@transaction.atomic
def undo_posting(*, company_id: UUID, by: UUID, firm_id: UUID | None = None) -> VacationPosting:
    """Take the latest posting back; its row stays. Raises NotPosted."""
    lock_company(company_id)
    posting = latest_posting(company_id)
    if posting is None:
        raise NotPosted
    posting.undone_by_id, posting.undone_at = by, clock.now()
    posting.save(update_fields=["undone_by", "undone_at"])
    _record("payroll.vacation_liability_undone", posting, by, firm_id)
    return posting


def _kept(line: JournalLine) -> dict[str, Any]:
    """The entry, without dimensions that it has none of."""
    return {name: value for name, value in asdict(line).items() if value != ""}


def _row(status: Status) -> dict[str, Any]:
    liability = status.liability
    assert liability is not None
    return {
        "employee": str(status.employee.pk),
        "days": str(liability.days),
        "value": liability.value.amount,
        "amount": liability.amount,
        "contributions": liability.contributions,
    }


def _record(kind: str, posting: VacationPosting, by: UUID, firm_id: UUID | None) -> None:
    data = {"month": f"{posting.month:%Y-%m}", "kronor": (posting.monthly + posting.hourly) // 100}
    record(kind, by=by, subject=posting, company_id=posting.company_id, firm_id=firm_id, data=data)
