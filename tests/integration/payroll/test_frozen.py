"""What is approved stays as it is: every way of writing to it that the serving role has is refused by the database."""

from collections.abc import Iterator, Mapping
from threading import Thread

import psycopg
import pytest
from django.db import connection, transaction

from accounts.models import Company, User
from common.rls import as_system
from payroll.findings import warnings_to_see
from payroll.operations.runs import approve_run
from tests.factories.accounts import make_company
from tests.factories.payroll import (
    NOVEMBER,
    OCTOBER,
    make_approved_run,
    make_calculated_run,
    make_payroll_user,
    make_workforce,
)
from tests.faults.behind import asked, contents

pytestmark = pytest.mark.django_db(transaction=True)
Serving = psycopg.Connection[tuple[object, ...]]

COPY_LINE = (
    "INSERT INTO payroll_payslipline SELECT (jsonb_populate_record(line, jsonb_build_object('position',"
    " line.position + 50))).* FROM payroll_payslipline line WHERE run_id = %(approved)s"
)
COPY_PAYSLIP = (
    "INSERT INTO payroll_payslip SELECT (jsonb_populate_record(slip, {changes})).* FROM payroll_payslip slip"
    " WHERE run_id = %(approved)s"
)
ADD_CHUNK = (
    "INSERT INTO payroll_payrollrunchunk (company_id, run_id, number, employee_ids, problems)"
    " VALUES (%(company)s, %(approved)s, 7, '[]', '[]')"
)
OF_APPROVED = "WHERE run_id = %(approved)s"
ROWS = [
    "UPDATE payroll_payrollrun SET net_pay = 1 WHERE id = %(approved)s",
    "UPDATE payroll_payrollrun SET state = 'CALCULATED' WHERE id = %(approved)s",
    "UPDATE payroll_payrollrun SET state = 'DISCARDED' WHERE id = %(approved)s",
    "UPDATE payroll_payrollrun SET approved_by_id = created_by_id, approved_at = now() WHERE id = %(approved)s",
    "UPDATE payroll_payrollrun SET result_digest = input_digest WHERE id = %(approved)s",
    "DELETE FROM payroll_payrollrun WHERE id = %(approved)s",
    f"UPDATE payroll_payslip SET gross_pay = gross_pay + 100, net_pay = net_pay + 100 {OF_APPROVED}",
    f"UPDATE payroll_payslip SET approved_at = NULL {OF_APPROVED}",
    f"DELETE FROM payroll_payslip {OF_APPROVED}",
    COPY_PAYSLIP.format(changes="jsonb_build_object('employee_id', md5(slip.employee_id::text)::uuid)"),
    COPY_PAYSLIP.format(changes="'{}'") + " ON CONFLICT (company_id, run_id, employee_id) DO UPDATE SET year_net = 0",
    f"UPDATE payroll_payslipline SET amount = amount + 1 {OF_APPROVED}",
    f"UPDATE payroll_payslipline SET explanation = '{{}}' {OF_APPROVED}",
    f"DELETE FROM payroll_payslipline {OF_APPROVED}",
    COPY_LINE,
    f"UPDATE payroll_journalline SET amount = 0 {OF_APPROVED}",
    f"DELETE FROM payroll_journalline {OF_APPROVED}",
    "INSERT INTO payroll_journalline (company_id, run_id, account, amount) VALUES (%(company)s, %(approved)s, '1', 0)",
    f"UPDATE payroll_payrollrunchunk SET employee_ids = '[]' {OF_APPROVED}",
    f"DELETE FROM payroll_payrollrunchunk {OF_APPROVED}",
    ADD_CHUNK,
]
NEVER = [
    f"UPDATE payroll_payslip SET run_id = %(open)s {OF_APPROVED}",
    "UPDATE payroll_payslip SET run_id = %(approved)s WHERE run_id = %(open)s",
    "TRUNCATE payroll_payslip CASCADE",
    "TRUNCATE payroll_payslipline",
    "TRUNCATE payroll_journalline",
    "TRUNCATE payroll_payrollrun CASCADE",
    "ALTER TABLE payroll_payslip DISABLE TRIGGER ALL",
    "DROP TRIGGER frozen_update ON payroll_payslip",
    "ALTER TABLE payroll_payslip DISABLE ROW LEVEL SECURITY",
    "DROP TABLE payroll_payslipline",
    "SET session_replication_role = replica",
    "SET ROLE lonsam_migrate",
    "CREATE FUNCTION public.around() RETURNS void LANGUAGE sql AS ''",
]


