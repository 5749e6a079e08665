"""What vacation a payslip may take and has to pay."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet, Sum

from employment.agreement_queries import AgreementBook
from employment.models import Employee
from payroll.models import PayrollRun, VacationEntry
from payroll.parameters import parameters_for
from payroll.rules.basis import VacationAtHand, VacationPayout
from payroll.rules.vacation_absence import CountedAbsence
from payroll.rules.vacation_again import counted_entries
from payroll.rules.vacation_ledger import GRANTING, PAID_IN_MONEY, granted_in, typed_day_pay
from payroll.rules.vacation_order import DayKind
from payroll.rules.vacation_terms import VacationRule, VacationTerms, earning_year_of, vacation_year_of
from payroll.rules.vacation_value import EarnedPay, day_value
from payroll.rules.vacation_weeks import FULL_WEEK, workdays_in
from payroll.statutory import YearNotAvailable
from payroll.vacation_again import counted_since
from payroll.vacation_assumed import Takings, assumed_at_hand, may_be_special
from payroll.vacation_balances import entries_before, may_be_kept, terms_by, vacation_terms_on, values_by_employee
from payroll.vacation_earning import absence_in, earned_pay_in
from payroll.vacation_rules import chosen_rules
from timereporting.rules.schedules import Assigned

Days = dict[DayKind, Decimal]
TermsOf = Mapping[UUID, VacationTerms]


def workdays_on(rows: Sequence[Assigned], day: date) -> Decimal:
    """How many days a week the schedule in force on a day has."""
    latest = [row for row in rows if row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)]
    return workdays_in(latest[-1].minutes) if latest else FULL_WEEK


def days_by_kind(run: PayrollRun, ids: Iterable[UUID]) -> dict[UUID, Days]:
    """The balances before a run of those of whom an account is kept: one query."""
    found: dict[UUID, Days] = defaultdict(dict)
    sums = entries_before(run, ids).order_by().values_list("employee_id", "kind").annotate(days=Sum("days"))
    for employee_id, kind, days in sums:
        found[employee_id][DayKind(kind)] = days
    return dict(found)


def days_to_take(run: PayrollRun, ids: Iterable[UUID]) -> dict[UUID, Decimal]:
    """Days of every kind that may be taken, of those of whom an account is kept."""
    return {
        one: sum((max(number, Decimal(0)) for number in days.values()), Decimal(0))
        for one, days in days_by_kind(run, ids).items()
    }


class Vacation(NamedTuple):
    """What each employee's vacation follows, and what is at hand; nothing of who has all days and a five-day week."""

    terms: TermsOf
    at_hand: Mapping[UUID, VacationAtHand]


def vacation_in(
    run: PayrollRun,
    employees: Sequence[Employee],
    book: AgreementBook,
    workdays: Mapping[UUID, Decimal],
    *,
    taken: Takings,
    monthly: Collection[UUID],
) -> Vacation:
    """The vacation of a run; `taken` is what earlier payslips say, `monthly` who has a monthly salary.

    The company's terms are asked for where they can matter.
    """
    balances = days_by_kind(run, [one.pk for one in employees]) if may_be_kept(employees) else {}
    others = [one for one in employees if one.pk not in balances and one.pk in monthly]
    needs_terms = balances or any(taken.values()) or any(may_be_special(one, workdays, run.payday) for one in others)
    own = vacation_terms_on(run.company_id, run.payday) if needs_terms else VacationTerms()
    chosen = chosen_rules(run.company_id, list(balances), run.payday) if balances else {}
    terms = terms_by(book, [one.pk for one in employees], run.deviation_last, own, chosen)
    assumed = assumed_at_hand(others, run.payday, own, terms, workdays, taken)
    kept = [one for one in employees if one.pk in balances]
    if not kept:
        return Vacation(terms, assumed)
    values, payouts = _day_pay(run, kept, own, terms, workdays), _payouts(run, list(balances))
    at_hand = {
        one.pk: VacationAtHand(
            days=tuple(sorted(balances[one.pk].items())),
            day_deduction_rate=terms[one.pk].day_deduction_rate,
            workdays=workdays[one.pk],
            payouts=tuple(payouts.get(one.pk, ())),
            **values.get(one.pk, {}),
        )
        for one in kept
    }
    return Vacation(terms, {**assumed, **at_hand})


def payouts_before(run: PayrollRun, ids: Iterable[UUID] | None = None) -> QuerySet[VacationEntry]:
    """Days paid in money that are due, that no earlier run has paid and nobody has taken back."""
    before = entries_before(run, ids)
    rows = before.filter(cause__in=list(PAID_IN_MONEY), amount__gt=0, about__isnull=True, on__lte=run.month.last)
    return rows.exclude(pk__in=before.filter(about__isnull=False).order_by().values("about"))


def _payouts(run: PayrollRun, ids: Sequence[UUID]) -> dict[UUID, list[VacationPayout]]:
    found: dict[UUID, list[VacationPayout]] = defaultdict(list)
    for row in payouts_before(run, ids):
        explanation = row.explanation or {"inputs": [], "formula": ""}
        given = {one["name"]: one["value"] for one in explanation["inputs"]}
        formula = explanation["formula"].partition(" = ")[0]
        days = Decimal(given["vacation_days_paid_out"])
        found[row.employee_id].append(VacationPayout(days, row.amount or 0, formula))
    return found


def _day_pay(
    run: PayrollRun,
    employees: Sequence[Employee],
    own: VacationTerms,
    terms: TermsOf,
    workdays: Mapping[UUID, Decimal],
) -> dict[UUID, dict[str, Any]]:
    """What a day pays beyond the salary's own supplement: by the percentage rule, or for variable pay."""
    by_percentage = {one.pk for one in employees if terms[one.pk].rule == VacationRule.PERCENTAGE}
    year = vacation_year_of(run.payday, own)
    rows = entries_before(run, [one.pk for one in employees])
    granting = rows.filter(cause__in=list(GRANTING), vacation_year=year.number)
    accounts = values_by_employee(granting if by_percentage else granting.filter(amount__isnull=False))
    since = counted_since(run.company_id, employees, run.payday)
    earned = earned_pay_of(run.company_id, employees, run.payday, own, terms)
    found = {}
    for one in employees:
        entries = counted_entries(accounts.get(one.pk, []), since.get(one.pk))
        value = day_value(
            terms[one.pk],
            monthly_salary=0,
            earned=earned[one.pk],
            paid_days=granted_in(entries, year.number),
            workdays=workdays[one.pk],
            typed=typed_day_pay(entries, year.number),
        )
        found[one.pk] = {"percentage_day_pay" if one.pk in by_percentage else "variable_day_pay": value.amount}
    return found


def earned_pay_of(
    company_id: UUID, employees: Sequence[Employee], day: date, terms: VacationTerms, each: TermsOf
) -> dict[UUID, EarnedPay]:
    """Pay of the earning year behind the vacation year of a day; absence matters to the percentage rule alone.

    `terms` are the company's own, `each` what every employee follows.
    """
    year, absence = earning_year_of(vacation_year_of(day, terms), terms), dict[UUID, CountedAbsence]()
    by_percentage = [one.pk for one in employees if each[one.pk].rule == VacationRule.PERCENTAGE]
    if by_percentage:
        with suppress(YearNotAvailable):
            absence = absence_in(company_id, by_percentage, year, parameters_for(day))
    return earned_pay_in(company_id, employees, year, absence, terms)
