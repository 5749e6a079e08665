"""What is at hand of those whose opening balance nobody has entered: assumed from the day of hire."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from uuid import UUID

from employment.models import Employee
from payroll.models import PayrollRun
from payroll.parameters import parameters_for
from payroll.rules.basis import VacationAtHand
from payroll.rules.vacation_assumed import Taking, assumed_entries
from payroll.rules.vacation_earned import HIRED_LATE, is_hired_late
from payroll.rules.vacation_ledger import Entry, balances_of
from payroll.rules.vacation_order import DayKind
from payroll.rules.vacation_terms import VacationTerms, Year, vacation_year_of
from payroll.rules.vacation_weeks import FULL_WEEK
from payroll.statutory import FigureMissing, YearNotAvailable
from payroll.vacation_again import employed_of
from payroll.vacation_balances import vacation_terms_on

Takings = Mapping[UUID, Sequence[Taking]]
TermsOf = Mapping[UUID, VacationTerms]


def assumed_accounts(
    employees: Iterable[Employee],
    day: date,
    own: VacationTerms,
    terms: TermsOf,
    workdays: Mapping[UUID, Decimal],
    taken: Takings,
) -> dict[UUID, list[Entry]]:
    """The entries of each employee for the vacation year of a day; `own` are the company's terms."""
    year = vacation_year_of(day, own)
    employed = {one.pk: employed_of(one, None, workdays[one.pk]) for one in employees}
    is_late = any(is_hired_late(one, year, own) for one in employed.values())
    late = _days_hired_late(day) if is_late else None
    return {
        one: assumed_entries(each, year, terms[one], late, since_beginning(year, taken.get(one, ())))
        for one, each in employed.items()
    }


def assumed_at_hand(
    employees: Iterable[Employee],
    payday: date,
    own: VacationTerms,
    terms: TermsOf,
    workdays: Mapping[UUID, Decimal],
    taken: Takings,
) -> dict[UUID, VacationAtHand]:
    """What payslips may take. Who has all days of the year and a five-day week needs nothing but their number."""
    accounts = assumed_accounts(employees, payday, own, terms, workdays, taken)
    return {
        one: VacationAtHand(
            days=tuple(sorted(balances_of(entries).days.items())),
            day_deduction_rate=terms[one].day_deduction_rate,
            workdays=workdays[one],
        )
        for one, entries in accounts.items()
        if not _is_ordinary(entries, terms[one], workdays[one])
    }


def may_be_special(employee: Employee, workdays: Mapping[UUID, Decimal], payday: date) -> bool:
    """Whether anything but all days of an ordinary week can be assumed: an earning year begins within two years."""
    earliest = date(payday.year - 2, payday.month, 1)
    return workdays[employee.pk] != FULL_WEEK or employee.hired_on > earliest or bool(employee.former)


def assumed_days_left(
    run: PayrollRun, employees: Sequence[Employee], terms: TermsOf, workdays: Mapping[UUID, Decimal], taken: Takings
) -> dict[UUID, Decimal]:
    """Days of every kind that may be taken before a run."""
    own = vacation_terms_on(run.company_id, run.payday)
    accounts = assumed_accounts(employees, run.payday, own, terms, workdays, taken)
    return {one: balances_of(entries).to_take for one, entries in accounts.items()}


def since_beginning(year: Year, taken: Sequence[Taking]) -> list[Taking]:
    """What was taken in the vacation year, by the payday."""
    return [one for one in taken if one[0] >= year.first]


def _is_ordinary(entries: Sequence[Entry], terms: VacationTerms, workdays: Decimal) -> bool:
    return workdays == FULL_WEEK and entries[0].kind == DayKind.PAID and entries[0].days == terms.days


def _days_hired_late(day: date) -> Decimal | None:
    with suppress(YearNotAvailable, FigureMissing):
        return parameters_for(day).value(HIRED_LATE)
    return None