@pytest.fixture
def company() -> Company:
    with transaction.atomic():
        company = make_company()
        make_workforce(company)
    return company


@pytest.fixture
def eva(company: Company) -> User:
    with transaction.atomic():
        return make_payroll_user(company)


@pytest.fixture
def serving() -> Iterator[Serving]:
    """Signed in as the serving role itself, as the web server and the worker are."""
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"], port=settings["PORT"], user="lonsam_app", dbname=settings["NAME"], autocommit=True
    ) as opened:
        yield opened


def act_for(company: Company, serving: Serving) -> None:
    """What a request or a task tells the policies, here for good."""
    serving.execute("SELECT set_config('app.company_id', %s, false)", [str(company.pk)])


def test_every_way_of_writing_to_an_approved_run_is_refused(company: Company, eva: User, serving: Serving) -> None:
    with transaction.atomic():
        approved = make_approved_run(company, eva, OCTOBER)
        opened = make_calculated_run(company, eva, NOVEMBER)
    act_for(company, serving)
    values = {"approved": approved.pk, "open": opened.pk, "company": company.pk}
    before = contents(approved.pk), contents(opened.pk)
    assert [one for one in [*ROWS, *NEVER] if not is_refused(serving, one, values)] == []
    assert (contents(approved.pk), contents(opened.pk)) == before
    # It is the approval that they are refused for: the same is possible on an open run, where nothing else forbids it.
    other_way_round = {**values, "approved": opened.pk}
    assert [one for one in ROWS if is_refused(serving, one, other_way_round)] == []


def is_refused(serving: Serving, statement: str, values: Mapping[str, object]) -> bool:
    """Whether the database says no to the statement itself; nothing is committed."""
    try:
        with serving.transaction(force_rollback=True):
            serving.execute(statement.encode(), values)
    except psycopg.DatabaseError:
        return True
    return False


def test_a_run_is_not_made_approved(company: Company, eva: User, serving: Serving) -> None:
    act_for(company, serving)
    with transaction.atomic():
        make_calculated_run(company, eva)
    copied = (
        "INSERT INTO payroll_payrollrun SELECT (jsonb_populate_record(run, jsonb_build_object('id', uuidv7(),"
        " 'period', '2020-01-01', 'state', 'APPROVED', 'approved_by_id', created_by_id, 'approved_at', now()))).*"
        " FROM payroll_payrollrun run"
    )
    with pytest.raises(psycopg.errors.CheckViolation):
        serving.execute(copied.encode())


def test_a_line_cannot_slip_in_while_somebody_approves(company: Company, eva: User, serving: Serving) -> None:
    act_for(company, serving)
    with transaction.atomic():
        run = make_calculated_run(company, eva)
    answers: list[str] = []
    statement = COPY_LINE.encode()

    def slip_in() -> None:
        try:
            serving.execute(statement, {"approved": run.pk})
        except psycopg.DatabaseError as refusal:
            answers.append(str(refusal))

    intruder = Thread(target=slip_in)
    with transaction.atomic(), as_system(reason="test", company_id=company.pk):
        approve_run(run_id=run.pk, by=eva, seen=warnings_to_see(run.pk))
        intruder.start()
        intruder.join(timeout=1)
        assert intruder.is_alive()
    intruder.join(timeout=10)
    assert len(answers) == 1
    assert "cannot be changed" in answers[0]
    assert asked("SELECT count(*) FROM payroll_payslipline WHERE position > 50") == [(0,)]
