"""The only way from rows to `PayslipBasis`: everything read in bulk, a constant number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, F
from django.db.models.functions import Cast

from employment.agreement_queries import AgreementBook, agreement_book, sick_protections_of
from employment.cost_queries import shares_of
from employment.free_day_queries import free_days_of
from employment.models import Employee
from employment.queries import tax_terms_in_force
from employment.rules.free_days import FreeDays
from employment.rules.pay_periods import Days
from payroll.account_queries import accounts_of
from payroll.agreements import Agreements, is_paid_by_workdays, ordinary_workdays
from payroll.deviations import paid_in, reach_of, terms_of, window_in, within
from payroll.given import given_in
from payroll.hours_before import hours_before_in
from payroll.models import PayrollRun, Payslip
from payroll.months_to_date import months_to_date
from payroll.queries import opening_balances_of
from payroll.rules.basis import (
    Exemption,
    Kind,
    PayForm,
    PayslipBasis,
    Registration,
    SickHistory,
    Tax,
    TaxMethod,
    Terms,
    VacationAtHand,
    YearToDate,
)
from payroll.rules.opening_balances import Opening
from payroll.rules.vacation import WITH_PAY_LEFT
from payroll.rules.vacation_assumed import Taking, taken_in_year
from payroll.rules.vacation_terms import VacationTerms, vacation_year_of
from payroll.shifts import ByTheClock, shifts_in
from payroll.vacation_at_hand import vacation_in, workdays_on
from timereporting.queries import assignments_of, payroll_entries_for
from timereporting.rules.schedules import planned_minutes, weekly_minutes

LOOK_BACK = timedelta(days=14)
# What the next payslip needs of the earlier ones.
HISTORY = (
    *("payday", "gross_pay", "benefits", "preliminary_tax", "net_pay", "sick_state"),
    *("vacation_days_taken", "vacation_days_before_turn"),
)
REPORTED = "reported_last"
"""The last day whose deviations a payslip had."""
TAX = (
    *("employee_id", "method", "tax_table", "tax_column", "adjustment_rate"),
    *("adjustment_amount", "extra_tax", "exemption", "expected_income"),
)
KINDS = {kind.value: kind for kind in Kind}


def bases_for(run: PayrollRun, employees: Sequence[Employee]) -> list[PayslipBasis]:
    """The basis of each employee's payslip, in the order given."""
    ids = [employee.pk for employee in employees]
    book = agreement_book(run.company_id, ids, max(run.month.last, run.deviation_last))
    employments = {employee.pk: employee.employments for employee in employees}
    terms = {one: within(run, employments[one], rows) for one, rows in terms_of(run, ids).items()}
    window_of = window_in(run)
    windows = {one: window_of(terms[one]) for one in ids}
    taxes = _taxes(run, ids)
    registrations = _registrations(run, terms)
    free_days = free_days_of(run.company_id)
    schedules = _schedules_in(windows, free_days)
    history, openings = _history(run, ids), opening_balances_of(run.company_id, run.payday.year)
    accounts, paid_in_month = accounts_of(run.company_id), months_to_date(run, history)
    given = given_in(run.company_id, ids, run.month, accounts)
    shares = shares_of(run.company_id, employees, run.month.first)
    agreements, month = Agreements(book), run.month
    followed = {one: agreements.on(one, windows[one].last) for one in ids}
    by_the_clock = shifts_in(run, followed, windows, terms)
    hours_before = hours_before_in(run, followed, registrations, terms)
    workdays, protections = _workdays(run, employees, terms, book, free_days), sick_protections_of(run.company_id, ids)
    weeks, taken = {one: schedules[one].workdays for one in ids}, _taken_before(history)
    vacation = vacation_in(run, employees, book, weeks, windows, taken=taken, monthly=_monthly(terms))
    return [
        PayslipBasis(
            employee_id=str(one),
            birth_year=_birth_year(employee),
            month=month,
            payday=run.payday,
            deviation_first=windows[one].first,
            deviation_last=windows[one].last,
            employed_from=employments[one][0].starts_on,
            employed_to=employee.left_on,
            terms=tuple(terms[one]),
            weekly_minutes=schedules[one].weekly_minutes,
            planned_minutes=schedules[one].planned_minutes,
            registrations=tuple(registrations[one]),
            tax=taxes[one],
            agreement=followed[one],
            sick_history=_sick_history(history[one], run),
            year_to_date=_year_to_date(openings.get(one, Opening()), history[one], run),
            vacation_days_left=_days_left(vacation.at_hand.get(one), taken.get(one, ()), run, vacation.terms[one]),
            vacation=vacation.at_hand.get(one),
            vacation_turn=vacation.turns.get(one),
            given=given.get(one, ()),
            workdays=workdays.get(one, ()),
            sick_protection=tuple((row.starts_on, row.ends_on) for row in protections.get(one, [])),
            hours_before=hours_before.get(one),
            **by_the_clock.get(one, ByTheClock())._asdict(),
            shares=shares.get(one, ()),
            accounts=accounts,
            paid_in_month=paid_in_month.get(one),
        )
        for one, employee in zip(ids, employees, strict=True)
    ]


