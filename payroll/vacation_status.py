"""Where every employee's vacation stands on a day: balances, the value of a day, and the employer's debt."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Min

from common.periods import Month
from employment.models import Employee, EmploymentTerms
from employment.models.employee import EmploymentType
from employment.queries import employed_during, employment_terms_during, employment_terms_on
from payroll.models import PayrollRun
from payroll.parameters import parameters_for
from payroll.rules.basis import PayForm
from payroll.rules.employer_contributions import AgeGroupMissing
from payroll.rules.run_states import RunState
from payroll.rules.vacation_absence import CountedAbsence
from payroll.rules.vacation_again import counted_entries
from payroll.rules.vacation_earned import Employed, earned_at_end, earned_so_far
from payroll.rules.vacation_ledger import Balances, balances_of, granted_in, is_compensated, taken_in, typed_day_pay
from payroll.rules.vacation_liability import Liability, Owed, liability_of, owed
from payroll.rules.vacation_running_year import RunningYear, running_year
from payroll.rules.vacation_terms import VacationRule, VacationTerms, Year, earning_year_of, vacation_year_of
from payroll.rules.vacation_value import DayValue, EarnedPay, day_value, must_be_percentage
from payroll.statutory import FigureMissing, Parameters, YearNotAvailable
from payroll.vacation_accounts import Account, accounts_on
from payroll.vacation_again import Since, counted_since, employed_of
from payroll.vacation_at_hand import workdays_on
from payroll.vacation_balances import vacation_terms_for, vacation_terms_on
from payroll.vacation_day_pay import earned_pay_of
from payroll.vacation_earning import absence_in, earned_pay_in
from timereporting.queries import assignments_of

Earned = Callable[[Employed, Year, date, int, VacationTerms], Decimal]


@dataclass(frozen=True)
class Status:
    """One employee's vacation; `value` and `liability` are None where something that they need is not known.

    `earned_at_end` is `earning` as it is paid if the employment ends on the day: part of a day is a day under the
    same-pay rule, while the percentage rule pays a share of what was earned.
    """

    employee: Employee
    account: Account
    balances: Balances
    workdays: Decimal
    taken: Decimal
    earning: Decimal
    earned_at_end: Decimal
    value: DayValue | None
    liability: Liability | None
    running: RunningYear | None = None
    """What the days being earned are worth, where it is not what others are."""
    doubts: Sequence[str] = ()
    """Why the law does not allow the same-pay rule that the terms say, as keys of sentences."""

    @property
    def is_assumed(self) -> bool:
        """Whether nobody has entered an opening balance."""
        return self.account.is_assumed


@dataclass(frozen=True)
class CompanyVacation:
    """Everybody's vacation on a day; `terms` are the company's own.

    `with_each_payment` are paid by the hour and get vacation pay as they go.
    """

    day: date
    terms: VacationTerms
    year: Year
    rows: list[Status]
    with_each_payment: list[Employee]
    is_known: bool

    @property
    def owed(self) -> Owed:
        """The whole debt."""
        return owed(row.liability for row in self.rows if row.liability is not None)


@dataclass(frozen=True)
class _Known:
    """What was read for everybody at once."""

    day: date
    terms: VacationTerms
    each: Mapping[UUID, VacationTerms]
    year: Year
    accounts: Mapping[UUID, Account]
    pay: Mapping[UUID, EmploymentTerms]
    workdays: Mapping[UUID, Decimal]
    since: Since
    until: date
    """The last day whose pay counts."""
    parameters: Parameters | None = None
    absence: Mapping[UUID, CountedAbsence] = field(default_factory=dict)
    earned: Mapping[UUID, EarnedPay] = field(default_factory=dict)
    rates: Mapping[UUID, Collection[Decimal]] = field(default_factory=dict)
    running: Mapping[UUID, EarnedPay] = field(default_factory=dict)
    """Pay of the earning year that is running, where that is not the vacation year."""
    first_payday: date | None = None


def vacation_of_company(
    company_id: UUID,
    day: date,
    only: UUID | None = None,
    known_by: date | None = None,
    rule: VacationRule | None = None,
) -> CompanyVacation:
    """Those whom an account is kept of, or could be; a constant number of queries.

    `known_by`: rows of the account and pay up to this day count, when that is another day than the one it is about.
    `rule`: as if everybody's vacation were paid by it.
    """
    terms = vacation_terms_on(company_id, day)
    people = [one for one in _people(company_id, day) if only in (None, one.pk)]
    ids = [one.pk for one in people]
    pay = employment_terms_on(company_id, ids, day)
    hourly = {one for one, row in pay.items() if row.pay_form == PayForm.HOURLY}
    assigned = assignments_of(ids)
    workdays = {one: workdays_on(assigned.get(one, []), day) for one in ids}
    each = vacation_terms_for(company_id, ids, day)
    if rule is not None:
        each = {one: replace(followed, rule=rule) for one, followed in each.items()}
    since = counted_since(company_id, people, day)
    accounts = _counted(accounts_on(company_id, people, workdays, known_by or day, each), since)
    counted = [one for one in people if one.pk not in hourly and _counts(one, accounts[one.pk], day)]
    read = _Known(day, terms, each, vacation_year_of(day, terms), accounts, pay, workdays, since, known_by or day)
    known = _known(company_id, counted, read)
    rows = [_status(one, known) for one in counted]
    others = [one for one in people if one.pk in hourly and one.is_employed_during(day, date.max)]
    return CompanyVacation(day, terms, known.year, rows, others, known.parameters is not None)


def _people(company_id: UUID, day: date) -> list[Employee]:
    found = employed_during(company_id, date.min, day).filter(employment_type=EmploymentType.COMPLETE)
    return list(found.filter(completed_at__isnull=False))


def _counted(accounts: Mapping[UUID, Account], since: Since) -> dict[UUID, Account]:
    """The accounts without what was paid out before somebody was hired again."""
    return {
        one: account._replace(entries=counted_entries(account.entries, since.get(one)))
        for one, account in accounts.items()
    }


def _counts(employee: Employee, account: Account, day: date) -> bool:
    """Who is employed, or has left with days that nobody has paid."""
    if employee.is_employed_during(day, date.max):
        return True
    return not account.is_assumed and any(balances_of(account.entries).days.values())


def _known(company_id: UUID, people: Sequence[Employee], read: _Known) -> _Known:
    """With what the earning years hold and the law's figures, as far as there are any."""
    parameters, absence = None, dict[UUID, CountedAbsence]()
    try:
        parameters = parameters_for(read.day)
        absence = absence_in(company_id, [one.pk for one in people], read.year, parameters)
    except (YearNotAvailable, FigureMissing):
        pass
    earned = earned_pay_of(company_id, people, read.day, read.terms, read.each)
    rates: dict[UUID, set[Decimal]] = defaultdict(set)
    earning = earning_year_of(read.year, read.terms)
    for row in employment_terms_during(company_id, [one.pk for one in people], earning.first, read.day):
        rates[row.employee_id].add(row.employment_rate)
    known = replace(read, parameters=parameters, absence=absence, earned=earned, rates=rates)
    return known if earning == read.year else replace(known, **_running(company_id, people, known))


