"""The views and checks that must be empty: they are, and they see what is wrong."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounts.models import Company, User
from accounts.operations import grants
from common.rls import as_system
from employment.rules.cost_splits import Share
from payroll.models import PayrollRun
from payroll.operations.pay_lines import NewLine, add_pay_line
from payroll.verification import faults_of_approved_runs
from tests.factories.accounts import make_company
from tests.factories.employment import make_cost_object, make_split
from tests.factories.payroll import (
    NOVEMBER,
    OCTOBER,
    make_approved_run,
    make_calculated_run,
    make_payroll_user,
    make_workforce,
)
from tests.factories.timereporting import make_entries
from tests.faults.behind import asked
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db
Owner = Callable[[], AbstractContextManager[None]]

TABLES = (
    "payroll_payrollrun",
    "payroll_payrollrunchunk",
    "payroll_payslip",
    "payroll_payslipline",
    "payroll_journalline",
    "timereporting_timeentry",
    "events_auditevent",
)
ONE_SLIP = "(run_id, employee_id) IN (SELECT run_id, employee_id FROM payroll_payslip ORDER BY 1, 2 LIMIT 1)"
PLANTED = [
    ("inv_03_one_payslip_each", "UPDATE payroll_payrollrun SET employee_count = employee_count + 1"),
    (
        "inv_03_population_has_payslips",
        f"DELETE FROM payroll_payslipline WHERE {ONE_SLIP}; DELETE FROM payroll_payslip WHERE {ONE_SLIP}",
    ),
    ("inv_03_population_has_payslips", "UPDATE payroll_payrollrunchunk SET employee_ids = '[]'"),
    ("inv_03_shown_with_the_run", f"UPDATE payroll_payslip SET approved_at = NULL WHERE {ONE_SLIP}"),
    ("inv_03_shown_with_the_run", f"UPDATE payroll_payslip SET payday = payday - 1 WHERE {ONE_SLIP}"),
    ("inv_03_stopped_is_empty", "UPDATE payroll_payrollrun SET state = 'FAILED'"),
    ("inv_04_net_is_posted", "UPDATE payroll_journalline SET amount = amount - 1 WHERE account = '2821'"),
    ("inv_04_lines_add_up", f"UPDATE payroll_payslipline SET amount = amount + 1 WHERE {ONE_SLIP} AND position = 1"),
    ("inv_04_lines_add_up", f"UPDATE payroll_payslip SET benefits = benefits + 1 WHERE {ONE_SLIP}"),
    ("inv_05_contributions_are_posted", "UPDATE payroll_journalline SET amount = amount - 100 WHERE account = '2731'"),
    ("inv_05_contributions_are_posted", "UPDATE payroll_journalline SET amount = amount + 1 WHERE account = '7510'"),
    ("inv_05_contributions_are_posted", "UPDATE payroll_journalline SET amount = amount + 1 WHERE account = '2710'"),
    ("inv_06_journals_balance", "UPDATE payroll_journalline SET amount = amount + 1 WHERE account = '7210'"),
    ("inv_06_finished_is_posted", "DELETE FROM payroll_journalline"),
    ("inv_06_splits_are_whole", "UPDATE employment_costsplit SET shares = jsonb_set(shares, '{0,percent}', '\"99\"')"),
    ("inv_06_splits_are_whole", "UPDATE employment_costobject SET code = 'X'"),
    ("inv_06_only_costs_have_dimensions", "UPDATE payroll_journalline SET project = 'P1' WHERE account = '2710'"),
    ("inv_08_run_changes_are_told", "UPDATE events_auditevent SET kind = 'x' WHERE kind = 'payroll.run_approved'"),
    ("inv_14_run_approved_with_the_right_to", "UPDATE accounts_accessgrant SET scope = 'self'"),
    ("inv_14_run_approved_with_the_right_to", "UPDATE accounts_accessgrant SET ended_at = now() - interval '1 day'"),
    ("inv_14_run_approved_with_the_right_to", "UPDATE accounts_accessgrant SET starts_on = current_date + 2"),
    ("inv_15_from_closed_time", "UPDATE timereporting_timereport SET state = 'OPEN'"),
    ("inv_15_from_closed_time", "UPDATE timereporting_timeentry SET struck_at = now(), struck_by_id = author_id"),
]


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def eva(company: Company) -> User:
    return make_payroll_user(company)


@pytest.fixture
def approved(company: Company, eva: User) -> PayrollRun:
    """An approved run with sick days, hours worked and people of every kind."""
    people = make_workforce(company)
    days = [OCTOBER.first.replace(day=day) for day in (5, 6, 7)]
    make_entries(people[0], days, QuickChoice.SICK, eva)
    make_entries(people[3], days, QuickChoice.HOURS_WORKED, eva)
    make_cost_object(company)
    make_split(people[1], Share(Decimal(100), "100"))
    with as_system(reason="test data", company_id=company.pk):
        for item in ("housing_benefit", "union_fee", "pension_premium"):
            add_pay_line(employee=people[1], line=NewLine(item, NOVEMBER, None, amount=50_000), by=eva.pk)
    return make_approved_run(company, eva)


def rows(view: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {view}")
        return int(cursor.fetchall()[0][0])


def plant(statement: str) -> None:
    """What nobody can do through the application, done as the owner of the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the commit would hinder the change of tables
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)


