"""Vacation of somebody who was hired again: what was paid out when a former employment ended counts no more.

Semesterlagen (1977:480) 28 §: compensation settles what was earned. The employments after it are counted from their
first day, together, and so is an employment whose vacation nobody has paid out.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from employment.rules.periods import Period
from payroll.rules.vacation_ledger import Cause, Entry


def paid_out_until(entries: Iterable[Entry]) -> date | None:
    """The latest day that compensation was decided for and not taken back."""
    sums: dict[date, int] = {}
    for one in entries:
        if one.cause == Cause.COMPENSATED:
            sums[one.on] = sums.get(one.on, 0) + (one.amount or 0)
    return max((day for day, amount in sums.items() if amount > 0), default=None)


def counted_from(employments: Sequence[Period], entries: Iterable[Entry]) -> date | None:
    """The first day of the employment that came after compensation; None where there is none to leave out."""
    until = paid_out_until(entries)
    if until is None:
        return None
    return next((one.starts_on for one in employments if one.starts_on > until), None)


def counted_entries(entries: Sequence[Entry], since: date | None) -> list[Entry]:
    """What stands in the account since then."""
    return [one for one in entries if since is None or one.on >= since]


def counted_employments(employments: Sequence[Period], since: date | None) -> list[Period]:
    """The employments that earn vacation since then."""
    return [one for one in employments if since is None or one.starts_on >= since]
