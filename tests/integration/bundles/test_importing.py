"""A bundle that was exported is taken in and exported again: nothing is lost, and what is wrong writes nothing."""

import io
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from copy import deepcopy
from hashlib import sha256
from zipfile import ZipFile

import pytest
from django.db import connection

from accounts.exit_sections import Table, sections
from accounts.models import Company, User
from bundles.models import BundleImport, StoredChunk
from bundles.operations.importing import AlreadyImporting, begin_import, cancel_import, receive
from bundles.rules import chain
from bundles.rules.manifest import AUDIT, NAME
from bundles.rules.states import ImportState
from bundles.rules.verification import faults_of, rows_of
from bundles.sections import EARLIER
from bundles.taking_in import in_order
from common import clock
from common.rls import as_system
from employment.models import Employee
from employment.operations.logins import invite_employee
from events.models import AuditEvent
from payroll.models import PayrollRun, Payslip
from payroll.queries import payslips_of
from payroll.verification import faults_of_approved_runs
from tests.factories.accounts import corporate_identity_number
from tests.factories.bundles import archive_of, make_bundle, make_lived_in_company
from tests.factories.effects import drain_outbox
from tests.faults.behind import broken_invariants

pytestmark = pytest.mark.django_db
AsOwner = Callable[[], AbstractContextManager[None]]
TABLES = [one for one in sections() if isinstance(one, Table)]


@pytest.fixture(scope="module")
def made(standing: None) -> tuple[Company, User, bytes]:
    company, eva = make_lived_in_company()
    return company, eva, archive_of(make_bundle(company, eva)).read()


@pytest.fixture
def exported(made: tuple[Company, User, bytes], db: None) -> tuple[Company, User, bytes]:
    return deepcopy(made)


def empty(company: Company, as_owner: AsOwner) -> None:
    """Another installation: the company is known, and nothing of its payroll is."""
    tables = ["payroll_payslipline", *(one.model._meta.db_table for one in reversed(in_order(TABLES)))]
    tables[tables.index("payroll_payrollrun") : tables.index("payroll_payrollrun")] = ["payroll_payrollrunchunk"]
    with as_owner(), as_system(reason="test", company_id=company.pk), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"DELETE FROM {table} WHERE company_id = %s", [company.pk])
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def send_in(company: Company, data: bytes, by: User) -> BundleImport:
    with as_system(reason="test", company_id=company.pk):
        row = receive(company_id=company.pk, pieces=[data], by=by, at=clock.now())
    drain_outbox()
    return reread(row)


def take_in(row: BundleImport, by: User) -> BundleImport:
    with as_system(reason="test", company_id=row.company_id):
        begin_import(import_id=row.pk, by=by)
    drain_outbox()
    return reread(row)


def reread(row: BundleImport) -> BundleImport:
    with as_system(reason="test", company_id=row.company_id):
        return BundleImport.objects.get(pk=row.pk)


