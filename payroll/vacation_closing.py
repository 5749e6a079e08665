"""What closing a vacation year would do, employee by employee, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from common.money import Ore, round_to_ore
from employment.models import Employee
from payroll.models import PayrollRun, VacationYearClose
from payroll.parameters import parameters_for
from payroll.rules.canonical import digest
from payroll.rules.run_states import RunState
from payroll.rules.vacation_again import counted_entries
from payroll.rules.vacation_earned import earned_days
from payroll.rules.vacation_ledger import GRANTING, Cause, Entry, balances_of, granted_in, until_year
from payroll.rules.vacation_terms import VacationTerms, Year, earning_year_of, vacation_year_of, year_beginning
from payroll.rules.vacation_value import DayValue
from payroll.rules.vacation_year_close import Closed, Remaining, close_year
from payroll.statutory import FigureMissing, Parameters, YearNotAvailable
from payroll.vacation_again import counted_since, employed_of
from payroll.vacation_balances import entries_of, vacation_terms_for, vacation_terms_on, values_by_employee
from payroll.vacation_earning import absence_in
from payroll.vacation_status import Status, vacation_of_company


@dataclass(frozen=True)
class Closing:
    """One employee: what there is, what becomes of it, and what the new year begins with."""

    status: Status
    entries: list[Entry]
    closed: Closed

    @property
    def employee(self) -> Employee:
        return self.status.employee

    @property
    def value(self) -> DayValue | None:
        """What a day is paid out with."""
        return self.status.value

    @property
    def new_unpaid(self) -> Decimal:
        """Days of the new year without pay, but those that may be taken in advance."""
        return self.closed.new.unpaid - self.closed.new_advance

    @property
    def paid_out(self) -> Ore:
        """Money for days that can neither be taken nor saved."""
        days = self.closed.paid_out + self.closed.expired_days
        return round_to_ore(days * self.value.exact) if self.value else 0


@dataclass(frozen=True)
class YearEnd:
    """The closing of a year as a whole. `waits_for_run`: the year's last month is not in an approved run yet."""

    year: Year
    following: Year
    rows: list[Closing]
    waits_for_run: bool
    is_known: bool

    @property
    def digest(self) -> str:
        """What somebody has seen and agrees to."""
        return digest([(str(row.employee.pk), row.closed, row.paid_out) for row in self.rows])


def year_to_close(company_id: UUID, today: date) -> Year | None:
    """The oldest year that is over, that days are accounted for in, and that nobody has closed."""
    terms = vacation_terms_on(company_id, today)
    present = vacation_year_of(today, terms).number
    granting = entries_of(company_id).filter(cause__in=list(GRANTING), vacation_year__lt=present)
    closed = closes_of(company_id)
    settled = {one.year for one in closed}
    years = sorted(set(granting.order_by().values_list("vacation_year", flat=True)) - settled)
    later = [one for one in years if one > max(settled, default=0)]
    return year_beginning(later[0], terms) if later else None


def closes_of(company_id: UUID) -> list[VacationYearClose]:
    """Years that are closed, latest first."""
    found = VacationYearClose.objects.filter(company_id=company_id, undone_at__isnull=True)
    return list(found.select_related("closed_by").order_by("-year"))


def year_end_of(company_id: UUID, year: Year, today: date) -> YearEnd:
    """What closing the year would do today."""
    terms = vacation_terms_on(company_id, today)
    following = year_beginning(year.number + 1, terms)
    statuses = vacation_of_company(company_id, year.last).rows
    present = {row.employee.pk for row in statuses}
    statuses += [one for one in vacation_of_company(company_id, today).rows if one.employee.pk not in present]
    try:
        parameters = parameters_for(today)
        rows = _rows(company_id, statuses, year, following, terms, parameters)
        is_known = True
    except (YearNotAvailable, FigureMissing):
        rows, is_known = [], False
    return YearEnd(year, following, rows, not _is_paid(company_id, year), is_known)


def _rows(
    company_id: UUID, statuses: Sequence[Status], year: Year, following: Year, terms: VacationTerms, law: Parameters
) -> list[Closing]:
    staying = [one for one in statuses if one.employee.left_on is None or one.employee.left_on >= following.first]
    people = [one.employee for one in staying]
    since = counted_since(company_id, people)
    kept = values_by_employee(entries_of(company_id, [one.pk for one in people]))
    accounts = {one: counted_entries(entries, since.get(one)) for one, entries in kept.items()}
    # An opening balance of the new year is what somebody has said about it already.
    counted = [one for one in staying if not opened_after(accounts.get(one.employee.pk, []), year)]
    ids = [one.employee.pk for one in counted]
    earned_in, earning = earning_year_of(year, terms), earning_year_of(following, terms)
    absence_before, absence = (absence_in(company_id, ids, one, law) for one in (earned_in, earning))
    each = vacation_terms_for(company_id, ids, following.first)
    found = []
    for one in counted:
        entries = accounts.get(one.employee.pk) or _assumed_in(one, year, since.get(one.employee.pk))
        employed = employed_of(one.employee, since.get(one.employee.pk), one.workdays)
        new = earned_days(employed, following, earning, absence[one.employee.pk], each[one.employee.pk], law)
        balances = balances_of(until_year(entries, year.number))
        granted = granted_in(entries, year.number)
        if was_opened_in(entries, year):
            # What was left is known, not what the year began with: at least what the earning year gave.
            before = absence_before[one.employee.pk]
            granted = max(granted, earned_days(employed, year, earned_in, before, terms, law).paid)
        remaining = Remaining(balances.days, balances.saved, granted)
        advance = min(terms.advance_days, new.unpaid)
        closed = close_year(year.number, remaining, new, advance, law, one.workdays)
        found.append(Closing(one, entries, closed))
    return found


def opened_after(entries: Sequence[Entry], year: Year) -> bool:
    """Whether the account was opened in a later vacation year."""
    return any(one.cause == Cause.OPENING and one.vacation_year > year.number for one in entries)


def was_opened_in(entries: Sequence[Entry], year: Year) -> bool:
    """Whether somebody entered what was left within the year, so that days may have been taken before."""
    return any(one.cause == Cause.OPENING and one.vacation_year == year.number for one in entries)


def _assumed_in(status: Status, year: Year, since: date | None) -> list[Entry]:
    """What is assumed of who was employed in the year; of who came later nothing."""
    if employed_of(status.employee, since, status.workdays).begun > year.last:
        return []
    return [one for one in status.account.entries if one.vacation_year == year.number]


def _is_paid(company_id: UUID, year: Year) -> bool:
    """Whether a run that holds the year's last deviations is approved."""
    runs = PayrollRun.objects.filter(company_id=company_id, state=RunState.APPROVED)
    return runs.filter(deviation_last__gte=year.last).exists()