def _running(company_id: UUID, people: Sequence[Employee], known: _Known) -> dict[str, Any]:
    """What the year in which days are being earned has held so far, and since when payroll was run here."""
    so_far = replace(known.year, last=min(known.until, known.year.last))
    paid = earned_pay_in(company_id, people, so_far, known.absence, known.terms)
    runs = PayrollRun.objects.filter(company_id=company_id, state=RunState.APPROVED)
    return {"running": paid, "first_payday": runs.aggregate(first=Min("payday"))["first"]}


def _status(employee: Employee, known: _Known) -> Status:
    account, workdays = known.accounts[employee.pk], known.workdays[employee.pk]
    balances = balances_of(account.entries)
    earning = _earning(employee, account, known, earned_so_far)
    is_same_pay = known.each[employee.pk].rule == VacationRule.SAME_PAY
    value = _value(employee, account, known)
    at_end = _earning(employee, account, known, earned_at_end) if is_same_pay else earning
    running = _running_of(employee, earning, value, known)
    return Status(
        employee=employee,
        account=account,
        balances=balances,
        workdays=workdays,
        taken=taken_in(account.entries, known.year.number),
        earning=earning,
        earned_at_end=at_end,
        value=value,
        liability=_liability(employee, balances.with_pay, earning, value, known, running),
        running=running,
        doubts=_doubts(employee, known),
    )


def _doubts(employee: Employee, known: _Known) -> list[str]:
    if known.each[employee.pk].rule != VacationRule.SAME_PAY or known.parameters is None:
        return []
    limit = known.parameters.value("variable_pay_limit")
    rates = known.rates.get(employee.pk, set())
    return must_be_percentage(is_hourly=False, rates=rates, earned=known.earned[employee.pk], limit=limit)


def _earning(employee: Employee, account: Account, known: _Known, earned: Earned) -> Decimal:
    """Days earned for the coming year; where the years coincide, what the year has given less what it began with."""
    if is_compensated(account.entries):
        return Decimal(0)
    lost = known.absence[employee.pk].lost_days if employee.pk in known.absence else 0
    employed = employed_of(employee, known.since.get(employee.pk), known.workdays[employee.pk])
    so_far = earned(employed, known.year, known.day, lost, known.each[employee.pk])
    if earning_year_of(known.year, known.terms) != known.year:
        return so_far
    return so_far - granted_in(account.entries, known.year.number)


def _value(employee: Employee, account: Account, known: _Known) -> DayValue | None:
    pay = known.pay.get(employee.pk)
    if pay is None:
        return None
    return day_value(
        known.each[employee.pk],
        monthly_salary=pay.monthly_salary or 0,
        earned=known.earned[employee.pk],
        paid_days=granted_in(account.entries, known.year.number),
        workdays=known.workdays[employee.pk],
        typed=typed_day_pay(account.entries, known.year.number),
    )


def _running_of(employee: Employee, days: Decimal, value: DayValue | None, known: _Known) -> RunningYear | None:
    earned = known.running.get(employee.pk)
    if earned is None or value is None:
        return None
    begun = max(known.year.first, employed_of(employee, known.since.get(employee.pk)).begun)
    is_whole = known.first_payday is not None and Month.of(known.first_payday) <= Month.of(begun)
    return running_year(known.each[employee.pk], value, earned, days, is_whole=is_whole)


def _liability(
    employee: Employee,
    days: Decimal,
    earning: Decimal,
    value: DayValue | None,
    known: _Known,
    running: RunningYear | None,
) -> Liability | None:
    if value is None or known.parameters is None or employee.birth_date is None:
        return None
    try:
        born, law = employee.birth_date.year, known.parameters
        return liability_of(PayForm.MONTHLY, days, earning, value, born, law, running)
    except AgeGroupMissing:
        return None