def files_in(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive_with(files: dict[str, bytes]) -> bytes:
    """The files with a manifest that fits them."""
    manifest = json.loads(files[NAME])
    for entry in manifest["files"]:
        content = files[entry["path"]]
        entry |= {"sha256": sha256(content).hexdigest(), "size": len(content)}
        entry["rows"] = None if entry["rows"] is None else content.count(b"\n")
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr(NAME, json.dumps(manifest))
        for name, content in files.items():
            if name != NAME:
                archive.writestr(name, content)
    return made.getvalue()


def kinds_of(row: BundleImport) -> list[str]:
    return [one["kind"] for one in row.refusals]


def nothing_is_written(company: Company) -> bool:
    with as_system(reason="test", company_id=company.pk):
        return not any(one.model.objects.exists() for one in TABLES)  # type: ignore[attr-defined]


def test_what_was_exported_and_taken_in_is_exported_again_byte_for_byte(
    exported: tuple[Company, User, bytes], as_owner: AsOwner
) -> None:
    company, eva, data = exported
    empty(company, as_owner)
    checked = send_in(company, data, eva)
    assert (checked.state, checked.refusals) == (ImportState.CHECKED, [])
    assert checked.preview["employment/employees.jsonl"] == 2
    assert nothing_is_written(company)
    assert take_in(checked, eva).state == ImportState.IMPORTED
    again = archive_of(make_bundle(company, eva)).read()
    before, after = files_in(data), files_in(again)
    assert {name for name in before if before[name] != after.get(name)} == {NAME, AUDIT, EARLIER}
    assert set(before) == set(after)


def test_taken_in_history_is_whole_frozen_and_proven(exported: tuple[Company, User, bytes], as_owner: AsOwner) -> None:
    company, eva, data = exported
    empty(company, as_owner)
    take_in(send_in(company, data, eva), eva)
    with as_system(reason="test", company_id=company.pk):
        assert faults_of_approved_runs(company.pk) == []
        run = PayrollRun.objects.get(state="APPROVED")
        with pytest.raises(Exception, match="approved payroll run"), connection.cursor() as cursor:
            cursor.execute("SAVEPOINT frozen")
            changed = "net_pay = 0, gross_pay = preliminary_tax + net_deductions"
            cursor.execute(f"UPDATE payroll_payslip SET {changed} WHERE run_id = %s", [run.pk])
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT frozen")
    assert broken_invariants() == {}


def test_an_employee_who_is_invited_again_reads_the_payslips_of_before(
    exported: tuple[Company, User, bytes], as_owner: AsOwner
) -> None:
    company, eva, data = exported
    empty(company, as_owner)
    take_in(send_in(company, data, eva), eva)
    with as_system(reason="test", company_id=company.pk):
        li = invite_employee(employee=Employee.objects.get(given_name="Li"), by=eva.pk)
        assert [slip.period.month for slip in payslips_of(li)] == [10]


def test_the_old_audit_log_is_kept_beside_the_new_and_still_verifies(
    exported: tuple[Company, User, bytes], as_owner: AsOwner
) -> None:
    company, eva, data = exported
    empty(company, as_owner)
    row = take_in(send_in(company, data, eva), eva)
    with ZipFile(archive_of(make_bundle(company, eva))) as archive:
        assert list(faults_of(archive)) == []
        earlier = list(rows_of(archive, EARLIER))
    assert {one["bundle"] for one in earlier} == {row.sha256}
    assert chain.first_fault(earlier) is None
    with as_system(reason="test", company_id=company.pk):
        told = AuditEvent.objects.get(kind="bundles.imported")
        assert told.data == {"sha256": sha256(data).hexdigest()}


def test_somebody_who_is_not_known_here_becomes_a_name_that_nobody_can_sign_in_with(
    exported: tuple[Company, User, bytes], as_owner: AsOwner
) -> None:
    company, eva, data = exported
    empty(company, as_owner)
    stranger = "0199aaaa-0000-7000-8000-000000000001"
    files = {name: content.replace(str(eva.pk).encode(), stranger.encode()) for name, content in files_in(data).items()}
    del files[AUDIT]
    files[AUDIT] = files_in(data)[AUDIT]
    row = take_in(send_in(company, archive_with(files), eva), eva)
    assert row.state == ImportState.IMPORTED, row.refusals
    with as_system(reason="test", company_id=company.pk):
        run = PayrollRun.objects.get(state="APPROVED")
    assert (str(run.approved_by_id), run.approved_by.full_name) == (stranger, eva.full_name)  # type: ignore[union-attr]
    assert not run.approved_by.is_active  # type: ignore[union-attr]
    assert not run.approved_by.has_usable_password()  # type: ignore[union-attr]


def test_a_company_that_has_employees_is_refused(exported: tuple[Company, User, bytes]) -> None:
    company, eva, data = exported
    row = send_in(company, data, eva)
    assert row.state == ImportState.REFUSED
    assert "employment/employees.jsonl" in [one["detail"] for one in row.refusals]
    with as_system(reason="test", company_id=company.pk):
        assert not StoredChunk.objects.filter(owner_id=row.pk).exists()


def test_another_companys_file_is_refused(exported: tuple[Company, User, bytes], as_owner: AsOwner) -> None:
    company, eva, data = exported
    empty(company, as_owner)
    with as_owner(), as_system(reason="test", company_id=company.pk):
        Company.objects.filter(pk=company.pk).update(corporate_identity_number=corporate_identity_number())
    assert kinds_of(send_in(company, data, eva)) == ["OTHER_COMPANY"]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda files: files | {"employment/pay.jsonl": files["employment/pay.jsonl"] + b"{}\n"}, "CHANGED"),
        (lambda files: {name: files[name] for name in files if name != "time/reports.jsonl"}, "MISSING"),
        (lambda files: files | {"extra.txt": b"x"}, "UNLISTED"),
        (lambda files: files | {NAME: files[NAME].replace(b'"version": 1', b'"version": 2')}, "VERSION"),
        (lambda files: files | {NAME: b"[" * 100_000}, "UNREADABLE"),
        (lambda files: {name: files[name] for name in files if name != NAME}, "UNREADABLE"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    exported: tuple[Company, User, bytes],
    as_owner: AsOwner,
    change: Callable[[dict[str, bytes]], dict[str, bytes]],
    kind: str,
) -> None:
    company, eva, data = exported
    empty(company, as_owner)
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in change(files_in(data)).items():
            archive.writestr(name, content)
    assert kinds_of(send_in(company, made.getvalue(), eva)) == [kind]


