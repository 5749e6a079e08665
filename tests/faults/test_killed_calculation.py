"""A payroll run whose worker is killed in the middle of writing: it completes once, or it is stopped whole."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from celery import current_app
from django.db import transaction

from accounts.models import Company, User
from common.rls import as_system
from events.rules.effect_states import MAX_ATTEMPTS
from payroll.models import PayrollRun
from payroll.operations import runs
from payroll.operations.runs import start_calculation
from payroll.rules.run_states import RunState
from tests.factories.accounts import make_company
from tests.factories.payroll import make_calculated_run, make_payroll_user, make_workforce, reread
from tests.factories.timereporting import make_entries
from tests.faults.behind import asked, broken_invariants, contents, end_connections, held_up, writing_held_up
from tests.faults.machine import Machine, running_machine, wait_until
from timereporting.rules.quick_choices import QuickChoice

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
LINES = "payroll_payslipline"


@pytest.fixture
def company(monkeypatch: pytest.MonkeyPatch) -> Company:
    """Eight employees, three to a chunk."""
    monkeypatch.setattr(runs, "CHUNK", 3)
    with transaction.atomic():
        company = make_company()
        people = make_workforce(company)
        october = [date(2026, 10, day) for day in (5, 6, 7)]
        make_entries(people[3], october, QuickChoice.HOURS_WORKED, make_payroll_user(company, "Jon Ahl"))
    return company


@pytest.fixture
def eva(company: Company) -> User:
    with transaction.atomic():
        return make_payroll_user(company)


@pytest.fixture
def calculated(company: Company, eva: User) -> PayrollRun:
    """What the run comes to when nothing happens."""
    with transaction.atomic():
        return make_calculated_run(company, eva)


def calculate_again(run: PayrollRun, by: User) -> None:
    with transaction.atomic(), as_system(reason="test", company_id=run.company_id):
        start_calculation(run_id=run.pk, by=by)


def now(run: PayrollRun) -> PayrollRun:
    with transaction.atomic():
        return reread(run.pk, run.company_id)


def finished(run_id: UUID) -> int:
    """How often the calculation of the run was finished."""
    statement = "SELECT count(*) FROM events_auditevent WHERE kind = 'payroll.calculation_finished' AND subject_id = %s"
    return int(asked(statement, run_id)[0][0])


def wait_for(run: PayrollRun, state: RunState, machine: Machine) -> None:
    wait_until(lambda: now(run).state == state, seconds=60, what=f"run {state}", log=lambda: machine.said("worker"))


def wait_until_held_up(machine: Machine) -> None:
    wait_until(lambda: held_up(LINES) > 0, seconds=60, what="a chunk", log=lambda: machine.said("worker"))


@pytest.mark.parametrize("killed", ["the worker", "a child of the worker"])
def test_a_run_whose_worker_is_killed_completes_once(
    calculated: PayrollRun, eva: User, tmp_path: Path, killed: str
) -> None:
    before = set(contents(calculated.pk))
    with running_machine(tmp_path) as machine:
        with writing_held_up(LINES):
            calculate_again(calculated, eva)
            wait_until_held_up(machine)
            if killed == "the worker":
                machine.kill("worker")
            else:
                machine.kill_the_children_of_the_worker()
            assert set(asked("SELECT xmin::text, t::text FROM payroll_payslip t")) <= before
        if killed == "the worker":
            machine.start("worker")
        wait_for(calculated, RunState.CALCULATED, machine)
        assert finished(calculated.pk) == 2
        after = now(calculated)
        assert (after.result_digest, after.net_pay) == (calculated.result_digest, calculated.net_pay)
        redeliver_every_chunk(calculated, machine)
    assert finished(calculated.pk) == 2
    assert broken_invariants() == {}


def redeliver_every_chunk(run: PayrollRun, machine: Machine) -> None:
    """Hand every chunk to the worker twice more, as if nobody had marked it: nothing is written."""
    before = contents(run.pk)
    of_run = "subject_id = %s AND kind = 'payroll.calculate_chunk'"
    asked(
        "UPDATE events_outboxeffect SET state = 'CLAIMED', attempts = 0, lease_until = now() + interval '1 minute'"
        f" WHERE {of_run}",
        run.pk,
    )
    with current_app.connection_for_write(url=machine.environment["REDIS_URL"]) as broker:
        for (effect_id,) in asked(f"SELECT id FROM events_outboxeffect WHERE {of_run}", run.pk) * 2:
            values = {"effect_id": str(effect_id), "firm_id": None, "company_id": str(run.company_id)}
            current_app.send_task("payroll.calculate_chunk", kwargs=values, connection=broker)
    unmarked = f"SELECT 1 FROM events_outboxeffect WHERE state <> 'SENT' AND {of_run}"
    wait_until(lambda: not asked(unmarked, run.pk) and not machine.waiting(), seconds=30, what="marked effects")
    assert contents(run.pk) == before


def test_a_run_that_kills_every_worker_is_stopped_whole(
    calculated: PayrollRun, eva: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "CHUNK", 1000)
    with running_machine(tmp_path) as machine:
        with writing_held_up(LINES):
            calculate_again(calculated, eva)
            for _ in range(MAX_ATTEMPTS):
                wait_until_held_up(machine)
                machine.kill_the_children_of_the_worker()
                end_connections()
                wait_until(lambda: held_up(LINES) == 0, seconds=10, what="the end of what the killed had begun")
        wait_for(calculated, RunState.FAILED, machine)
        assert now(calculated).problems == [{"employee": "", "problem": "Interrupted"}]
        assert asked("SELECT 1 FROM payroll_payslip UNION ALL SELECT 1 FROM payroll_journalline") == []
        assert broken_invariants() == {}
        calculate_again(now(calculated), eva)
        wait_for(calculated, RunState.CALCULATED, machine)
    assert now(calculated).result_digest == calculated.result_digest
    assert broken_invariants() == {}