def taken_before(run: PayrollRun, ids: Sequence[UUID]) -> dict[UUID, list[Taking]]:
    """The vacation days of earlier payslips."""
    return _taken_before(_history(run, ids))


def monthly_in(run: PayrollRun, ids: Sequence[UUID]) -> set[UUID]:
    """Those with a monthly salary in some of the period."""
    return _monthly(terms_of(run, ids))


class Schedule(NamedTuple):
    """What is planned for one employee over the period."""

    planned_minutes: tuple[tuple[date, int], ...]
    weekly_minutes: int
    workdays: Decimal


def _schedules(ids: Sequence[UUID], free_days: FreeDays, first: date, last: date) -> dict[UUID, Schedule]:
    """Worked out once for all who share their schedules over the period, as most of a company do."""
    assigned, free = assignments_of(ids), free_days.between(first, last)
    known: dict[tuple[tuple[date, date, int], ...], Schedule] = {}
    found = {}
    for one in ids:
        rows = [row for row in assigned.get(one, []) if row.starts_on <= last and (row.ends_on or last) >= first]
        # The rows of one schedule share its mapping of minutes.
        key = tuple((max(row.starts_on, first), min(row.ends_on or last, last), id(row.minutes)) for row in rows)
        if key not in known:
            known[key] = Schedule(
                tuple(planned_minutes(rows, free, first, last).items()),
                weekly_minutes(rows, last),
                workdays_on(rows, last),
            )
        found[one] = known[key]
    return found


def _schedules_in(windows: Mapping[UUID, Days], free_days: FreeDays) -> dict[UUID, Schedule]:
    """The schedule of each employee from two weeks before their deviations to the end of them."""
    found: dict[UUID, Schedule] = {}
    for window in set(windows.values()):
        ids = [one for one, own in windows.items() if own == window]
        found |= _schedules(ids, free_days, window.first - LOOK_BACK, window.last)
    return found


def _registrations(run: PayrollRun, terms: Mapping[UUID, Sequence[Terms]]) -> dict[UUID, list[Registration]]:
    """What is registered, by employee and day; values, with keys as text, because there are many."""
    entries = payroll_entries_for(run.company_id, list(terms), *reach_of(run))
    is_paid = paid_in(run)
    found: dict[UUID, list[Registration]] = defaultdict(list)
    keys = Cast("employee_id", CharField()), Cast("id", CharField())
    for employee, rows in groupby(entries.values_list(*keys, "worked_on", "quick_choice", "minutes"), itemgetter(0)):
        own = terms[UUID(employee)]
        found[UUID(employee)] += [
            Registration(day, KINDS[choice], minutes, key) for _, key, day, choice, minutes in rows if is_paid(own, day)
        ]
    return found


def _history(run: PayrollRun, employee_ids: Iterable[UUID]) -> dict[UUID, list[Payslip]]:
    """Approved payslips of the last fourteen months before the run, oldest first."""
    since = run.payday - timedelta(days=430)
    payslips = Payslip.objects.filter(
        company_id=run.company_id,
        employee_id__in=list(employee_ids),
        approved_at__isnull=False,
        payday__gte=since,
        period__lt=run.period,
    )
    found: dict[UUID, list[Payslip]] = defaultdict(list)
    for payslip in payslips.only(*HISTORY).annotate(**{REPORTED: F("run__deviation_last")}).order_by("period"):
        found[payslip.employee_id].append(payslip)
    return found