def test_what_is_no_archive_is_refused(exported: tuple[Company, User, bytes], as_owner: AsOwner) -> None:
    company, eva, data = exported
    empty(company, as_owner)
    for rubbish in (b"%PDF-1.7", b"", data[: len(data) // 2]):
        assert kinds_of(send_in(company, rubbish, eva)) == ["UNREADABLE"]


@pytest.mark.parametrize(
    ("path", "old", "new", "kind"),
    [
        ("employment/pay.jsonl", b'"MONTHLY"', b'"WEEKLY"', "ROW"),
        ("employment/pay.jsonl", b'"starts_on":"2', b'"starts_on":"x', "ROW"),
        ("employment/tax.jsonl", b'"employee":"0', b'"employee":"1', "ROW"),
        ("payroll/payslip_lines.jsonl", b'"amount":3', b'"amount":4', "NOT_TAKEN"),
        ("payroll/payslip_lines.jsonl", b'"inputs":', b'"outputs":', "ROW"),
        ("employment/bank_accounts.jsonl", None, b"", "NOT_TAKEN"),
        ("payroll/journal.jsonl", b'"amount":-', b'"amount":-1', "NOT_TAKEN"),
        ("payroll/runs.jsonl", b'"employee_count":2', b'"employee_count":3', "NOT_TAKEN"),
    ],
)
def test_rows_that_do_not_hold_together_write_nothing(
    exported: tuple[Company, User, bytes], as_owner: AsOwner, path: str, old: bytes | None, new: bytes, kind: str
) -> None:
    company, eva, data = exported
    empty(company, as_owner)
    files = files_in(data)
    changed = files[path].replace(old, new, 1) if old else new
    assert changed != files[path]
    row = take_in(send_in(company, archive_with(files | {path: changed}), eva), eva)
    assert (row.state, kinds_of(row)) == (ImportState.REFUSED, [kind])
    assert nothing_is_written(company)


def test_two_rows_with_the_same_key_write_nothing(exported: tuple[Company, User, bytes], as_owner: AsOwner) -> None:
    company, eva, data = exported
    empty(company, as_owner)
    files = files_in(data)
    twice = files["employment/tax.jsonl"] * 2
    row = take_in(send_in(company, archive_with(files | {"employment/tax.jsonl": twice}), eva), eva)
    assert kinds_of(row) == ["TAKEN"]
    assert nothing_is_written(company)


def test_a_second_file_waits_until_the_first_is_thrown_away(
    exported: tuple[Company, User, bytes], as_owner: AsOwner
) -> None:
    company, eva, data = exported
    empty(company, as_owner)
    row = send_in(company, data, eva)
    with as_system(reason="test", company_id=company.pk):
        with pytest.raises(AlreadyImporting):
            receive(company_id=company.pk, pieces=[data], by=eva, at=clock.now())
        cancel_import(import_id=row.pk, by=eva, at=clock.now())
        assert not StoredChunk.objects.filter(owner_id=row.pk).exists()
    assert send_in(company, data, eva).state == ImportState.CHECKED
    assert nothing_is_written(company)
    with as_system(reason="test", company_id=company.pk):
        assert not Payslip.objects.exists()
