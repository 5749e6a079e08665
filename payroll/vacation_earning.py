"""What an earning year holds: absence by reason, and pay by what counts, read in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Sum

from common.periods import days_between
from employment.free_day_queries import free_days_of
from employment.models import Employee
from payroll.catalogue import pay_items
from payroll.models import PayrollRun, PayslipLine
from payroll.rules.result import Group
from payroll.rules.run_states import RunState
from payroll.rules.spells import only_days_off_between
from payroll.rules.vacation_absence import AbsenceReason, AbsentDay, CountedAbsence, counted_absence
from payroll.rules.vacation_terms import VacationTerms, Year
from payroll.rules.vacation_value import COUNTED_ITEMS, OVERTIME_ITEMS, VARIABLE_ITEMS, EarnedPay, normal_pay
from payroll.statutory import Parameters
from payroll.vacation_again import counted_since, employed_of
from timereporting.queries import assignments_of, payroll_entries_for
from timereporting.rules.quick_choices import QuickChoice
from timereporting.rules.schedules import planned_minutes

REASONS = {
    QuickChoice.SICK: AbsenceReason.SICKNESS,
    QuickChoice.CARE_OF_CHILD: AbsenceReason.CARE_OF_CHILD,
    QuickChoice.PARENTAL_LEAVE: AbsenceReason.PARENTAL_LEAVE,
    QuickChoice.CLOSE_RELATIVE_CARE: AbsenceReason.CLOSE_RELATIVE,
    QuickChoice.CONTAGION: AbsenceReason.CONTAGION,
    QuickChoice.MILITARY_SERVICE: AbsenceReason.MILITARY_SERVICE,
    QuickChoice.STUDY_LEAVE: AbsenceReason.OTHER,
    QuickChoice.UNPAID_LEAVE: AbsenceReason.OTHER,
    QuickChoice.OTHER_ABSENCE: AbsenceReason.OTHER,
}


class Missed(NamedTuple):
    """Minutes missed on a day for a reason."""

    day: date
    minutes: int


def absence_in(company_id: UUID, ids: Sequence[UUID], year: Year, parameters: Parameters) -> dict[UUID, CountedAbsence]:
    """Absence of an earning year; the year before it is looked at as well, for 17 b §. Raises FigureMissing."""
    before = date(year.first.year - 1, year.first.month, year.first.day)
    missed = _missed(company_id, ids, before, year.last)
    planned = _planned(company_id, list(missed), before, year.last)
    return {
        one: counted_absence(_absent_days(missed.get(one, {}), planned.get(one, {})), year, parameters) for one in ids
    }


def earned_pay_in(
    company_id: UUID,
    employees: Sequence[Employee],
    year: Year,
    absence: Mapping[UUID, CountedAbsence],
    terms: VacationTerms,
) -> dict[UUID, EarnedPay]:
    """What approved payslips with payday in the earning year say was earned, but for what compensation has settled."""
    variable = variable_items(terms)
    runs = PayrollRun.objects.filter(company_id=company_id, state=RunState.APPROVED)
    lines = PayslipLine.objects.filter(
        company_id=company_id,
        run_id__in=list(runs.filter(payday__range=(year.first, year.last)).values_list("pk", flat=True)),
        employee_id__in=[one.pk for one in employees],
        group=Group.GROSS,
        pay_item__in=COUNTED_ITEMS | variable,
    )
    since = counted_since(company_id, employees)
    for employee_id, first in since.items():
        lines = lines.exclude(employee_id=employee_id, run__payday__lt=first)
    sums: dict[UUID, dict[str, int]] = defaultdict(dict)
    rows = lines.order_by().values_list("employee_id", "pay_item").annotate(amount=Sum("amount"))
    for employee_id, item, amount in rows:
        sums[employee_id][item] = int(amount)
    return {
        one.pk: _earned_pay(
            employed_of(one, since.get(one.pk)).days_in(year.first, year.last),
            sums.get(one.pk, {}),
            absence.get(one.pk),
            variable,
        )
        for one in employees
    }


def variable_items(terms: VacationTerms) -> frozenset[str]:
    """What vacation pay is counted on: items of the register, unsocial hours, and overtime where the terms say so."""
    counted = VARIABLE_ITEMS | {code for code, one in pay_items().items() if one.item.vacation_basis}
    return counted | OVERTIME_ITEMS if terms.counts_overtime else counted


def _earned_pay(
    employed: int,
    items: Mapping[str, int],
    absence: CountedAbsence | None,
    variable_items: frozenset[str],
) -> EarnedPay:
    total = sum(items.values())
    variable = sum(amount for item, amount in items.items() if item in variable_items)
    qualifying, lost = (absence.qualifying_days, absence.lost_days) if absence else (0, 0)
    return EarnedPay(total, variable, normal_pay(total, employed, qualifying, lost))


def _missed(
    company_id: UUID, ids: Sequence[UUID], first: date, last: date
) -> dict[UUID, dict[AbsenceReason, list[Missed]]]:
    entries = payroll_entries_for(company_id, ids, first, last).filter(quick_choice__in=list(REASONS))
    sums = entries.order_by().values_list("employee_id", "worked_on", "quick_choice").annotate(minutes=Sum("minutes"))
    found: dict[UUID, dict[AbsenceReason, list[Missed]]] = defaultdict(lambda: defaultdict(list))
    for employee_id, day, choice, minutes in sums:
        found[employee_id][REASONS[QuickChoice(choice)]].append(Missed(day, minutes))
    return found


def _planned(company_id: UUID, ids: Sequence[UUID], first: date, last: date) -> dict[UUID, dict[date, int]]:
    assigned, free = assignments_of(ids), free_days_of(company_id).between(first, last)
    return {one: planned_minutes(assigned.get(one, []), free, first, last) for one in ids}


def _absent_days(missed: Mapping[AbsenceReason, Iterable[Missed]], planned: Mapping[date, int]) -> list[AbsentDay]:
    """Calendar days away: what was registered, and days off between two days of the same reason."""
    found = list[AbsentDay]()
    for reason, rows in missed.items():
        before: date | None = None
        for one in sorted(rows):
            if before is not None and only_days_off_between(before, one.day, planned):
                between = days_between(before + timedelta(days=1), one.day - timedelta(days=1))
                found += [AbsentDay(day, reason) for day in between]
            found.append(AbsentDay(one.day, reason, one.minutes >= planned.get(one.day, 0)))
            before = one.day
    return found
