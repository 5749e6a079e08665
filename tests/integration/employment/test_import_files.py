"""A file with employees: imported whole or not at all, with one event each, and the same file changes nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from accounts.models import Company, User
from common import clock
from common.rls import as_system
from common.spreadsheets import csv_of, xlsx_of
from common.upload_forms import refusal_sentence
from common.uploaded_tables import FileRefused
from employment.forms.import_rows import rows_of
from employment.import_facts import choices_for, import_of, verdict_of
from employment.import_table import example_of
from employment.models import BankAccount, Employee, EmployeeImport, EmploymentTerms, TaxTerms
from employment.models.employee import EmploymentType
from employment.models.employee_import import ImportKind
from employment.operations.importing import (
    FileGone,
    FileNotImported,
    choose_columns,
    import_employees,
    receive_employees,
    throw_file_away,
)
from employment.rules.import_verdicts import Outcome, Verdict
from events.models import AuditEvent
from tests.factories.accounts import make_company, make_user
from tests.factories.effects import drain_outbox
from tests.factories.employment import make_draft, make_employee
from tests.factories.test_numbers import ORDINARY
from timereporting.models import ScheduleAssignment
from timereporting.operations.schedules import save_schedule

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)
HEAD = "Personnummer;Namn;E-post;Anställd från;Löneform;Lön;Tabell;Kolumn;Clearing;Konto;Schema;Gäller från\n"
ANNA, BO = ORDINARY[0], ORDINARY[1]


@contextmanager
def at(company: Company) -> Iterator[None]:
    with as_system(reason="test", company_id=company.pk), translation.override("sv"):
        yield


def sent_in(company: Company, by: User, content: bytes | str, kind: str = ImportKind.EMPLOYEES) -> EmployeeImport:
    raw = content.encode("cp1252") if isinstance(content, str) else content
    return receive_employees(
        company_id=company.pk, kind=kind, name="fil.csv", content=raw, by=by.pk, at=clock.now(), applies_from=NOVEMBER,
        choices=choices_for(kind, EmploymentType.COMPLETE),
    )  # fmt: skip


def looked_at(file: EmployeeImport) -> Verdict:
    rows = rows_of(file, file.company_id, choices_for(file.kind, EmploymentType.COMPLETE))
    return verdict_of(file, rows, employment_type=EmploymentType.COMPLETE)


def imported(file: EmployeeImport, by: User, seen: str | None = None) -> Verdict:
    rows = rows_of(file, file.company_id, choices_for(file.kind, EmploymentType.COMPLETE))
    digest = looked_at(file).digest if seen is None else seen
    acting: dict[str, Any] = {"rows": rows, "seen": digest, "employment_type": EmploymentType.COMPLETE, "by": by.pk}
    return import_employees(file_id=file.pk, company_id=file.company_id, **acting)


def sentences(verdict: Verdict) -> list[str]:
    return [f"{fault.field}: {fault.sentence or fault.problem}" for one in verdict.wrong for fault in one.faults]


def test_a_file_makes_employees_of_its_rows_and_the_same_file_changes_nothing() -> None:
    company, eva = make_company(), make_user("Eva Lind")
    rows = [
        f"{ANNA};Anna Ek;Anna.Ek@Example.se;15.1.2026;Månadslön;32 500,50;33;;3300;{ANNA[2:]};Heltid;",
        f"{BO[2:]};Ström, Bo;;2026-02-01;tim;175 kr;;;;;;",
    ]
    with at(company):
        save_schedule(company_id=company.pk, name="Heltid", days=[], by=None)
        imported(sent_in(company, eva, HEAD + "\n".join(rows)), eva)
        anna, bo = Employee.objects.order_by("number")
        assert (anna.full_name, anna.email, anna.hired_on) == ("Anna Ek", "anna.ek@example.se", date(2026, 1, 15))
        assert anna.completed_at is not None
        assert (bo.given_name, bo.family_name, bo.is_draft) == ("Bo", "Ström", True)
        pay = EmploymentTerms.objects.get(employee=anna)
        assert (pay.monthly_salary, pay.employment_rate, pay.starts_on) == (3_250_050, Decimal(100), anna.hired_on)
        assert EmploymentTerms.objects.get(employee=bo).hourly_wage == 17_500
        assert (TaxTerms.objects.get().tax_table, TaxTerms.objects.get().tax_column) == (33, 1)
        assert BankAccount.objects.get().account_number == ANNA[2:]
        assert ScheduleAssignment.objects.get().schedule.name == "Heltid"
        kinds = AuditEvent.objects.filter(company_id=company.pk).exclude(kind="timereporting.schedule_saved")
        assert sorted(kinds.values_list("kind", flat=True)) == [
            "employment.employee_completed", "employment.employee_imported", "employment.employee_imported",
            "employment.file_imported", "employment.file_received",
        ]  # fmt: skip
        again = looked_at(sent_in(company, eva, HEAD + "\n".join(rows)))
        assert [one.outcome for one in again.rows] == [Outcome.UNCHANGED, Outcome.UNCHANGED]
        assert not again.can_be_imported


def test_those_who_are_here_are_changed_from_the_day_with_one_event_each() -> None:
    company, eva = make_company(), make_user("Eva Lind")
    li = make_employee(company, "Li Sund", personal_identity_number=ANNA)
    draft = make_draft(company, "Bo Ström")
    rows = [f"{ANNA};Li Sund;;;;36000;34;;;;;", f"{BO};Bo Ström;;2024-01-01;;;;;;;;"]
    with at(company):
        before = AuditEvent.objects.filter(company_id=company.pk).count()
        verdict = imported(sent_in(company, eva, HEAD + "\n".join(rows)), eva)
        assert (len(verdict.new), len(verdict.changed)) == (0, 2)
        pay = EmploymentTerms.objects.filter(employee=li).order_by("starts_on")
        assert [(one.starts_on, one.ends_on, one.monthly_salary) for one in pay] == [
            (li.hired_on, date(2026, 10, 31), 3_500_000), (NOVEMBER, None, 3_600_000),
        ]  # fmt: skip
        assert TaxTerms.objects.get(employee=li, starts_on=NOVEMBER).tax_table == 34
        draft.refresh_from_db()
        assert draft.last_four == BO[-4:]
        assert AuditEvent.objects.filter(company_id=company.pk).count() == before + 4
        told = AuditEvent.objects.get(subject_id=li.pk, kind="employment.employee_updated_by_import")
        assert told.data["fields"] == ["pay", "tax"]
        assert ANNA not in str([event.data for event in AuditEvent.objects.filter(company_id=company.pk)])


def test_one_wrong_row_keeps_everything_out_and_is_told_by_field() -> None:
    company, eva = make_company(), make_user("Eva Lind")
    wrong = "19610716-2792;Li Sund;li@;igår;fast;mycket;99;9;33;1;Natt;"
    with at(company):
        file = sent_in(company, eva, HEAD + f"{BO};Bo Ström;;2026-01-01;;;;;;;;\n{wrong}")
        verdict = looked_at(file)
        assert sentences(verdict) == [
            "identity: Personnumret stämmer inte, kontrollera sista siffran.",
            "email: Fyll i en giltig e-postadress.",
            "hired_on: Skriv datumet som ÅÅÅÅ-MM-DD.",
            "amount: Skriv ett tal, till exempel 33 500.",
            "tax_table: Skriv ett tal från 29 till 42.",
            "tax_column: Skriv ett tal från 1 till 6.",
            "work_schedule: Företaget har ingen än.",
            "clearing_number: Ett clearingnummer har fyra eller fem siffror.",
        ]
        assert verdict.wrong[0].faults[0].value == ""
        with pytest.raises(FileNotImported):
            imported(file, eva)
        assert not Employee.objects.exists()


def test_what_changed_since_it_was_looked_at_is_looked_at_again() -> None:
    company, eva = make_company(), make_user("Eva Lind")
    with at(company):
        file = sent_in(company, eva, HEAD + f"{ANNA};Anna Ek;;2026-01-01;;;;;;;;")
        seen = looked_at(file).digest
        choose_columns(
            file_id=file.pk, company_id=company.pk, columns={"identity": 0, "full_name": 1, "hired_on": 3, "email": 2},
            applies_from=NOVEMBER, by=eva.pk,
        )  # fmt: skip
    make_employee(company, "Anna Ek", personal_identity_number=ANNA)
    with at(company):
        kept = import_of(company.pk, eva.pk, ImportKind.EMPLOYEES)
        assert kept is not None
        with pytest.raises(FileNotImported):
            imported(kept, eva, seen)
        throw_file_away(file_id=kept.pk, company_id=company.pk, by=eva.pk)
        with pytest.raises(FileGone):
            imported(kept, eva)


def test_the_file_is_unreadable_in_the_database_and_nobody_elses() -> None:
    company, eva, jon = make_company(), make_user("Eva Lind"), make_user("Jon Ask")
    with at(company):
        file = sent_in(company, eva, HEAD + f"{ANNA};Anna Ek;;2026-01-01;;;;;;;;")
        with connection.cursor() as cursor:
            cursor.execute("SELECT content FROM employment_employeeimport")
            assert ANNA.encode() not in bytes(cursor.fetchone()[0])
        assert import_of(company.pk, jon.pk, ImportKind.EMPLOYEES) is None
        with pytest.raises(FileGone):
            throw_file_away(file_id=file.pk, company_id=company.pk, by=jon.pk)


def test_a_file_that_nobody_imports_is_forgotten_after_a_week() -> None:
    company, eva, now = make_company(), make_user("Eva Lind"), clock.now()
    with at(company):
        sent_in(company, eva, HEAD + f"{ANNA};Anna Ek;;2026-01-01;;;;;;;;")
    for days, left in ((6, 1), (8, 0)):
        with clock.frozen(now + timedelta(days=days)):
            drain_outbox()
        with at(company):
            assert EmployeeImport.objects.count() == left


def test_more_than_somebody_waits_for_is_refused() -> None:
    company, eva = make_company(), make_user("Eva Lind")
    with at(company):
        with pytest.raises(FileRefused) as refusal:
            sent_in(company, eva, "Namn;Ort\n" + "Anna Ek;Åre\n" * 2_001)
        assert "2\u00a0000 rader" in refusal_sentence(refusal.value)


def test_tax_data_begins_from_its_day_and_strangers_are_left_out() -> None:
    company, eva = make_company(), make_user("Eva Lind")
    li, bo = (make_employee(company, name, personal_identity_number=one) for name, one in (("Li", ANNA), ("Bo", BO)))
    rows = [
        "Personnummer;Namn;Skatteavdrag;Tabell;Jämkning %;Från",
        f"{ANNA};Li;Jämkning;;18,5;2027-01-01", f"{BO};Bo;;33;;2027-01-01", f"{ORDINARY[2]};Eva;;31;;",
    ]  # fmt: skip
    with at(company):
        verdict = imported(sent_in(company, eva, "\n".join(rows), ImportKind.TAX), eva)
        assert [one.outcome for one in verdict.rows] == [Outcome.CHANGED, Outcome.UNCHANGED, Outcome.UNKNOWN]
        decided = TaxTerms.objects.get(employee=li, starts_on=date(2027, 1, 1))
        assert (decided.method, decided.adjustment_rate) == ("ADJUSTMENT_RATE", Decimal("18.5"))
        assert TaxTerms.objects.get(employee=li, starts_on=li.hired_on).ends_on == date(2026, 12, 31)
        assert TaxTerms.objects.filter(employee=bo).count() == 1
        assert AuditEvent.objects.get(kind="employment.tax_changed", actor_id=eva.pk).subject_id == li.pk
        assert AuditEvent.objects.get(kind="employment.file_imported").data["unknown"] == 1
        with pytest.raises(FileNotImported):
            imported(sent_in(company, eva, rows[0] + f"\n{ORDINARY[2]};Eva;;31;;", ImportKind.TAX), eva)


PAXML = f"""<?xml version="1.0" encoding="ISO-8859-1"?><paxml><header><version>2.0</version></header><personal>
<person anstid="7" persnr="{ANNA}"><fornamn>Åsa</fornamn><efternamn>Ek</efternamn><epostarb>asa@example.se</epostarb>
<bankkonto>3300, {ANNA[2:]}</bankkonto><anstdatum>2020-02-01</anstdatum><lonform>MÅN</lonform><timlon>0</timlon>
<manlon datum="2026-01-01">32500.50</manlon><sysgrad datum="2025-01-01">80.00</sysgrad><skattetabell>33</skattetabell>
<skattekolumn>1</skattekolumn><skattejamkning procent="18"/></person></personal></paxml>"""


def test_the_persons_of_a_paxml_file_become_employees_and_the_same_file_changes_nothing() -> None:
    company, eva = make_company(), make_user("Eva Lind")
    with at(company):
        imported(sent_in(company, eva, PAXML), eva)
        asa, pay, tax = Employee.objects.get(), EmploymentTerms.objects.get(), TaxTerms.objects.get()
        assert (asa.full_name, asa.number, asa.hired_on) == ("Åsa Ek", 7, date(2020, 2, 1))
        assert (pay.monthly_salary, pay.employment_rate, pay.starts_on) == (3_250_050, Decimal(80), date(2026, 1, 1))
        assert (tax.method, tax.adjustment_rate) == ("ADJUSTMENT_RATE", Decimal(18))
        assert BankAccount.objects.get().clearing_number == "3300"
        again = looked_at(sent_in(company, eva, PAXML))
        assert [one.outcome for one in again.rows] == [Outcome.UNCHANGED]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", ImportKind.values)
def test_the_example_files_are_right_in_every_form_and_language(kind: str, language: str) -> None:
    company, eva = make_company(), make_user("Eva Lind")
    for person in ("196107162791", "197510082386"):
        if kind == ImportKind.TAX:
            make_employee(company, personal_identity_number=person)
    with at(company), translation.override(language):
        for content in (csv_of(*example_of(kind)), xlsx_of(*example_of(kind))):
            verdict = looked_at(sent_in(company, eva, content, kind))
            assert sentences(verdict) == []
            assert len(verdict.plans) == 2