def _birth_year(employee: Employee) -> int:
    if employee.birth_date is None:
        raise ValueError(f"Employee {employee.pk} has no identity number; checks come before assembling.")
    return employee.birth_date.year


def _taxes(run: PayrollRun, ids: Sequence[UUID]) -> dict[UUID, Tax]:
    """What is decided for the payday; numbers that are not there are nothing."""
    rows = tax_terms_in_force(run.company_id, ids, run.payday).values_list(*TAX)
    return {
        one: Tax(
            TaxMethod(method),
            table or 0,
            column or 0,
            rate or Decimal(0),
            amount or 0,
            extra or 0,
            Exemption(exemption),
            income or 0,
        )
        for one, method, table, column, rate, amount, extra, exemption, income in rows
    }


def _workdays(
    run: PayrollRun,
    employees: Sequence[Employee],
    terms: dict[UUID, list[Terms]],
    book: AgreementBook,
    free_days: FreeDays,
) -> dict[UUID, tuple[date, ...]]:
    """The scheduled days of the month of those who are paid for a part of it by workdays."""
    month = run.month
    ids = [one.pk for one in employees if is_paid_by_workdays(one, terms[one.pk], book, month)]
    if not ids:
        return {}
    ordinary = ordinary_workdays(month, free_days.between(month.first, month.last))
    schedules = _schedules(ids, free_days, month.first, month.last)
    found = {one: tuple(day for day, minutes in schedules[one].planned_minutes if minutes) for one in ids}
    return {one: days or ordinary for one, days in found.items()}


def _sick_history(payslips: list[Payslip], run: PayrollRun) -> SickHistory:
    """How the latest sick period stands, and the qualifying deductions of the last twelve months."""
    if not payslips:
        return SickHistory()
    latest = payslips[-1].sick_state
    since = (run.deviation_first - timedelta(days=365)).isoformat()
    occasions = sum(1 for slip in payslips for day in slip.sick_state["deduction_days"] if day >= since)
    last_day = date.fromisoformat(latest["last_day"]) if latest["last_day"] else None
    return SickHistory(last_day, latest["days_counted"], latest["deduction_left"], occasions)


def _year_to_date(opening: Opening, payslips: list[Payslip], run: PayrollRun) -> YearToDate:
    """What was paid in the year of the payday, before and here."""
    this_year = [slip for slip in payslips if slip.payday.year == run.payday.year]
    return YearToDate(
        opening.gross_pay + sum(slip.gross_pay for slip in this_year),
        opening.preliminary_tax + sum(slip.preliminary_tax for slip in this_year),
        opening.net_pay + sum(slip.net_pay for slip in this_year),
        opening.benefits + sum(slip.benefits for slip in this_year),
    )


def _taken_before(history: Mapping[UUID, Sequence[Payslip]]) -> dict[UUID, list[Taking]]:
    """The days that earlier payslips took, by the last day of their deviations."""
    return {
        one: [
            Taking(getattr(slip, REPORTED), slip.vacation_days_taken, slip.vacation_days_before_turn)
            for slip in slips
            if slip.vacation_days_taken
        ]
        for one, slips in history.items()
    }


def _monthly(terms: Mapping[UUID, Sequence[Terms]]) -> set[UUID]:
    """Those with a monthly salary in some of the period."""
    return {one for one, rows in terms.items() if any(row.pay_form == PayForm.MONTHLY for row in rows)}


def _days_left(kept: VacationAtHand | None, taken: Sequence[Taking], run: PayrollRun, terms: VacationTerms) -> Decimal:
    """Days with pay by the account, or the days of the year less what payslips say was taken of it."""
    if kept is None:
        in_year = taken_in_year(vacation_year_of(run.deviation_last, terms), taken, terms)
        return terms.days - sum((days for _, days in in_year), Decimal(0))
    return sum((days for kind, days in kept.days if kind in WITH_PAY_LEFT), Decimal(0))
