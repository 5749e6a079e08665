"""An exit bundle holds everything, says so truly, and is the same bytes for the same data."""

import io
import json
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from accounts.exit_sections import Documents, Table, sections
from accounts.models import Company, User
from bundles.models import ExitBundle, StoredChunk
from bundles.operations.building import KEPT_DAYS, AlreadyBuilding, request_bundle
from bundles.rows import fields_of
from bundles.rules.manifest import AUDIT, NAME, README, manifest_of
from bundles.rules.states import BundleState
from bundles.rules.verification import FaultKind, faults_of, rows_of
from common import clock
from common.rls import as_system
from events.operations import record
from tests.factories.bundles import archive_of, make_bundle, make_lived_in_company
from tests.factories.effects import deliver, drain_outbox, queued_effects
from tests.factories.employment import ACCOUNT_NUMBER

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
PAYROLL_APPS = {"employment", "timereporting", "payroll"}
WORKING_ROWS = {"payroll.PayrollRunChunk", "employment.EmployeeImport"}
THE_LAW = {"payroll.CitedFigure", "payroll.StatutoryEntry", "payroll.StatutoryTable"}
"""The same for everyone: what a payslip used of it stands in its explanations."""


@pytest.fixture(scope="module")
def made(standing: None) -> tuple[Company, User]:
    return make_lived_in_company()


@pytest.fixture
def lived_in(made: tuple[Company, User], db: None) -> tuple[Company, User]:
    return deepcopy(made)


def names_in(archive: ZipFile) -> dict[str, bytes]:
    return {name: archive.read(name) for name in archive.namelist()}


def test_every_table_of_payroll_data_is_in_the_bundle() -> None:
    there = {section.model._meta.label for section in sections() if isinstance(section, Table)}
    kept = {one._meta.label for one in apps.get_models() if one._meta.app_label in PAYROLL_APPS}
    assert kept - there == WORKING_ROWS | THE_LAW, "register the table in its app's exit_sections.py"


