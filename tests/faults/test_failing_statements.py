"""A payroll run is all or nothing: every statement of it fails once, and what must hold holds each time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import Company, User
from common.rls import as_system
from employment.operations.logins import invite_employee
from payroll.findings import warnings_to_see
from payroll.models import PayrollRun
from payroll.operations.runs import approve_run, create_run, start_calculation
from payroll.rules.run_states import RunState
from tests.benchmarks.population import multiply_employees, workforce
from tests.factories.accounts import make_company
from tests.factories.effects import deliver, queued_effects
from tests.factories.payroll import NOVEMBER, OCTOBER, make_calculated_run, make_payroll_user, make_workforce, reread
from tests.faults.behind import asked, broken_invariants, contents

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
EMPLOYEES = 50
MOST_STATEMENTS = 400
EVERYTHING = " UNION ALL ".join(
    f"SELECT '{table}', {what} FROM {table} one"
    for table, what in (
        ("payroll_payrollrun", "one::text"),
        ("events_auditevent", "one::text"),
        ("events_auditchain", "one::text"),
        ("events_outboxeffect", "one.dedupe_key || ' ' || one.state"),
        ("timereporting_timereport", "one::text"),
    )
)


@pytest.fixture
def company() -> Company:
    with transaction.atomic():
        return make_company()


@pytest.fixture
def eva(company: Company) -> User:
    with transaction.atomic():
        return make_payroll_user(company)


@contextmanager
def failing(number: int) -> Iterator[list[str]]:
    """The statement with this number fails in the database; yields the statements that were tried."""
    tried: list[str] = []

    def execute_or_fail(execute: Any, statement: Any, values: Any, many: bool, context: Any) -> Any:
        tried.append(str(statement))
        if len(tried) == number:
            return execute("SELECT 1 / 0", None, False, context)
        return execute(statement, values, many, context)

    with connection.execute_wrapper(execute_or_fail):
        yield tried


def each_statement_fails(work: Callable[[], object], unchanged: Callable[[], object]) -> int:
    """Let the first, the second, … statement fail until all succeed; returns how many there are.

    Whatever failed, nothing is different afterwards and every invariant holds.
    """
    before = unchanged()
    for number in range(1, MOST_STATEMENTS):
        with failing(number) as tried:
            try:
                work()
            except DatabaseError:
                assert len(tried) >= number
        if len(tried) < number:
            return len(tried)
        assert unchanged() == before, f"statement {number}: {tried[number - 1]}"
        assert broken_invariants() == {}, f"statement {number}: {tried[number - 1]}"
    raise AssertionError("It never succeeded.")


def test_a_calculation_is_all_or_nothing_whichever_statement_fails(company: Company, eva: User) -> None:
    with transaction.atomic():
        people = workforce(company, eva, OCTOBER.first)
    multiply_employees(people, EMPLOYEES // len(people) - 1)
    with transaction.atomic(), as_system(reason="test", company_id=company.pk):
        run = create_run(company_id=company.pk, month=NOVEMBER, by=eva)
        start_calculation(run_id=run.pk, by=eva)
    (effect,) = queued_effects()

    def attempt() -> None:
        asked("UPDATE events_outboxeffect SET attempts = 0, next_attempt_at = now()")
        deliver(effect)

    statements = each_statement_fails(attempt, lambda: (sorted(asked(EVERYTHING)), contents(run.pk)))
    done = now(run)
    assert (done.state, done.employee_count) == (RunState.CALCULATED, EMPLOYEES)
    assert broken_invariants() == {}
    print(f"{statements} statements")


def test_a_start_is_all_or_nothing_whichever_statement_fails(company: Company, eva: User) -> None:
    with transaction.atomic():
        make_workforce(company)
    with transaction.atomic(), as_system(reason="test", company_id=company.pk):
        run = create_run(company_id=company.pk, month=NOVEMBER, by=eva)

    def attempt() -> None:
        with transaction.atomic(), as_system(reason="test", company_id=company.pk):
            start_calculation(run_id=run.pk, by=eva)

    each_statement_fails(attempt, lambda: (sorted(asked(EVERYTHING)), contents(run.pk)))
    assert now(run).state == RunState.CALCULATING
    assert len(queued_effects()) == 1


def test_an_approval_is_all_or_nothing_whichever_statement_fails(company: Company, eva: User) -> None:
    with transaction.atomic():
        people = make_workforce(company)
        with as_system(reason="test", company_id=company.pk):
            for one in people[:2]:
                invite_employee(employee=one, by=None)
        run = make_calculated_run(company, eva)
        with as_system(reason="test", company_id=company.pk):
            seen = warnings_to_see(run.pk)

    def attempt() -> None:
        with transaction.atomic(), as_system(reason="test", company_id=company.pk):
            approve_run(run_id=run.pk, by=eva, seen=seen)

    statements = each_statement_fails(attempt, lambda: (sorted(asked(EVERYTHING)), contents(run.pk)))
    assert now(run).state == RunState.APPROVED
    assert len(queued_effects()) == 2
    assert broken_invariants() == {}
    print(f"{statements} statements")


def test_a_commit_that_would_be_a_rollback_is_heard_of(company: Company) -> None:
    acting = as_system(reason="test", company_id=company.pk)
    with pytest.raises(DatabaseError), failing(3) as tried, transaction.atomic(), acting:
        Company.objects.filter(pk=company.pk).update(name="Bageriet Ny AB")
    assert "set_config" in tried[2]
    assert asked("SELECT name FROM accounts_company") == [(company.name,)]


def now(run: PayrollRun) -> PayrollRun:
    with transaction.atomic():
        return reread(run.pk, run.company_id)
