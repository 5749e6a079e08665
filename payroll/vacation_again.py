"""From when the vacation of those counts who were hired again after theirs was paid out."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from employment.models import Employee
from payroll.rules.vacation_again import counted_employments, counted_from
from payroll.rules.vacation_earned import Employed
from payroll.rules.vacation_ledger import Cause
from payroll.rules.vacation_weeks import FULL_WEEK
from payroll.vacation_balances import entries_of, values_by_employee

Since = Mapping[UUID, date]


def counted_since(company_id: UUID, employees: Sequence[Employee], day: date = date.max) -> Since:
    """The day, as it was known on a day; nobody else is in it, and nothing is asked where nobody was hired again."""
    again = [one for one in employees if one.former]
    if not again:
        return {}
    paid_out = entries_of(company_id, [one.pk for one in again]).filter(cause=Cause.COMPENSATED, on__lte=day)
    accounts = values_by_employee(paid_out)
    begun = {one.pk: [each for each in one.employments if each.starts_on <= day] for one in again}
    found = {one.pk: counted_from(begun[one.pk], accounts.get(one.pk, [])) for one in again}
    return {one: first for one, first in found.items() if first is not None}


def employed_of(employee: Employee, since: date | None, workdays: Decimal = FULL_WEEK) -> Employed:
    """The employments that earn vacation."""
    *earlier, latest = counted_employments(employee.employments, since)
    return Employed(latest.starts_on, latest.ends_on, workdays, tuple(earlier))
