"""Payroll runs against the floor: the same rows, COPYed into lean tables."""

import os
import statistics
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from accounts.models import Company, User
from common.rls import as_system
from events.models import OutboxEffect
from payroll.basis import bases_for
from payroll.checks import employees_in
from payroll.models import PayrollRun, PayrollRunChunk
from payroll.operations.calculation import calculate_chunk, compute
from payroll.operations.runs import create_run, discard_run, start_calculation
from payroll.rules.digests import result_digest
from payroll.rules.run_states import RunState
from payroll.statutory import parameters_on
from tests.benchmarks.lean import TABLES, lean_copy, make_lean_tables, rows_by_names, stored_rows
from tests.benchmarks.measuring import cpu_of
from tests.benchmarks.population import OF_EMPLOYEE, companies_like, multiply_company, multiply_employees, workforce
from tests.benchmarks.results import record
from tests.factories.accounts import make_company
from tests.factories.effects import deliver
from tests.factories.payroll import NOVEMBER, OCTOBER, make_payroll_user, reread

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True)]
EMPLOYEES = int(os.environ.get("BENCH_EMPLOYEES", "10000"))
SMALL_COMPANIES = int(os.environ.get("BENCH_COMPANIES", "500"))
ROUNDS = 3
LEAN = "lean COPY of the same rows"
BY_NAMES = f"{LEAN}, explanations by names"
Started = tuple[PayrollRun, list[OutboxEffect]]