def test_the_bundle_has_every_row_of_every_table(lived_in: tuple[Company, User]) -> None:
    company, eva = lived_in
    with ZipFile(archive_of(make_bundle(company, eva))) as archive:
        assert list(faults_of(archive)) == []
        manifest = manifest_of(archive.read(NAME))
        for table in (one for one in sections() if isinstance(one, Table)):
            rows = list(rows_of(archive, table.path))
            with as_system(reason="test", company_id=company.pk):
                stored = table.model.objects.filter(company_id=company.pk).count()  # type: ignore[attr-defined]
            assert len(rows) == stored == manifest.rows_in(table.path), table.path
            assert stored, f"nothing proves {table.path}"
            assert all(set(row) == {field.name for field in fields_of(table)} for row in rows)
        events = list(rows_of(archive, AUDIT))
    with as_system(reason="test", company_id=company.pk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM events_auditevent WHERE kind <> 'bundles.bundle_built'")
        assert cursor.fetchone() == (len(events),)


def test_employees_are_in_it_with_identity_and_account_numbers_in_clear(lived_in: tuple[Company, User]) -> None:
    company, eva = lived_in
    with ZipFile(archive_of(make_bundle(company, eva))) as archive:
        employees = list(rows_of(archive, "employment/employees.jsonl"))
        accounts = list(rows_of(archive, "employment/bank_accounts.jsonl"))
    assert [one["given_name"] for one in employees] == ["Li", "Tor"]
    assert all(len(str(one["personal_identity_number"])) == 12 for one in employees)
    assert {one["account_number"] for one in accounts} == {ACCOUNT_NUMBER}


def test_payslips_are_in_it_on_paper_and_as_lines_that_say_why(lived_in: tuple[Company, User]) -> None:
    company, eva = lived_in
    with ZipFile(archive_of(make_bundle(company, eva))) as archive:
        papers = [name for name in archive.namelist() if name.endswith(".pdf")]
        lines = list(rows_of(archive, "payroll/payslip_lines.jsonl"))
        assert all(archive.read(name).startswith(b"%PDF") for name in papers)
    assert [name.split("/")[2] for name in papers] == ["2026-10", "2026-10"]
    assert "li-angsund" in papers[0]
    explained = [line["explanation"] for line in lines if line["pay_item"] == "preliminary_tax"]
    assert explained
    assert all(isinstance(one, dict) and one["formula"] for one in explained)


def test_the_readme_explains_every_file_and_column_in_both_languages(lived_in: tuple[Company, User]) -> None:
    company, eva = lived_in
    with ZipFile(archive_of(make_bundle(company, eva))) as archive:
        text = archive.read(README).decode()
    for section in sections():
        place = section.folder if isinstance(section, Documents) else section.path
        assert text.count(f"## {place}") == 2, place
    assert "- monthly_salary: öre" in text
    assert "- employee: id i employment/employees.jsonl" in text
    assert "- pay_form: ett av MONTHLY (Månadslön), HOURLY (Timlön)" in text


def test_the_same_data_are_the_same_bytes(lived_in: tuple[Company, User]) -> None:
    company, eva = lived_in
    with clock.frozen(NOW):
        first = archive_of(make_bundle(company, eva)).read()
    with clock.frozen(NOW + timedelta(hours=1)):
        second = archive_of(make_bundle(company, eva)).read()
    before, after = (names_in(ZipFile(io.BytesIO(data))) for data in (first, second))
    changed = {name for name in before if before[name] != after[name]}
    # What happened meanwhile is that a bundle was made.
    assert changed == {NAME, AUDIT}
    assert list(before) == list(after)


def test_a_bundle_that_is_asked_for_twice_is_built_once(lived_in: tuple[Company, User]) -> None:
    company, eva = lived_in
    with as_system(reason="test", company_id=company.pk):
        request_bundle(company_id=company.pk, by=eva, at=NOW)
        with pytest.raises(AlreadyBuilding):
            request_bundle(company_id=company.pk, by=eva, at=NOW)
        assert ExitBundle.objects.count() == 1


def test_a_step_that_is_delivered_twice_is_made_once(lived_in: tuple[Company, User]) -> None:
    company, eva = lived_in
    with as_system(reason="test", company_id=company.pk):
        bundle = request_bundle(company_id=company.pk, by=eva, at=clock.now())
    (first,) = [one for one in queued_effects() if one.kind == "bundles.build_step"]
    deliver(first)
    deliver(first)
    with as_system(reason="test", company_id=company.pk):
        assert ExitBundle.objects.get(pk=bundle.pk).steps_done == 1


def test_what_changes_while_it_is_built_makes_it_begin_again(lived_in: tuple[Company, User]) -> None:
    company, eva = lived_in
    with as_system(reason="test", company_id=company.pk):
        bundle = request_bundle(company_id=company.pk, by=eva, at=clock.now())
    drain_outbox(rounds=5)
    with as_system(reason="test", company_id=company.pk):
        record("employment.settings_changed", by=eva.pk, subject=bundle, company_id=company.pk)
    drain_outbox(rounds=80)
    with as_system(reason="test", company_id=company.pk):
        built = ExitBundle.objects.get(pk=bundle.pk)
        assert (built.state, built.beginning) == (BundleState.READY, 2)
    with ZipFile(archive_of(built)) as archive:
        assert list(faults_of(archive)) == []
        assert [one["kind"] for one in rows_of(archive, AUDIT)][-1] == "employment.settings_changed"


def test_a_building_that_is_disturbed_every_time_is_given_up(
    lived_in: tuple[Company, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    company, eva = lived_in
    lengths = iter(range(1_000))
    monkeypatch.setattr("bundles.operations.building.audit_length", lambda company_id: next(lengths))
    with as_system(reason="test", company_id=company.pk):
        bundle = request_bundle(company_id=company.pk, by=eva, at=clock.now())
    drain_outbox(rounds=300)
    with as_system(reason="test", company_id=company.pk):
        assert ExitBundle.objects.get(pk=bundle.pk).state == BundleState.FAILED
        assert not StoredChunk.objects.filter(owner_id=bundle.pk).exists()


def test_a_new_bundle_replaces_the_former_and_an_old_one_is_removed(lived_in: tuple[Company, User]) -> None:
    company, eva = lived_in
    first, second = make_bundle(company, eva), make_bundle(company, eva)
    with as_system(reason="test", company_id=company.pk):
        assert list(ExitBundle.objects.values_list("pk", flat=True)) == [second.pk]
        assert set(StoredChunk.objects.values_list("owner_id", flat=True)) == {second.pk}
        assert first.pk != second.pk
    with clock.frozen(clock.now() + timedelta(days=KEPT_DAYS + 1)):
        drain_outbox()
    with as_system(reason="test", company_id=company.pk):
        assert not ExitBundle.objects.exists()
        assert not StoredChunk.objects.exists()


def test_the_command_verifies_a_file_and_names_what_was_changed(
    lived_in: tuple[Company, User], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    company, eva = lived_in
    data = archive_of(make_bundle(company, eva)).read()
    (tmp_path / "bundle.zip").write_bytes(data)
    call_command("verify_bundle", tmp_path / "bundle.zip")
    assert company.name in capsys.readouterr().out
    whole = names_in(ZipFile(io.BytesIO(data)))
    whole["employment/pay.jsonl"] = whole["employment/pay.jsonl"].replace(b"000", b"999", 1)
    with ZipFile(tmp_path / "changed.zip", "w") as archive:
        for name, content in whole.items():
            archive.writestr(name, content)
    with pytest.raises(CommandError):
        call_command("verify_bundle", tmp_path / "changed.zip")
    assert f"{FaultKind.CHANGED}: employment/pay.jsonl" in capsys.readouterr().err


def test_the_audit_log_that_was_rewritten_with_a_fitting_manifest_is_found_by_its_chain(
    lived_in: tuple[Company, User],
) -> None:
    company, eva = lived_in
    files = names_in(ZipFile(archive_of(make_bundle(company, eva))))
    lines = files[AUDIT].splitlines(keepends=True)
    for forged in (
        lines[:3] + lines[4:],
        [*lines[:3], lines[3].replace(b'"kind":"', b'"kind":"x'), *lines[4:]],
        lines[:-1],
    ):
        files[AUDIT] = b"".join(forged)
        with ZipFile(_with_fitting_manifest(files)) as archive:
            assert [fault.kind for fault in faults_of(archive)] == [FaultKind.CHAIN]


def _with_fitting_manifest(files: dict[str, bytes]) -> io.BytesIO:
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
    made.seek(0)
    return made
