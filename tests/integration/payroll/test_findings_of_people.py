"""What is found about time, and about whose pay begins or ends; the same few statements for many as for few."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Company, User
from accounts.permissions import TimeMode
from common import clock
from common.periods import days_between
from common.rls import as_system
from employment.rules.unsocial_hours import read_band
from payroll.checks import employees_in
from payroll.finding_wording import sentence_of
from payroll.findings import findings_of
from payroll.findings.kinds import Finding, FindingKind
from payroll.models import PayrollRun
from payroll.operations.opening_balances import save_opening_balances
from payroll.operations.runs import create_run
from payroll.operations.vacation_compensation import compensate
from payroll.rules.opening_balances import Opening
from payroll.rules.vacation_advance import EndReason
from tests.factories.accounts import make_company
from tests.factories.employment import make_agreement, make_employee, make_free_day
from tests.factories.payroll import NOVEMBER, OCTOBER, make_approved_run, make_payroll_user
from tests.factories.test_numbers import BORN_1958
from tests.factories.timereporting import make_arrangement, make_entries
from timereporting.models import TimeReport
from timereporting.operations import reports
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db
WEEKDAYS = [day for day in days_between(OCTOBER.first, OCTOBER.last) if day.weekday() < 5]


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def eva(company: Company) -> User:
    return make_payroll_user(company)


def draft(company: Company, eva: User) -> PayrollRun:
    with as_system(reason="test", company_id=company.pk):
        return create_run(company_id=company.pk, month=NOVEMBER, by=eva)


def found(run: PayrollRun, kind: FindingKind) -> list[Finding]:
    with as_system(reason="test", company_id=run.company_id):
        return [one for one in findings_of(run, employees_in(run)) if one.kind == kind]


def test_hours_that_are_missing_and_absence_that_fills_the_period(company: Company, eva: User) -> None:
    tor, eli = (make_employee(company, name, hourly_wage=170_00) for name in ("Tor Ek", "Eli Ung"))
    li, ada = make_employee(company, "Li Sund"), make_employee(company, "Ada By")
    make_employee(company, "Nina Ny", hourly_wage=170_00, hired_on=NOVEMBER.first)
    make_entries(eli, WEEKDAYS[:1], QuickChoice.HOURS_WORKED, eva, minutes=60)
    make_entries(li, WEEKDAYS, QuickChoice.PARENTAL_LEAVE, eva)
    make_entries(ada, WEEKDAYS[1:], QuickChoice.PARENTAL_LEAVE, eva)
    run = draft(company, eva)
    assert [one.employee for one in found(run, FindingKind.NO_HOURS)] == [tor]
    assert [one.employee for one in found(run, FindingKind.ALWAYS_AWAY)] == [li]
    make_arrangement(company)  # the hours of Eli wait for approval, which the checks tell
    assert [one.employee for one in found(run, FindingKind.NO_HOURS)] == [tor]


def test_days_that_have_not_been_are_told_by_the_last_that_anybody_in_the_run_is_paid_for(
    company: Company, eva: User
) -> None:
    make_employee(company, "Li Sund")

    def told_on(day: int, run: PayrollRun) -> list[date | None]:
        with clock.frozen(datetime(2026, 10, day, 12, tzinfo=clock.STOCKHOLM)):
            return [one.until for one in found(run, FindingKind.DAYS_TO_COME)]

    run = draft(company, eva)  # takes the deviations of October
    assert (told_on(30, run), told_on(31, run)) == ([OCTOBER.last], [])
    run.deviation_first, run.deviation_last = date(2026, 9, 16), date(2026, 10, 15)
    assert (told_on(14, run), told_on(15, run)) == ([run.deviation_last], [])
    make_employee(company, "Tor Ek", hourly_wage=170_00)  # hours are paid for the whole of October
    assert told_on(15, run) == [OCTOBER.last]
    warning = Finding(FindingKind.DAYS_TO_COME, until=OCTOBER.last)
    assert warning.is_warning
    assert sentence_of(warning).startswith("Avvikelseperioden är inte slut förrän den 31 oktober 2026.")


def test_time_of_paid_days_that_no_run_took_and_a_first_salary(company: Company, eva: User) -> None:
    make_employee(company, "Li Sund")
    make_approved_run(company, eva, OCTOBER)
    ada = make_employee(company, "Ada By", hired_on=date(2026, 9, 1))
    make_entries(ada, [date(2026, 9, 10), date(2026, 9, 14)], QuickChoice.OVERTIME_SIMPLE, eva, minutes=90)
    run = draft(company, eva)
    (left,) = found(run, FindingKind.LEFT_BEHIND)
    assert (left.employee, left.minutes, left.since, left.until) == (ada, 180, date(2026, 9, 10), date(2026, 9, 14))
    assert [(one.employee, one.since) for one in found(run, FindingKind.FIRST_SALARY)] == [(ada, date(2026, 9, 1))]


def test_time_that_waits_and_a_day_that_became_free_after_attestation(company: Company, eva: User) -> None:
    li, ada = make_employee(company, "Li Sund"), make_employee(company, "Ada By")
    siv = make_payroll_user(company, "Siv Attest")
    make_arrangement(company)
    with as_system(reason="test", company_id=company.pk):
        for one in (li, ada):
            reports.submit(employee=one, month=OCTOBER, by=eva)
        reports.approve(report_id=TimeReport.objects.get(employee=li).pk, by=siv)
    run = draft(company, eva)
    assert found(run, FindingKind.NOT_ATTESTED) == []  # it stops the run
    make_arrangement(company, TimeMode.FIRM_REGISTERS)
    assert [one.employee for one in found(run, FindingKind.NOT_ATTESTED)] == [ada]
    make_free_day(company, "Klämdag", date(2026, 10, 30))
    make_free_day(company, "Julafton", date(2026, 12, 23))
    (freed,) = found(run, FindingKind.FREED_LATER)
    assert (freed.since, freed.name, freed.number) == (date(2026, 10, 30), "Klämdag", 1)


def test_vacation_of_who_leaves_until_it_is_decided(company: Company, eva: User) -> None:
    li = make_employee(company, "Li Sund", left_on=date(2026, 11, 20))
    make_employee(company, "Tor Ek", hourly_wage=170_00, left_on=date(2026, 11, 20))
    make_employee(company, "Ada By", left_on=date(2026, 12, 31))
    run = draft(company, eva)
    assert [(one.employee, one.since) for one in found(run, FindingKind.VACATION_LEFT)] == [(li, li.left_on)]
    with as_system(reason="test", company_id=company.pk):
        compensate(employee=li, reason=EndReason.OTHER, by=eva.pk)
    assert found(run, FindingKind.VACATION_LEFT) == []


def test_what_was_paid_before_the_first_run_of_a_year_and_two_paydays_in_a_month(company: Company, eva: User) -> None:
    li, ada = make_employee(company, "Li Sund"), make_employee(company, "Ada By")
    make_employee(company, "Nina Ny", hired_on=date(2026, 10, 5))
    with as_system(reason="test", company_id=company.pk):
        opening = Opening(gross_pay=300_000_00, preliminary_tax=70_000_00, net_pay=230_000_00)
        save_opening_balances(company_id=company.pk, year=2026, openings={li.pk: opening}, by=eva.pk)
        first = create_run(company_id=company.pk, month=OCTOBER, by=eva, payday=date(2026, 11, 2))
    assert [(one.employee, one.number) for one in found(first, FindingKind.NO_OPENING)] == [(ada, 2026)]
    assert found(first, FindingKind.TWO_SALARIES) == []
    (told,) = found(draft(company, eva), FindingKind.TWO_SALARIES)
    assert told.months == (OCTOBER, NOVEMBER)


def test_a_column_of_the_tax_table_for_another_age_is_told(company: Company, eva: User) -> None:
    bo, ada = make_employee(company, "Bo Ek", born=1958), make_employee(company, "Ada By", born=1961, column=3)
    make_employee(company, "Gun Sund", personal_identity_number=BORN_1958[1], column=3)
    make_employee(company, "Eli Ung", born=1964, table=None)
    told = found(draft(company, eva), FindingKind.TAX_COLUMN)
    assert [(one.employee, one.number) for one in told] == [(ada, 3), (bo, 1)]
    assert sentence_of(told[1]) == (
        "Bo Ek, född 1958: skatten dras enligt kolumn 1, som är för den som var under 66 vid årets början."
        " Kolumn 3 är det vanliga för lön."
    )


def test_many_employees_take_the_same_statements_as_few(company: Company, eva: User) -> None:
    make_agreement(company, "Vård", unsocial_bands=[read_band("Kväll", "mån-fre", "18-24", "1/600")])
    make_employee(company, "Gun Sido")
    make_approved_run(company, eva, OCTOBER)

    def statements_with(*names: str) -> int:
        for name in names:
            tor = make_employee(company, f"Tor {name}", hourly_wage=170_00)
            li = make_employee(company, f"Li {name}", left_on=date(2026, 11, 20))
            make_entries(tor, WEEKDAYS[:2], QuickChoice.HOURS_WORKED, eva, minutes=60)
            make_entries(li, WEEKDAYS, QuickChoice.PARENTAL_LEAVE, eva)
        with as_system(reason="test", company_id=company.pk):
            employees = employees_in(run)
            with CaptureQueriesContext(connection) as queries:
                kinds = {one.kind for one in findings_of(run, employees)}
        assert kinds >= {FindingKind.NO_CLOCK_TIMES, FindingKind.ALWAYS_AWAY, FindingKind.VACATION_LEFT}
        return len(queries)

    run = draft(company, eva)
    few = statements_with("Ett")
    assert few == statements_with("Två", "Tre", "Fyra")
    assert few <= 30