def populated(size: int) -> tuple[Company, User]:
    """A company with so many employees, each with twenty registrations."""
    with transaction.atomic():
        company = make_company()
        eva = make_payroll_user(company)
        people = workforce(company, eva, OCTOBER.first)
    multiply_employees(people, size // len(people) - 1)
    analyse()
    return company, eva


def analyse(*tables: str) -> None:
    """What autovacuum does sooner or later to tables that were filled; those of employment when none is named."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE lonsam_migrate")
        for table in tables or ("accounts_accessgrant", "employment_employee", *OF_EMPLOYEE):
            cursor.execute(f"VACUUM ANALYZE {table}")
        cursor.execute("SET ROLE lonsam_app")


def started(company_id: UUID, eva: User, instead_of: PayrollRun | None = None) -> Started:
    """A new run whose chunks are queued and not computed yet; the one that it replaces is discarded."""
    with transaction.atomic(), as_system(reason="benchmark", company_id=company_id):
        if instead_of is not None:
            discard_run(run_id=instead_of.pk, by=eva)
        run = create_run(company_id=company_id, month=NOVEMBER, by=eva)
        start_calculation(run_id=run.pk, by=eva)
        return run, list(OutboxEffect.objects.filter(subject_id=run.pk, kind="payroll.calculate_chunk"))


def delivery(effects: Sequence[OutboxEffect]) -> Callable[[], None]:
    def work() -> None:
        for effect in effects:
            deliver(effect)

    return work


def in_one_transaction(effects: Sequence[OutboxEffect]) -> Callable[[], None]:
    """The work of the effects without what each of them costs as a task."""

    def work() -> None:
        with transaction.atomic():
            for effect in effects:
                with as_system(reason="benchmark", company_id=effect.company_id):
                    calculate_chunk(run_id=UUID(effect.payload["run_id"]), number=effect.payload["number"])

    return work


def now(run: PayrollRun) -> PayrollRun:
    with transaction.atomic():
        return reread(run.pk, run.company_id)


def recomputed_digest(run: PayrollRun) -> str:
    with transaction.atomic(), as_system(reason="benchmark", company_id=run.company_id):
        computed, problems = compute(bases_for(run, employees_in(run)), parameters_on(run.payday))
    assert problems == []
    return result_digest([result for _, _, result in computed])


def contents(run: PayrollRun) -> list[tuple[object, ...]]:
    """Everything stored for the run, with the transaction that wrote each row."""
    found: list[tuple[object, ...]] = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE lonsam_migrate")
        for table in ("payroll_payslip", "payroll_payslipline", "payroll_journalline", "payroll_payrollrunchunk"):
            cursor.execute(f"SELECT xmin::text, t::text FROM {table} t WHERE run_id = %s ORDER BY 2", [run.pk])
            found += cursor.fetchall()
    return found


def statements_of(work: Callable[[], None]) -> int:
    count = 0

    def counting(execute: Any, *arguments: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*arguments)

    with connection.execute_wrapper(counting):
        work()
    return count


def bytes_in_use() -> int:
    """Of all tables and indexes, swept."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE lonsam_migrate")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SET ROLE lonsam_app")
        cursor.execute(
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        return int(cursor.fetchone()[0])


def test_a_large_run() -> None:
    company, eva = populated(EMPLOYEES)
    before_run = bytes_in_use()
    run, effects = started(company.pk, eva)
    delivery(effects)()  # warms up tax tables, plans and caches
    size = (bytes_in_use() - before_run) / EMPLOYEES
    record("bytes_per_payslip", "tables and indexes of payrun_10k, explanations in them", "bytes", size, 4000, 0)
    first = now(run)
    assert (first.state, first.employee_count) == (RunState.CALCULATED, EMPLOYEES)
    assert first.result_digest == recomputed_digest(run)
    make_lean_tables()
    floor, packed_floor = lean_copy(rows_by_names(run)), lean_copy(stored_rows(run.pk))
    floor()
    whole, copied, copied_packed, again = [], [], [], []
    for _ in range(ROUNDS):
        run, effects = started(company.pk, eva, run)
        whole.append(cpu_of(delivery(effects)))
        copied.append(cpu_of(floor))
        copied_packed.append(cpu_of(packed_floor))
        before = contents(run)
        again.append(cpu_of(delivery(effects)))
        assert contents(run) == before
    assert now(run).result_digest == first.result_digest
    seconds, lean = statistics.median(whole), statistics.median(copied)
    workload = f"{EMPLOYEES:,} employees × 20 registrations, {seconds / EMPLOYEES * 1e6:.0f} µs each"
    record("payrun_10k", workload, BY_NAMES, seconds / lean, 10, seconds)
    ratio = seconds / statistics.median(copied_packed)
    record("payrun_10k_packed", "payrun_10k", f"{LEAN}, packed as they are stored", ratio, None, 0)
    record("payrun_redeliver", "every chunk delivered again", "payrun_10k", statistics.median(again) / seconds, 0.1, 0)
    of_one_thousand = _cost_of_an_employee(1000)
    record("payrun_flat", "an employee of payrun_10k", "of 1,000", seconds / EMPLOYEES / of_one_thousand, 1.25, 0)


def _cost_of_an_employee(size: int) -> float:
    company, eva = populated(size)
    run, effects = started(company.pk, eva)
    delivery(effects)()
    analyse(*TABLES)
    taken = []
    for _ in range(ROUNDS):
        run, effects = started(company.pk, eva, run)
        taken.append(cpu_of(delivery(effects)) / size)
    return statistics.median(taken)


def test_statements_of_a_chunk() -> None:
    counts = {}
    for size in (50, 1000):
        company, eva = populated(size)
        run, _ = started(company.pk, eva)
        with transaction.atomic(), as_system(reason="benchmark", company_id=company.pk):
            last = PayrollRunChunk.objects.create(company=company, run=run, number=1, employee_ids=[])
            counts[size] = statements_of(lambda run=run: calculate_chunk(run_id=run.pk, number=0))  # type: ignore[misc]
            calculate_chunk(run_id=run.pk, number=last.number)
        assert now(run).result_digest == recomputed_digest(run)
    assert counts[50] == counts[1000]
    record("payrun_queries", "SQL statements of a chunk of 1,000, as of one of 50", "–", counts[1000], 20, 0)


def test_many_small_runs() -> None:
    with transaction.atomic():
        company = make_company()
        eva = make_payroll_user(company)
        people = workforce(company, eva, OCTOBER.first)
    multiply_employees(people, 2)
    multiply_company(company, SMALL_COMPANIES - 1)
    analyse()
    runs, effects = [], []
    for company_id in companies_like(company):
        run, found = started(company_id, eva)
        runs.append(run)
        effects += found
    fifth = len(effects) // 5
    delivery(effects[:fifth])()
    analyse(*TABLES)  # keys are checked by a plan that was made when the tables were empty, until somebody looks
    parts = [effects[start : start + fifth] for start in range(fifth, 5 * fifth, fifth)]
    measured = [cpu_of(delivery(part)) for part in parts[:2]]
    together = [cpu_of(in_one_transaction(part)) for part in parts[2:]]
    digests = {now(run).result_digest for run in runs[:20]}
    assert digests == {recomputed_digest(run) for run in runs[:20]}
    make_lean_tables()
    floor = lean_copy(*(stored_rows(run.pk) for run in runs[:100]))
    floor()
    lean = statistics.median(cpu_of(floor) for _ in range(5)) / 100
    of_one = statistics.median(measured) / fifth
    workload = f"{SMALL_COMPANIES} companies × {len(people) * 3}, {of_one * 1e3:.1f} ms a run"
    alone = "the same rows, 100 runs a transaction, without tasks"
    record("payrun_small", workload, alone, of_one * fifth / statistics.median(together), 6, sum(measured))
    floor_name = f"{LEAN} run by run, 100 a transaction"
    record("payrun_small_written", "a run of payrun_small", floor_name, of_one / lean, None, 0)