def test_each_view_sees_what_is_planted(approved: PayrollRun, as_owner: Owner) -> None:
    assert [planted for planted in PLANTED if not _is_seen(*planted, as_owner)] == []


def _is_seen(view: str, statement: str, as_owner: Owner) -> bool:
    """Whether the view, empty before, shows what is planted and afterwards taken back."""
    with as_owner(), transaction.atomic():
        assert rows(view) == 0
        plant(statement)
        seen = rows(view) > 0
        transaction.set_rollback(True)
    return seen


def test_the_whole_way_breaks_nothing(company: Company, eva: User, approved: PayrollRun, as_owner: Owner) -> None:
    make_calculated_run(company, eva, NOVEMBER.next)
    grants.end(company_id=company.pk, by=None, reason="test", user_id=eva.pk)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT viewname FROM pg_views WHERE viewname LIKE 'inv\\_%'")
        assert {view: rows(view) for (view,) in cursor.fetchall() if rows(view)} == {}
    assert faults(company) == []


def faults(company: Company) -> list[str]:
    with as_system(reason="test", company_id=company.pk):
        return faults_of_approved_runs(company.pk)


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE payroll_payslipline SET quantity = quantity + 1 WHERE position = 1", "was changed"),
        ("UPDATE payroll_payslip SET shares = '[]' WHERE shares <> '[]'", "was changed"),
        ("UPDATE payroll_payslipline SET explanation = replace(explanation, 'agreement', 'law')", "was changed"),
        (f"UPDATE payroll_payslip SET vacation_days_taken = 9 WHERE {ONE_SLIP}", "was changed"),
        (
            f"UPDATE payroll_payslip SET result_digest = decode(repeat('0', 64), 'hex') WHERE {ONE_SLIP}",
            "are not those",
        ),
        ("UPDATE payroll_payrollrun SET result_digest = repeat('0', 64)", "are not those"),
    ],
)
def test_a_changed_payslip_is_found_by_computing_again(
    company: Company, approved: PayrollRun, as_owner: Owner, statement: str, fault: str
) -> None:
    assert faults(company) == []
    with as_owner():
        plant(statement)
    assert any(fault in one for one in faults(company))


def test_rules_that_would_give_something_else_now_are_found(
    company: Company, approved: PayrollRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("payroll.rules.payslip.vacation_days", lambda basis: 1)
    assert all("comes out differently" in one for one in faults(company))
    assert len(faults(company)) == approved.employee_count


@pytest.mark.django_db(transaction=True, databases=["default", "system"])
def test_the_command_reads_the_views_and_computes_again(capsys: pytest.CaptureFixture[str]) -> None:
    with transaction.atomic():
        company = make_company()
        make_workforce(company)
        make_approved_run(company, make_payroll_user(company))
    call_command("check_invariants")
    said = capsys.readouterr().out
    assert "inv_03_one_payslip_each" in said
    assert "approved runs come to their digests" in said
    asked(
        "ALTER TABLE payroll_payslipline DISABLE TRIGGER USER;"
        f"UPDATE payroll_payslipline SET quantity = quantity + 1 WHERE {ONE_SLIP};"
        "ALTER TABLE payroll_payslipline ENABLE TRIGGER USER"
    )
    with pytest.raises(CommandError):
        call_command("check_invariants")
    assert "was changed" in capsys.readouterr().err
