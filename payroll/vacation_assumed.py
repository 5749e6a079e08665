"""What is at hand of those whose opening balance nobody has entered: assumed from the day of hire."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from uuid import UUID

from common.periods import ONE_DAY
from employment.models import Employee
from payroll.parameters import parameters_for
from payroll.rules.basis import NewVacationYear, VacationAtHand
from payroll.rules.vacation_assumed import Taking, assumed_entries
from payroll.rules.vacation_earned import HIRED_LATE, is_hired_late
from payroll.rules.vacation_ledger import Entry, balances_of
from payroll.rules.vacation_order import DayKind
from payroll.rules.vacation_terms import VacationTerms, vacation_year_of
from payroll.rules.vacation_weeks import FULL_WEEK
from payroll.statutory import FigureMissing, YearNotAvailable
from payroll.vacation_again import employed_of
from payroll.vacation_day_pay import Followed

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
    return {one: assumed_entries(each, year, terms[one], late, taken.get(one, ())) for one, each in employed.items()}


def assumed_at_hand(
    employees: Sequence[Employee], followed: Followed, taken: Takings, turns: Mapping[UUID, date]
) -> dict[UUID, VacationAtHand]:
    """What payslips may take: of either year where their days reach over a turn of it.

    Who has all days of the year and a five-day week needs nothing but their number.
    """
    last = followed.run.deviation_last
    found: dict[UUID, VacationAtHand] = {}
    for turn in {turns.get(one.pk) for one in employees}:
        people = [one for one in employees if turns.get(one.pk) == turn]
        accounts = _accounts(people, followed, last if turn is None else turn - ONE_DAY, taken)
        new = {} if turn is None else _accounts(people, followed, turn, taken)
        for one, entries in accounts.items():
            years = [entries, new[one]] if one in new else [entries]
            terms, workdays = followed.each[one], followed.workdays[one]
            if not all(_is_ordinary(year, terms, workdays) for year in years):
                days, *following = (tuple(sorted(balances_of(year).days.items())) for year in years)
                new_year = NewVacationYear(following[0]) if following else None
                found[one] = VacationAtHand(days, terms.day_deduction_rate, workdays, new_year=new_year)
    return found


def _accounts(people: Iterable[Employee], followed: Followed, day: date, taken: Takings) -> dict[UUID, list[Entry]]:
    return assumed_accounts(people, day, followed.own, followed.each, followed.workdays, taken)


def may_be_special(employee: Employee, workdays: Mapping[UUID, Decimal], payday: date) -> bool:
    """Whether anything but all days of an ordinary week can be assumed: an earning year begins within two years."""
    earliest = date(payday.year - 2, payday.month, 1)
    return workdays[employee.pk] != FULL_WEEK or employee.hired_on > earliest or bool(employee.former)


def assumed_days(
    employees: Sequence[Employee], followed: Followed, day: date, taken: Takings
) -> dict[UUID, Mapping[DayKind, Decimal]]:
    """Days by kind that are left of the vacation year of a day before a run."""
    return {one: balances_of(entries).days for one, entries in _accounts(employees, followed, day, taken).items()}


def _is_ordinary(entries: Sequence[Entry], terms: VacationTerms, workdays: Decimal) -> bool:
    return workdays == FULL_WEEK and entries[0].kind == DayKind.PAID and entries[0].days == terms.days


def _days_hired_late(day: date) -> Decimal | None:
    with suppress(YearNotAvailable, FigureMissing):
        return parameters_for(day).value(HIRED_LATE)
    return None
