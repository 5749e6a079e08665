"""A run from creation to approval: computed in the background, complete or not at all, and frozen afterwards."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import DatabaseError, connection, transaction

from accounts.models import Company, User
from accounts.permissions import TimeMode
from common.periods import days_between
from common.rls import as_system
from employment.models import Employee
from employment.operations.logins import invite_employee, withdraw_access
from employment.operations.terms import Tax, change_tax
from employment.rules.cost_splits import Share
from events.models import OutboxEffect
from events.rules.effect_states import MAX_ATTEMPTS
from payroll.checks import CheckKind, checks_of, employees_in
from payroll.finding_wording import sentence_of
from payroll.findings import findings_of, warnings_to_see
from payroll.findings.kinds import FindingKind
from payroll.missing_figures import missing_table_for
from payroll.models import JournalLine, PayrollRun, PayrollRunChunk, Payslip, PayslipLine
from payroll.operations import calculation, runs
from payroll.operations.calculation import calculate_chunk
from payroll.operations.digests import input_digest_of
from payroll.operations.pay_lines import NewLine, add_pay_line
from payroll.operations.runs import (
    AlreadyStarted,
    ChecksFail,
    InputsChanged,
    RunExists,
    approve_run,
    create_run,
    discard_run,
    start_calculation,
)
from payroll.operations.stored import stored_results
from payroll.rules.basis import PayForm
from payroll.rules.digests import result_digest
from payroll.rules.journal import JournalLine as Entry
from payroll.rules.journal import journal, moves
from payroll.rules.run_states import RunState, TransitionNotAllowed
from tests.factories.accounts import make_company
from tests.factories.effects import deliver, deliver_when_due, drain_outbox, queued_effects
from tests.factories.employment import make_cost_object, make_draft, make_employee, make_split
from tests.factories.payroll import (
    NOVEMBER,
    OCTOBER,
    make_approved_run,
    make_calculated_run,
    make_payroll_user,
    make_workforce,
    reread,
)
from tests.factories.test_numbers import EVERY_NUMBER
from tests.factories.timereporting import give_schedule, make_arrangement, make_entries, make_schedule
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db
Owner = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def eva(company: Company) -> User:
    return make_payroll_user(company)


@pytest.fixture
def people(company: Company) -> list[Employee]:
    return make_workforce(company)


def in_company(company: Company) -> AbstractContextManager[None]:
    return as_system(reason="test", company_id=company.pk)


def broken(as_owner: Owner) -> dict[str, int]:
    """Rows of every invariant view that has any."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT viewname FROM pg_views WHERE viewname LIKE 'inv\\_%'")
        found = {}
        for (view,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {view}")
            found[view] = cursor.fetchone()[0]
    return {view: rows for view, rows in found.items() if rows}


def test_everyone_employed_gets_one_payslip(
    company: Company, eva: User, people: list[Employee], as_owner: Owner
) -> None:
    make_entries(people[3], [date(2026, 10, day) for day in (5, 6, 7)], QuickChoice.HOURS_WORKED, eva)
    run = make_calculated_run(company, eva)
    with in_company(company):
        nets = dict(Payslip.objects.values_list("employee__given_name", "net_pay"))
        lines = PayslipLine.objects.filter(employee=people[3]).values_list("pay_item", "amount")
        assert dict(lines)["hourly_pay"] == 3 * 8 * 17_000
    assert set(nets) == {"Anna", "Bo", "Carin", "Dan", "Eli", "Frida", "Gun", "Hans"}
    assert (run.state, run.employee_count, run.net_pay) == (RunState.CALCULATED, 8, sum(nets.values()))
    assert broken(as_owner) == {}


def test_the_payday_is_the_bank_day_before_a_weekend(company: Company, eva: User) -> None:
    with in_company(company):
        assert create_run(company_id=company.pk, month=NOVEMBER, by=eva).payday == date(2026, 11, 25)
        assert create_run(company_id=company.pk, month=OCTOBER, by=eva).payday == date(2026, 10, 23)


def test_a_month_has_one_run_until_it_is_discarded(company: Company, eva: User) -> None:
    with in_company(company):
        run = create_run(company_id=company.pk, month=NOVEMBER, by=eva)
        with pytest.raises(RunExists):
            create_run(company_id=company.pk, month=NOVEMBER, by=eva)
        discard_run(run_id=run.pk, by=eva)
        create_run(company_id=company.pk, month=NOVEMBER, by=eva)


def test_nothing_starts_until_the_checks_pass(company: Company, eva: User) -> None:
    make_arrangement(company, TimeMode.EMPLOYEES_REGISTER)
    draft = make_draft(company, "Ulla Utkast")
    complete = make_employee(company, "Anna Ek")
    give_schedule(complete, make_schedule(company))
    with in_company(company):
        run = create_run(company_id=company.pk, month=NOVEMBER, by=eva)
        with pytest.raises(ChecksFail) as failure:
            start_calculation(run_id=run.pk, by=eva)
    found = {(check.kind, check.employee) for check in failure.value.checks}
    assert found == {(CheckKind.INCOMPLETE, draft), (CheckKind.UNAPPROVED, complete)}
    assert queued_effects() == []


def test_a_year_without_figures_is_refused(company: Company, eva: User, people: list[Employee]) -> None:
    with in_company(company):
        run = create_run(company_id=company.pk, month=NOVEMBER, by=eva)
        PayrollRun.objects.filter(pk=run.pk).update(payday=date(2031, 11, 25))
        with pytest.raises(ChecksFail) as failure:
            start_calculation(run_id=run.pk, by=eva)
    assert (CheckKind.YEAR, "2031") in {(check.kind, check.detail) for check in failure.value.checks}


def test_the_second_to_start_is_told_who_was_first(company: Company, eva: User, people: list[Employee]) -> None:
    with in_company(company):
        run = create_run(company_id=company.pk, month=NOVEMBER, by=eva)
        start_calculation(run_id=run.pk, by=eva)
        with pytest.raises(AlreadyStarted) as failure:
            start_calculation(run_id=run.pk, by=make_payroll_user(company, "Jon Ahl"))
    assert failure.value.run.started_by == eva


def test_a_chunk_delivered_twice_gives_the_same_bytes(company: Company, eva: User, people: list[Employee]) -> None:
    with in_company(company):
        run = create_run(company_id=company.pk, month=NOVEMBER, by=eva)
        start_calculation(run_id=run.pk, by=eva)
    (effect,) = queued_effects()
    deliver(effect)
    first = reread(run.pk, company.pk).result_digest
    deliver(effect)
    assert reread(run.pk, company.pk).result_digest == first
    with in_company(company):
        start_calculation(run_id=run.pk, by=eva)
    drain_outbox()
    assert reread(run.pk, company.pk).result_digest == first


def test_one_payslip_that_cannot_be_made_stops_the_whole_run(company: Company, eva: User, as_owner: Owner) -> None:
    part_time = make_employee(company, "Hans Ny", monthly_salary=2_000_000, hired_on=date(2026, 10, 1))
    give_schedule(part_time, make_schedule(company))
    october = [date(2026, 10, day) for day in range(1, 31) if date(2026, 10, day).weekday() < 5]
    make_entries(part_time, october, QuickChoice.UNPAID_LEAVE, eva)
    with in_company(company):
        Employee.objects.filter(pk=part_time.pk).update(left_on=date(2026, 11, 3))
    run = make_calculated_run(company, eva)
    assert run.state == RunState.FAILED
    assert run.problems == [{"employee": str(part_time.pk), "problem": "NetBelowZero"}]
    with in_company(company):
        assert not Payslip.objects.exists()
    assert broken(as_owner) == {}


def test_approval_is_refused_when_something_changed_since(company: Company, eva: User, people: list[Employee]) -> None:
    run = make_calculated_run(company, eva)
    make_entries(people[0], [date(2026, 10, 5)], QuickChoice.SICK, eva)
    with in_company(company):
        with pytest.raises(InputsChanged):
            approve_run(run_id=run.pk, by=eva)
        start_calculation(run_id=run.pk, by=eva)
    drain_outbox()
    with in_company(company):
        assert approve_run(run_id=run.pk, by=eva, seen=warnings_to_see(run.pk)).state == RunState.APPROVED


def test_computing_an_approved_run_again_gives_the_same_digest(
    company: Company, eva: User, people: list[Employee]
) -> None:
    run = make_approved_run(company, eva)
    with in_company(company):
        assert result_digest([result for _, result in stored_results(run)]) == run.result_digest
        assert input_digest_of(run) == run.input_digest


def test_employees_who_can_sign_in_are_told_by_mail_and_the_others_are_named_before(
    company: Company, eva: User, people: list[Employee], mailoutbox: list[EmailMultiAlternatives]
) -> None:
    with in_company(company):
        anna = invite_employee(employee=people[0], by=None)
        bo = invite_employee(employee=people[1], by=None)
    drain_outbox()
    mailoutbox.clear()
    run = make_calculated_run(company, eva)
    with in_company(company):
        told = [one for one in findings_of(run, employees_in(run)) if one.kind == FindingKind.NO_LOGIN]
        assert {one.employee for one in told} == set(people[2:])
        assert not any(one.is_warning for one in told)
        assert sentence_of(told[0]).endswith(" har ingen inloggning och kan inte läsa sitt lönebesked.")
        approve_run(run_id=run.pk, by=eva, seen=warnings_to_see(run.pk))
        withdraw_access(employee=bo, by=None)  # after the approval, before the mail
    drain_outbox()
    assert anna.user is not None
    assert [mail.to for mail in mailoutbox] == [[anna.user.email]]
    with in_company(company):
        assert not OutboxEffect.objects.exclude(state="SENT").exists()


def test_an_approved_run_is_not_calculated_again(company: Company, eva: User, people: list[Employee]) -> None:
    run = make_approved_run(company, eva)
    with in_company(company), pytest.raises(TransitionNotAllowed):
        start_calculation(run_id=run.pk, by=eva)


def test_the_journal_must_balance(company: Company, eva: User, people: list[Employee]) -> None:
    make_calculated_run(company, eva)
    with pytest.raises(DatabaseError), transaction.atomic(), in_company(company), connection.cursor() as cursor:
        cursor.execute("UPDATE payroll_journalline SET amount = amount + 1 WHERE account = '2710'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_start_and_a_chunk_take_the_same_few_statements_for_three_and_thirty(company: Company, eva: User) -> None:
    schedule, numbers = make_schedule(company), iter(EVERY_NUMBER)
    counts = []
    for number in (3, 27):
        for _ in range(number):
            employee = make_employee(company, monthly_salary=3_000_000, personal_identity_number=next(numbers))
            give_schedule(employee, schedule)
            make_entries(employee, [date(2026, 10, 5)], QuickChoice.VACATION, eva)
        with in_company(company):
            run = create_run(company_id=company.pk, month=NOVEMBER, by=eva)
            with counted_statements() as starting:
                start_calculation(run_id=run.pk, by=eva)
            PayrollRunChunk.objects.create(company=company, run=run, number=1, employee_ids=[])  # not the last one
            with counted_statements() as statements:
                calculate_chunk(run_id=run.pk, number=0)
            PayrollRun.objects.filter(pk=run.pk).update(state=RunState.DISCARDED)
        counts.append((len(starting), len(statements)))
    assert counts[0] == counts[1]
    assert counts[0][1] <= 20


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    found: list[str] = []

    def counting(execute: Any, statement: Any, *arguments: Any) -> Any:
        found.append(str(statement))
        return execute(statement, *arguments)

    with connection.execute_wrapper(counting):
        yield found


def test_a_run_of_several_chunks_comes_to_the_same_as_one_of_one(
    company: Company, eva: User, people: list[Employee], monkeypatch: pytest.MonkeyPatch, as_owner: Owner
) -> None:
    make_entries(people[3], [date(2026, 10, day) for day in (5, 6, 7)], QuickChoice.HOURS_WORKED, eva)
    make_cost_object(company)
    make_cost_object(company, "Bygget", code="P1", project=True)
    for employee in people[2:5]:
        make_split(employee, Share(Decimal("33.33"), "100"), Share(Decimal("66.67"), "", "P1"))
    bonus = NewLine("bonus", NOVEMBER, None, amount=250_001, cost_centre="100")
    with in_company(company):
        add_pay_line(employee=people[0], line=bonus, by=eva.pk)
    whole = make_calculated_run(company, eva)
    posted = journal_in(company)
    monkeypatch.setattr(runs, "CHUNK", 3)
    with in_company(company):
        start_calculation(run_id=whole.pk, by=eva)
    assert drain_outbox() == 3
    parts = reread(whole.pk, company.pk)
    assert (parts.state, parts.calculation) == (RunState.CALCULATED, 2)
    for name in ("result_digest", "input_digest", "employee_count", "net_pay", "gross_pay", "contribution_cost"):
        assert getattr(parts, name) == getattr(whole, name), name
    assert journal_in(company) == posted
    assert {(one.cost_centre, one.project) for one in posted} == {("", ""), ("100", ""), ("", "P1")}
    with in_company(company):
        stored = [(PayForm(slip.pay_form), result) for slip, result in stored_results(parts)]
        assert journal(stored, moves(stored)) == posted
    assert broken(as_owner) == {}


def journal_in(company: Company) -> list[Entry]:
    """What is posted, as the rules have it."""
    with in_company(company):
        rows = JournalLine.objects.order_by("account", "cost_centre", "project")
        return [Entry(*row) for row in rows.values_list("account", "amount", "cost_centre", "project")]


def test_people_who_left_the_run_leave_no_payslip(company: Company, eva: User, people: list[Employee]) -> None:
    run = make_calculated_run(company, eva)
    with in_company(company):
        Employee.objects.filter(pk=people[0].pk).update(left_on=date(2026, 9, 30))
        start_calculation(run_id=run.pk, by=eva)
    drain_outbox()
    with in_company(company):
        assert reread(run.pk, company.pk).employee_count == len(people) - 1
        assert not PayslipLine.objects.filter(employee=people[0]).exists()
        assert Payslip.objects.count() == len(people) - 1


def test_a_run_that_no_worker_can_finish_is_stopped_and_can_be_started_again(
    company: Company, eva: User, people: list[Employee], monkeypatch: pytest.MonkeyPatch, as_owner: Owner
) -> None:
    def broken_rules(*arguments: object) -> None:
        raise ZeroDivisionError

    run = make_calculated_run(company, eva)
    monkeypatch.setattr(calculation, "compute", broken_rules)
    with in_company(company):
        start_calculation(run_id=run.pk, by=eva)
    (effect,) = queued_effects()
    deliver_when_due(effect, times=MAX_ATTEMPTS)
    stopped = reread(run.pk, company.pk)
    assert (stopped.state, stopped.problems) == (RunState.FAILED, [{"employee": "", "problem": "Interrupted"}])
    with in_company(company):
        assert not Payslip.objects.exists()
        assert not JournalLine.objects.exists()
    assert broken(as_owner) == {}
    monkeypatch.undo()
    with in_company(company):
        start_calculation(run_id=run.pk, by=eva)
    drain_outbox()
    assert reread(run.pk, company.pk).result_digest == run.result_digest


def test_more_vacation_than_there_is_left_stops_the_run_before_it_is_calculated(company: Company, eva: User) -> None:
    mia = make_employee(company, "Mia Karlsson")
    days = [day for day in days_between(date(2026, 9, 1), date(2026, 10, 31)) if day.weekday() < 5]
    make_entries(mia, [day for day in days if day.month == 9], QuickChoice.VACATION, eva)
    make_approved_run(company, eva, OCTOBER)
    make_entries(mia, [day for day in days if day.month == 10][:4], QuickChoice.VACATION, eva)
    with as_system(reason="test data", company_id=company.pk):
        run = create_run(company_id=company.pk, month=NOVEMBER, by=eva)
        with pytest.raises(ChecksFail) as refused:
            start_calculation(run_id=run.pk, by=eva)
    assert [(check.kind, check.employee) for check in refused.value.checks] == [(CheckKind.VACATION, mia)]


def test_a_one_off_table_that_is_missing_stops_the_run_before_it_is_calculated(company: Company, eva: User) -> None:
    bo, ada = make_employee(company, "Bo Ek", born=1958, column=3), make_employee(company, "Ada By")
    bonus = NewLine("bonus", NOVEMBER, NOVEMBER, amount=5_000_00)
    with in_company(company):
        run = create_run(company_id=company.pk, month=NOVEMBER, by=eva)
        add_pay_line(employee=ada, line=bonus, by=eva.pk)
        assert checks_of(run, employees_in(run)) == []
        line = add_pay_line(employee=bo, line=bonus, by=eva.pk)
        with pytest.raises(ChecksFail) as refused:
            start_calculation(run_id=run.pk, by=eva)
        (check,) = refused.value.checks
        assert (check.kind, check.employee, check.figures) == (CheckKind.FIGURE, bo, ("one_off_table_3",))
        assert missing_table_for(bo, line.item, run.payday) == "one_off_table_3"
        change_tax(employee=bo, tax=Tax("SECONDARY_INCOME"), on=NOVEMBER.first, by=eva.pk)
        assert checks_of(run, employees_in(run)) == []
        assert missing_table_for(bo, line.item, run.payday) == ""
