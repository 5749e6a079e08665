"""The account of each employee up to a day: what was entered, or what is assumed until somebody enters anything."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from common.periods import ONE_DAY
from employment.models import Employee
from payroll.models import Payslip
from payroll.rules.basis import PayForm
from payroll.rules.vacation_assumed import Taking
from payroll.rules.vacation_ledger import Cause, Entry
from payroll.rules.vacation_terms import VacationTerms, Year, vacation_year_of
from payroll.vacation_assumed import assumed_accounts
from payroll.vacation_balances import entries_of, vacation_terms_on, values_by_employee

LONGEST = timedelta(days=92)
"""No deviations of a payslip that begin in a vacation year end later than so long after it."""


class Account(NamedTuple):
    """What is known of an employee's days; `is_assumed` when nobody has entered any and the law's days are counted."""

    entries: list[Entry]
    is_assumed: bool


def accounts_on(
    company_id: UUID,
    employees: Iterable[Employee],
    workdays: Mapping[UUID, Decimal],
    day: date,
    terms: Mapping[UUID, VacationTerms],
) -> dict[UUID, Account]:
    """The accounts of employees up to a day; `workdays` are those of a week, `terms` what each employee follows.

    Days that an approved run has taken are gone when they were taken, whatever its payday.
    """
    own = vacation_terms_on(company_id, day)
    year = vacation_year_of(day, own)
    known = Q(on__lte=day) | Q(cause=Cause.TAKEN, run__deviation_last__lte=day)
    if day == year.last:
        known |= Q(cause=Cause.TAKEN, vacation_year=year.number)
    kept = values_by_employee(entries_of(company_id, workdays).filter(known))
    others = [one for one in employees if one.pk not in kept]
    taken = _taken_by_payslips(company_id, [one.pk for one in others], year, day)
    assumed = assumed_accounts(others, day, own, terms, workdays, taken)
    return {
        **{one: Account(entries, False) for one, entries in kept.items()},
        **{one: Account(entries, True) for one, entries in assumed.items()},
    }


def _taken_by_payslips(company_id: UUID, ids: Iterable[UUID], year: Year, day: date) -> dict[UUID, list[Taking]]:
    known = Q(payday__lte=day) | Q(run__deviation_last__lte=day)
    known &= Q(run__deviation_last__range=(year.first, year.last))
    if day == year.last:
        after = year.last + ONE_DAY, year.last + LONGEST
        known |= Q(run__deviation_last__range=after, vacation_days_before_turn__gt=0)
    slips = Payslip.objects.filter(
        known,
        company_id=company_id,
        employee_id__in=list(ids),
        approved_at__isnull=False,
        vacation_days_taken__gt=0,
    ).exclude(pay_form=PayForm.HOURLY)
    found: dict[UUID, list[Taking]] = defaultdict(list)
    names = ("employee_id", "run__deviation_last", "vacation_days_taken", "vacation_days_before_turn")
    for one, *taking in slips.order_by("payday").values_list(*names):
        found[one].append(Taking(*taking))
    return found
