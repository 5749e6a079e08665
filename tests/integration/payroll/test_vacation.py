"""The account of vacation days: opened by hand, moved by runs and year ends, owed by the employer, paid at the end."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import Company, User
from common import clock
from common.periods import Month, days_between
from common.rls import as_system
from employment.models import Employee
from employment.operations.terms import Pay, change_pay
from employment.rules.cost_splits import Share
from events.models import AuditEvent
from payroll.findings import warnings_to_see
from payroll.models import PayrollRun, Payslip, PayslipLine, VacationEntry, VacationPosting
from payroll.operations.pay_lines import NewLine, add_pay_line
from payroll.operations.runs import ChecksFail, approve_run, create_run, start_calculation
from payroll.operations.vacation_accounts import (
    AccountKept,
    AccountNotKept,
    Correction,
    Opening,
    correct_balance,
    open_account,
)
from payroll.operations.vacation_compensation import (
    AlreadyCompensated,
    AlreadyPaid,
    NotEnding,
    compensate,
    undo_compensation,
)
from payroll.operations.vacation_posting import AlreadyPosted, NotPosted, post_liability, undo_posting
from payroll.operations.vacation_terms import TermsExist, YearSettled, change_vacation_terms
from payroll.operations.vacation_year import (
    Changed,
    LaterRests,
    NothingToClose,
    close_vacation_year,
    reopen_vacation_year,
)
from payroll.rules.vacation_advance import EndReason
from payroll.rules.vacation_ledger import Cause
from payroll.rules.vacation_liability import Owed
from payroll.rules.vacation_order import DayKind
from payroll.rules.vacation_terms import VacationRule, VacationTerms
from payroll.vacation_closing import year_end_of, year_to_close
from payroll.vacation_status import Status, vacation_of_company
from payroll.verification import faults_of_approved_runs
from payroll.web.total_answers import vacation_answer
from tests.factories.accounts import make_company
from tests.factories.effects import drain_outbox
from tests.factories.employment import make_agreement, make_cost_object, make_employee, make_settings, make_split
from tests.factories.payroll import make_calculated_run, make_payroll_user
from tests.factories.timereporting import OFFICE_HOURS, make_entries, make_schedule
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db
Owner = Callable[[], AbstractContextManager[None]]
NOVEMBER, DECEMBER = Month(2026, 11), Month(2026, 12)
MARCH = date(2026, 3, 1), date(2026, 3, 31)
OCTOBER_DAYS = [date(2026, 10, day) for day in (5, 6, 7)]
AGREED = Decimal("0.008")


def at(day: date) -> AbstractContextManager[None]:
    return clock.frozen(datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=9))


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with at(date(2026, 11, 16)):
        yield


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def eva(company: Company) -> User:
    return make_payroll_user(company)


@pytest.fixture
def li(company: Company) -> Employee:
    """A monthly salary of 30 000."""
    return make_employee(company, "Li Sund", monthly_salary=3_000_000, born=1985)


def inside(company: Company) -> AbstractContextManager[None]:
    return as_system(reason="test", company_id=company.pk)


def opened(
    employee: Employee, by: User, saved: dict[int, int] | None = None, day_pay: int | None = None, **days: int
) -> None:
    numbers = {DayKind[kind.upper()]: Decimal(number) for kind, number in days.items()}
    opening = Opening(numbers, {year: Decimal(number) for year, number in (saved or {}).items()}, day_pay)
    open_account(employee=employee, opening=opening, reason="Från det tidigare programmet", by=by.pk)


def status(employee: Employee, day: date | None = None) -> Status:
    (row,) = vacation_of_company(employee.company_id, day or clock.today(), only=employee.pk).rows
    return row


def days(employee: Employee, day: date | None = None) -> dict[str, int]:
    return {kind.value: int(number) for kind, number in status(employee, day).balances.days.items() if number}


def approved(company: Company, by: User, month: Month = NOVEMBER) -> PayrollRun:
    run = make_calculated_run(company, by, month)
    return approve_run(run_id=run.pk, by=by, seen=warnings_to_see(run.pk))


def lines(run: PayrollRun, employee: Employee) -> dict[str, int]:
    found = PayslipLine.objects.filter(run=run, employee=employee).values_list("pay_item", "amount")
    return dict(found)


def broken(as_owner: Owner) -> dict[str, int]:
    """Rows of every invariant view that has any."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT viewname FROM pg_views WHERE viewname ~ '^inv_(03|04|05|06|08|16)'")
        found = {}
        for (view,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {view}")
            found[view] = cursor.fetchone()[0]
    return {view: rows for view, rows in found.items() if rows}


def test_an_account_begins_with_what_somebody_enters_and_is_corrected_with_a_reason(
    company: Company, eva: User, li: Employee
) -> None:
    with inside(company):
        assert status(li).is_assumed
        with pytest.raises(AccountNotKept):
            correct_balance(employee=li, correction=Correction(DayKind.PAID, Decimal(1), "Fel"), by=eva.pk)
        opened(li, eva, saved={2024: 3, 2025: 2}, paid=20, unpaid=5)
        assert days(li) == {"PAID": 20, "SAVED": 5, "UNPAID": 5}
        with pytest.raises(AccountKept):
            opened(li, eva, paid=1)
        correct_balance(employee=li, correction=Correction(DayKind.SAVED, Decimal(-1), "Fel år", 2024), by=eva.pk)
        assert status(li).balances.saved == {2024: 2, 2025: 2}
        kinds = set(AuditEvent.objects.filter(subject_id=li.pk).values_list("kind", flat=True))
    assert kinds >= {"payroll.vacation_opened", "payroll.vacation_corrected"}


@pytest.mark.parametrize(
    "statement", ["UPDATE payroll_vacationentry SET days = 99", "DELETE FROM payroll_vacationentry"]
)
def test_the_account_is_only_added_to(company: Company, eva: User, li: Employee, statement: str) -> None:
    with inside(company):
        opened(li, eva, paid=20)
        with pytest.raises(DatabaseError, match="added to"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_an_approved_run_takes_the_days_in_order_and_old_runs_still_verify(
    company: Company, eva: User, li: Employee, as_owner: Owner
) -> None:
    with inside(company):
        make_agreement(company, vacation_supplement_rate=AGREED)
        opened(li, eva, saved={2023: 1}, paid=1, unpaid=5)
    make_entries(li, OCTOBER_DAYS, QuickChoice.VACATION, eva)
    with inside(company):
        run = approved(company, eva)
        found = lines(run, li)
        assert found["vacation_supplement"] == 2 * 24_000
        assert found["unpaid_vacation_deduction"] == -138_000
        slip = Payslip.objects.get(run=run, employee=li)
        assert (int(slip.vacation_days_taken), int(slip.vacation_days_left)) == (3, 0)
        taken = VacationEntry.objects.filter(run=run).values_list("kind", "saved_from", "days")
        found_rows = {(kind, year, int(number)) for kind, year, number in taken}
        assert found_rows == {("PAID", None, -1), ("SAVED", 2023, -1), ("UNPAID", None, -1)}
        assert days(li, date(2026, 11, 30)) == {"UNPAID": 4}
        assert faults_of_approved_runs(company.pk) == []
        # What is entered afterwards does not change what the run was computed from.
        correct_balance(employee=li, correction=Correction(DayKind.PAID, Decimal(9), "Glömda dagar"), by=eva.pk)
        assert faults_of_approved_runs(company.pk) == []
    assert broken(as_owner) == {}


def test_more_days_than_there_are_of_any_kind_stop_the_run(company: Company, eva: User, li: Employee) -> None:
    with inside(company):
        opened(li, eva, paid=1, unpaid=1)
    make_entries(li, OCTOBER_DAYS, QuickChoice.VACATION, eva)
    with inside(company):
        run = create_run(company_id=company.pk, month=NOVEMBER, by=eva)
        with pytest.raises(ChecksFail):
            start_calculation(run_id=run.pk, by=eva)


def test_the_percentage_rule_pays_what_was_entered_or_stops_the_payslip(
    company: Company, eva: User, li: Employee
) -> None:
    terms = VacationTerms(rule=VacationRule.PERCENTAGE)
    with inside(company):
        change_vacation_terms(company_id=company.pk, starts_on=date(2026, 4, 1), terms=terms, by=eva.pk)
        opened(li, eva, paid=20)
    make_entries(li, OCTOBER_DAYS, QuickChoice.VACATION, eva)
    run = make_calculated_run(company, eva)
    assert [one["problem"] for one in run.problems] == ["VacationPayMissing"]
    tor = make_employee(company, "Tor Holm", monthly_salary=2_800_000)
    with inside(company):
        opened(tor, eva, paid=20, day_pay=150_050)
    make_entries(tor, OCTOBER_DAYS, QuickChoice.VACATION, eva)
    with inside(company):
        entry = VacationEntry.objects.get(employee=li)
        assert entry.amount is None
        VacationEntry.objects.create(
            company=company, employee=li, kind="PAID", cause="OPENING", days=0, vacation_year=2026, amount=100_000,
            on=clock.today(), reason="Glömd dagslön", created_at=clock.now(),
        )  # fmt: skip
        start_calculation(run_id=run.pk, by=eva)
    drain_outbox()
    with inside(company):
        assert lines(run, tor)["vacation_pay"] == 3 * 150_050
        assert lines(run, tor)["vacation_day_deduction"] == -3 * 128_800
        assert lines(run, li)["vacation_pay"] == 3 * 100_000


def test_without_an_opening_balance_a_payslip_follows_the_day_of_hire_and_the_week(
    company: Company, eva: User, as_owner: Owner
) -> None:
    new = make_employee(company, "Nya Nil", monthly_salary=3_000_000, hired_on=date(2026, 5, 1))
    schedule = make_schedule(company, days=OFFICE_HOURS[:3])
    mo = make_employee(company, "Mo Ek", monthly_salary=2_400_000, employment_rate=Decimal(60), schedule=schedule)
    for one in (new, mo):
        make_entries(one, OCTOBER_DAYS[:1], QuickChoice.VACATION, eva)
    with inside(company):
        run = approved(company, eva)
        # 24 000 × 0.43 % × 5 / 3 = 172; nothing is earned in the first year: 30 000 × 4.6 %.
        assert lines(run, mo)["vacation_supplement"] == 17_200
        assert lines(run, new)["unpaid_vacation_deduction"] == -138_000
        left = dict(Payslip.objects.filter(run=run).values_list("employee_id", "vacation_days_left"))
        assert left == {mo.pk: 14, new.pk: 0}
        assert (days(mo, date(2026, 11, 30)), days(new, date(2026, 11, 30))) == ({"PAID": 14}, {"UNPAID": 24})
        assert faults_of_approved_runs(company.pk) == []
        Employee.objects.filter(pk=new.pk).update(left_on=date(2026, 12, 31))
        new.refresh_from_db()
    with at(date(2026, 12, 14)), inside(company):
        compensate(employee=new, reason=EndReason.OTHER, by=eva.pk)
        entries = VacationEntry.objects.filter(employee=new).values_list("kind", "cause", "days")
        assert {(kind, cause): int(number) for kind, cause, number in entries} == {
            ("PAID", "OPENING"): 0, ("UNPAID", "OPENING"): 24,
            ("PAID", "COMPENSATED"): 0, ("UNPAID", "COMPENSATED"): -24,
        }  # fmt: skip
    assert broken(as_owner) == {}


def test_days_that_an_approved_run_took_are_gone_before_its_payday(company: Company, eva: User, li: Employee) -> None:
    tor = make_employee(company, "Tor Holm", monthly_salary=2_800_000)
    with inside(company):
        opened(li, eva, paid=25)
    for one in (li, tor):
        make_entries(one, OCTOBER_DAYS, QuickChoice.VACATION, eva)
    with inside(company):
        approved(company, eva)
        found = {one.employee.pk: one for one in vacation_of_company(company.pk, clock.today()).rows}
        for one in (li, tor):
            assert found[one.pk].balances.with_pay == 22
            assert found[one.pk].taken == 3
        # At the end of September none of them was taken.
        assert status(tor, date(2026, 9, 30)).balances.with_pay == 25


def test_terms_apply_from_a_day_once(company: Company, eva: User) -> None:
    with inside(company):
        change_vacation_terms(
            company_id=company.pk, starts_on=date(2026, 4, 1), terms=VacationTerms(counts_overtime=True), by=eva.pk
        )
        with pytest.raises(TermsExist):
            change_vacation_terms(
                company_id=company.pk, starts_on=date(2026, 4, 1), terms=VacationTerms(counts_overtime=True), by=eva.pk
            )


def closed_in_april(company: Company, eva: User) -> None:
    year = year_to_close(company.pk, clock.today())
    assert year is not None
    end = year_end_of(company.pk, year, clock.today())
    close_vacation_year(company_id=company.pk, seen=end.digest, by=eva.pk)


def test_a_year_end_saves_pays_out_and_begins_anew_and_is_undone(
    company: Company, eva: User, li: Employee, as_owner: Owner
) -> None:
    with at(date(2026, 3, 2)), inside(company):
        opened(li, eva, saved={2020: 2, 2024: 1}, paid=25, unpaid=1)
        correct_balance(employee=li, correction=Correction(DayKind.PAID, Decimal(-18), "Uttagna"), by=eva.pk)
        assert year_to_close(company.pk, clock.today()) is None
        with pytest.raises(NothingToClose):
            close_vacation_year(company_id=company.pk, seen="", by=eva.pk)
    make_entries(
        li,
        [date(2025, 9, day) for day in range(1, 31) if date(2025, 9, day).weekday() < 5],
        QuickChoice.UNPAID_LEAVE,
        eva,
    )
    with at(date(2026, 4, 2)), inside(company):
        with pytest.raises(Changed):
            close_vacation_year(company_id=company.pk, seen="seen before", by=eva.pk)
        closed_in_april(company, eva)
        # Thirty days of September without right: 25 × 335 / 365 = 22.9.
        assert days(li) == {"PAID": 23, "UNPAID": 2, "SAVED": 6}
        assert status(li).balances.saved == {2024: 1, 2025: 5}
        paid_out = VacationEntry.objects.filter(cause__in=[Cause.PAID_OUT, Cause.EXPIRED])
        assert {row.cause: (int(row.days), row.amount) for row in paid_out} == {
            "PAID_OUT": (-2, 301_800), "EXPIRED": (-2, 301_800),
        }  # fmt: skip
        with pytest.raises(YearSettled):
            terms = VacationTerms(starts_month=1, is_coinciding=True)
            change_vacation_terms(company_id=company.pk, starts_on=date(2026, 5, 1), terms=terms, by=eva.pk)
        reopen_vacation_year(company_id=company.pk, by=eva.pk)
        assert days(li) == {"PAID": 7, "UNPAID": 1, "SAVED": 3}
        closed_in_april(company, eva)
        run = approved(company, eva, Month(2026, 4))
        assert lines(run, li)["vacation_compensation"] == 301_800
        items = PayslipLine.objects.filter(run=run, employee=li, pay_item="vacation_compensation")
        assert [(int(one.quantity), one.amount) for one in items] == [(2, 301_800), (2, 301_800)]
        with pytest.raises(LaterRests):
            reopen_vacation_year(company_id=company.pk, by=eva.pk)
        assert faults_of_approved_runs(company.pk) == []
    with at(date(2026, 5, 20)), inside(company):
        assert "vacation_compensation" not in lines(approved(company, eva, Month(2026, 5)), li)
    assert broken(as_owner) == {}


def test_days_over_the_turn_of_the_year_are_taken_from_the_year_that_each_lies_in(
    company: Company, eva: User, li: Employee, as_owner: Owner
) -> None:
    make_settings(company, deviation_period="CURRENT_MONTH", cut_off_day=15)
    tor = make_employee(company, "Tor Holm", monthly_salary=3_000_000)
    new = make_employee(company, "Nya Nil", monthly_salary=3_000_000, hired_on=date(2025, 10, 1))
    with at(date(2026, 3, 2)), inside(company):
        opened(li, eva, saved={2023: 1, 2024: 1}, paid=2)
    turn = [date(2026, 3, 26), date(2026, 3, 27), date(2026, 3, 30), date(2026, 4, 1), date(2026, 4, 2)]
    for one in (li, tor, new):
        make_entries(one, turn, QuickChoice.VACATION, eva)
    with at(date(2026, 4, 20)), inside(company):
        run = approved(company, eva, Month(2026, 4))
        slip = Payslip.objects.get(run=run, employee=li)
        # Of the old year two paid days and the oldest saved one, of the new year's 25 two; a saved day is left.
        assert (int(slip.vacation_days_taken), int(slip.vacation_days_before_turn)) == (5, 3)
        assert int(slip.vacation_days_left) == 24
        rows = VacationEntry.objects.filter(employee=li, run=run).order_by("vacation_year", "kind")
        assert [(row.kind, row.vacation_year, row.saved_from, int(row.days)) for row in rows] == [
            ("PAID", 2025, None, -2),
            ("SAVED", 2025, 2023, -1),
            ("PAID", 2026, None, -2),
        ]
        assert lines(run, li)["vacation_supplement"] == 5 * 12_900
        assert int(Payslip.objects.get(run=run, employee=tor).vacation_days_left) == 23
        assert days(tor, date(2026, 3, 31)) == {"PAID": 22}
        assert days(li, date(2026, 3, 31)) == {"SAVED": 1}
        # Nothing was earned before the old year; of the new one's 25 × 182 / 365 = 12.5, which are 13, two are taken.
        assert lines(run, new)["vacation_supplement"] == 2 * 12_900
        assert lines(run, new)["unpaid_vacation_deduction"] == -3 * 138_000
        of_new = list(PayslipLine.objects.filter(run=run, employee=new))
        assert vacation_answer(Payslip.objects.get(run=run, employee=new), of_new, []).formula == "13 − 2 = 11"
        assert faults_of_approved_runs(company.pk) == []
    with at(date(2026, 4, 21)), inside(company):
        closed_in_april(company, eva)
        paid = date(2026, 4, 30)
        assert days(li, paid) == {"PAID": 23, "SAVED": 1}
        assert status(li, paid).balances.saved == {2024: 1}
        # Of twenty-two that were left, of whom no account was kept, five are saved.
        assert days(tor, paid)["SAVED"] == 5
    assert broken(as_owner) == {}


def test_what_is_assumed_is_taken_of_the_year_that_the_days_lie_in_though_they_are_paid_in_the_next(
    company: Company, eva: User, li: Employee
) -> None:
    new = make_employee(company, "Nya Nil", monthly_salary=3_000_000, hired_on=date(2025, 10, 1))
    with at(date(2026, 3, 2)), inside(company):
        opened(make_employee(company, "Tor Holm", monthly_salary=3_000_000), eva, paid=25)
    make_entries(li, [day for day in days_between(*MARCH) if day.weekday() < 5], QuickChoice.VACATION, eva)
    make_entries(new, [date(2026, 3, 30), date(2026, 3, 31)], QuickChoice.VACATION, eva)
    with at(date(2026, 4, 20)), inside(company):
        run = approved(company, eva, Month(2026, 4))
        # All twenty-two weekdays of March; nothing was earned before the year in which somebody was hired.
        assert int(Payslip.objects.get(run=run, employee=li).vacation_days_left) == 3
        assert lines(run, new)["unpaid_vacation_deduction"] == -2 * 138_000
        assert (days(li, MARCH[1]), days(li, date(2026, 4, 30))) == ({"PAID": 3}, {"PAID": 25})
        assert days(new, date(2026, 4, 30)) == {"PAID": 13, "UNPAID": 12}
        closed_in_april(company, eva)
        assert days(li, date(2026, 4, 30)) == {"PAID": 25, "SAVED": 3}


def test_what_is_assumed_becomes_an_opening_when_the_year_is_closed(company: Company, eva: User, li: Employee) -> None:
    tor = make_employee(company, "Tor Holm", monthly_salary=2_800_000)
    new = make_employee(company, "Nya Nil", monthly_salary=2_800_000, hired_on=date(2026, 4, 1))
    with at(date(2026, 3, 2)), inside(company):
        opened(tor, eva, paid=22)
    with at(date(2026, 4, 2)), inside(company):
        closed_in_april(company, eva)
        assert days(li) == {"PAID": 25, "SAVED": 5}
        assert VacationEntry.objects.filter(employee=li, cause=Cause.OPENING).get().days == 25
        # Twenty-two were left of twenty-five when the account was opened: five are beyond twenty all the same.
        assert days(tor) == {"PAID": 25, "SAVED": 5}
        assert days(new) == {"UNPAID": 25}


def test_the_liability_is_posted_as_it_changes_and_undone(
    company: Company, eva: User, li: Employee, as_owner: Owner
) -> None:
    with inside(company):
        make_agreement(company, vacation_supplement_rate=AGREED)
        opened(li, eva, paid=10)
        # 244 days of the year so far: 25 × 244 / 365 = 16.71; 26.71 × 1 620 = 43 270.20.
        first = post_liability(
            company_id=company.pk, month=NOVEMBER, by=eva.pk, booked=Owed(monthly=4_000_000, contributions=1_256_800)
        )
        assert (first.monthly, first.contributions) == (4_327_020, 1_359_550)
        assert {one["account"]: one["amount"] for one in first.lines} == {
            "2920": -327_020, "2940": -102_750, "7290": 327_020, "7519": 102_750,
        }  # fmt: skip
        with pytest.raises(AlreadyPosted):
            post_liability(company_id=company.pk, month=NOVEMBER, by=eva.pk)
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            VacationPosting.objects.update(monthly=1)
        undo_posting(company_id=company.pk, by=eva.pk)
        with pytest.raises(NotPosted):
            undo_posting(company_id=company.pk, by=eva.pk)
        again = post_liability(company_id=company.pk, month=NOVEMBER, by=eva.pk)
        assert again.monthly_before == 0
    make_cost_object(company)
    make_split(li, Share(Decimal(100), "100"), on=date(2026, 12, 1))
    with at(date(2026, 12, 31)), inside(company):
        # 31 days more: 18.84, so 2.13 days.
        later = post_liability(company_id=company.pk, month=DECEMBER, by=eva.pk)
        assert (later.monthly_before, later.monthly - later.monthly_before) == (4_327_020, 345_060)
        # The debt is the cost centre's now, all of it.
        costs = {one.get("cost_centre", ""): one["amount"] for one in later.lines if one["account"] == "7290"}
        assert costs == {"": -4_327_020, "100": 4_672_080}
    assert broken(as_owner) == {}


def test_variable_pay_of_the_year_that_runs_is_owed_for_the_days_being_earned(
    company: Company, eva: User, li: Employee
) -> None:
    with inside(company):
        opened(li, eva, paid=10)
        before, in_october = status(li, NOVEMBER.last).liability, status(li, date(2026, 10, 31)).liability
        line = NewLine("commission", NOVEMBER, NOVEMBER, amount=1_000_000)
        add_pay_line(employee=li, line=line, by=eva.pk)
        approved(company, eva)
        after = status(li, NOVEMBER.last).liability
        assert before
        assert after
        # Nothing is known of the months before November: all that is known is 12 % of 10 000.
        assert after.amount - before.amount == 120_000
        assert after.explanation.formula.startswith("26.71 × 1509.00 + 10000 × 12 % = 41505.39; ")
        assert status(li, date(2026, 10, 31)).liability == in_october
        Employee.objects.filter(pk=li.pk).update(left_on=date(2026, 11, 30))
        li.refresh_from_db()
    with at(date(2026, 12, 14)), inside(company):
        # Seventeen days of the year: 27 × 1 509 and the share of the commission.
        assert compensate(employee=li, reason=EndReason.OTHER, by=eva.pk).result.amount == 4_194_300


def test_the_list_says_when_the_law_wants_the_percentage_rule(company: Company, eva: User, li: Employee) -> None:
    part_time = Pay(pay_form="MONTHLY", monthly_salary=2_400_000, employment_rate=Decimal(80))
    with inside(company):
        assert status(li).doubts == []
        change_pay(employee=li, pay=part_time, on=date(2026, 9, 1), by=eva.pk)
        assert status(li).doubts == ["CHANGED_RATE"]


def test_a_month_whose_year_has_no_figures_owes_nothing_that_is_known(company: Company, li: Employee) -> None:
    with inside(company):
        vacation = vacation_of_company(company.pk, date(2031, 1, 31))
    assert not vacation.is_known
    assert vacation.owed == Owed()


def test_what_is_left_is_paid_with_the_next_run_when_the_employment_ends(
    company: Company, eva: User, li: Employee, as_owner: Owner
) -> None:
    with inside(company):
        opened(li, eva, saved={2024: 3}, paid=10)
        with pytest.raises(NotEnding):
            compensate(employee=li, reason=EndReason.OTHER, by=eva.pk)
        Employee.objects.filter(pk=li.pk).update(left_on=date(2026, 10, 31))
        li.refresh_from_db()
    with at(date(2026, 12, 14)), inside(company):
        # 214 days: 25 × 214 / 365 = 14.66, rounded up; 28 × 1 509 = 42 252.
        ending = compensate(employee=li, reason=EndReason.OTHER, by=eva.pk)
        assert ending.result.days == 28
        assert ending.result.amount == 4_225_200
        with pytest.raises(AlreadyCompensated):
            compensate(employee=li, reason=EndReason.OTHER, by=eva.pk)
        undo_compensation(employee=li, by=eva.pk)
        assert days(li) == {"PAID": 10, "SAVED": 3}
        compensate(employee=li, reason=EndReason.OTHER, by=eva.pk)
        # December holds neither day nor deviation of the employment: the debt alone brings the payslip.
        run = approved(company, eva, DECEMBER)
        assert lines(run, li)["vacation_compensation"] == 4_225_200
        assert lines(run, li)["one_off_tax"] < 0
        with pytest.raises(AlreadyPaid):
            undo_compensation(employee=li, by=eva.pk)
        assert vacation_of_company(company.pk, clock.today()).rows == []
    assert broken(as_owner) == {}


def test_days_in_advance_are_a_debt_that_is_set_off(company: Company, eva: User, li: Employee) -> None:
    with inside(company):
        opened(li, eva, advance=3, unpaid=22)
    make_entries(li, OCTOBER_DAYS[:2], QuickChoice.VACATION, eva)
    with inside(company):
        run = approved(company, eva)
        row = VacationEntry.objects.get(run=run)
        assert (row.kind, int(row.days), row.amount) == ("ADVANCE", -2, 301_800)
        Employee.objects.filter(pk=li.pk).update(left_on=date(2026, 11, 30))
        li.refresh_from_db()
    with at(date(2026, 12, 1)), inside(company):
        assert compensate(employee=li, reason=EndReason.OTHER, by=eva.pk).result.set_off == 301_800


PLANTED = [
    ("inv_16_vacation_taken_is_accounted", "DELETE FROM payroll_vacationentry WHERE cause = 'TAKEN'"),
    ("inv_16_vacation_taken_is_accounted", "UPDATE payroll_vacationentry SET days = -9 WHERE cause = 'TAKEN'"),
    (
        "inv_16_vacation_saving_moves_days",
        "UPDATE payroll_vacationentry SET days = 9 WHERE cause = 'SAVED' AND days > 0",
    ),
    (
        "inv_16_undone_vacation_close_is_nothing",
        "DELETE FROM payroll_vacationentry WHERE cause = 'EARNED' AND about IS NOT NULL",
    ),
    ("inv_06_vacation_posting_balances", "UPDATE payroll_vacationposting SET monthly = monthly + 1"),
    ("inv_06_vacation_posting_balances", "UPDATE payroll_vacationposting SET lines = '[]'"),
]


def test_each_view_sees_what_is_planted(company: Company, eva: User, li: Employee, as_owner: Owner) -> None:
    with at(date(2026, 3, 2)), inside(company):
        opened(li, eva, paid=25)
    with at(date(2026, 4, 2)), inside(company):
        closed_in_april(company, eva)
        reopen_vacation_year(company_id=company.pk, by=eva.pk)
    make_entries(li, OCTOBER_DAYS, QuickChoice.VACATION, eva)
    with inside(company):
        approved(company, eva)
        post_liability(company_id=company.pk, month=NOVEMBER, by=eva.pk)
    assert broken(as_owner) == {}
    assert [planted for planted in PLANTED if not _is_seen(*planted, as_owner)] == []


def _is_seen(view: str, statement: str, as_owner: Owner) -> bool:
    """Whether the view, empty before, shows what is planted and afterwards taken back."""
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("payroll_vacationentry", "payroll_vacationposting"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute(f"SELECT count(*) FROM {view}")
        seen = bool(cursor.fetchall()[0][0])
        transaction.set_rollback(True)
    return seen
