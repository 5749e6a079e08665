"""Opening balances of a year: typed in together, before anything of the year is approved here."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from common import clock
from employment.models import Employee
from employment.queries import employees_of
from events.operations import record
from payroll.models import OpeningBalance
from payroll.operations.runs import hold_open_runs
from payroll.queries import opening_balances_of, paid_in
from payroll.rules.opening_balances import Opening


class AlreadyPaid(ValueError):
    """Payslips of the year rest on the balance of the employee."""

    def __init__(self, employee: Employee) -> None:
        super().__init__(str(employee.pk))
        self.employee = employee


@transaction.atomic
def save_opening_balances(
    *, company_id: UUID, year: int, openings: Mapping[UUID, Opening], by: UUID | None, firm_id: UUID | None = None
) -> int:
    """Keep those that are new or other than before; how many they were. Raises AlreadyPaid, and nothing is kept."""
    hold_open_runs(company_id)
    people = {one.pk: one for one in employees_of(company_id).select_for_update(of=("self",)).filter(pk__in=openings)}
    known = opening_balances_of(company_id, year)
    changed = {pk: openings[pk] for pk in people if openings[pk] != known.get(pk, Opening())}
    for pk in paid_in(company_id, year, list(changed)):
        raise AlreadyPaid(people[pk])
    at = clock.now()
    rows = [
        OpeningBalance(
            company_id=company_id, employee=people[pk], year=year, entered_by_id=by, entered_at=at, **vars(opening)
        )
        for pk, opening in changed.items()
    ]
    OpeningBalance.objects.filter(company_id=company_id, year=year, employee_id__in=changed).delete()
    OpeningBalance.objects.bulk_create(rows)
    for row in rows:
        data = {"number": row.employee.number, "year": year, "kronor": row.gross_pay // 100}
        record(
            "payroll.opening_balance_entered",
            by=by,
            subject=row.employee,
            company_id=company_id,
            firm_id=firm_id,
            data=data,
        )
    return len(rows)
