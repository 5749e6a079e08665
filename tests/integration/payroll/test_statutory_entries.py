"""The law's figures as operators enter them: a second person decides, and what is approved stays as it was."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts.models import Firm, User
from common.rls import as_system, database_context
from events.models import AuditEvent
from payroll.models import EntryKind, StatutoryEntry, StatutoryTable
from payroll.operations.digests import input_digest_of
from payroll.operations.statutory_entries import (
    AgreementNotAccepted,
    ProposalExists,
    SamePerson,
    approve_entry,
    propose,
    propose_tables,
    refuse_entry,
    withdraw_entry,
)
from payroll.parameters import latest_version, parameters_for
from payroll.rules.entry_states import EntryDecided, EntryState
from payroll.rules.tax_lookup import cell_for, made_cell
from payroll.rules.tax_table_file import FileRefused
from payroll.statutory import FigureMissing, Row, YearNotAvailable
from payroll.statutory.reading import StatutoryDataWrong
from payroll.verification import faults_of_approved_runs
from tests.factories.accounts import make_company, make_firm, make_staff
from tests.factories.employment import make_employee
from tests.factories.payroll import make_approved_run, make_payroll_user
from tests.factories.tax_tables import fixed_width, rows
from tests.factories.timereporting import make_schedule

pytestmark = pytest.mark.django_db
NEXT_YEAR = date(2027, 1, 25)


@dataclass
class Operators:
    """Two operators of a firm."""

    firm: Firm
    eva: User
    jon: User

    def propose(self, name: str, value: str, *, year: int = 2027, unit: str = "kr/year") -> StatutoryEntry:
        data = {
            "value": value,
            "unit": unit,
            "from": f"{year}-01-01",
            "until": f"{year}-12-31",
            "source": "Regeringens beslut i november",
        }
        return self.enter(EntryKind.FIGURE, name, data, year)

    def enter(self, kind: EntryKind, name: str, data: dict[str, Any], year: int = 2027) -> StatutoryEntry:
        with acting(self.eva):
            return propose(kind=kind, year=year, name=name, data=data, by=self.eva, firm_id=self.firm.pk)

    def approve(self, entry: StatutoryEntry, **choices: bool) -> StatutoryEntry:
        with acting(self.jon):
            return approve_entry(entry_id=entry.pk, by=self.jon, firm_id=self.firm.pk, **choices)

    def import_tables(self, of: list[Row], year: int = 2027) -> StatutoryEntry:
        with acting(self.eva):
            return propose_tables(
                year=year,
                content=fixed_width(of),
                file_name="allmanna-tabeller-manad.txt",
                source="Skatteverket, SKV 433",
                by=self.eva,
                firm_id=self.firm.pk,
            )


def acting(user: User) -> Any:
    return database_context(user_id=user.pk)


@pytest.fixture
def operators() -> Iterator[Operators]:
    firm = make_firm()
    eva, jon = make_staff(firm, "Eva Lind"), make_staff(firm, "Jon Ahl")
    User.objects.filter(pk__in=[eva.pk, jon.pk]).update(is_operator=True)
    yield Operators(firm, eva, jon)


def kinds_told(entry_id: UUID, operators: Operators) -> list[str]:
    with acting(operators.eva):
        return list(AuditEvent.objects.filter(subject_id=entry_id).order_by("sequence").values_list("kind", flat=True))


def test_what_one_enters_applies_when_another_has_approved_it(operators: Operators) -> None:
    entry = operators.propose("gift_christmas", "600")
    with pytest.raises(YearNotAvailable):
        parameters_for(NEXT_YEAR)
    corrected = operators.propose("gift_christmas", "575", year=2026)
    assert parameters_for(date(2026, 12, 1)).value("gift_christmas") == 550
    assert operators.approve(corrected).version == latest_version() == 1
    operators.approve(entry)
    assert parameters_for(date(2026, 12, 1)).value("gift_christmas") == 575
    assert parameters_for(date(2026, 12, 1), version=0).value("gift_christmas") == 550
    assert kinds_told(entry.pk, operators) == ["payroll.statutory_entry_proposed", "payroll.statutory_entry_approved"]


def test_nobody_decides_about_what_they_have_entered(operators: Operators) -> None:
    entry = operators.propose("gift_christmas", "600")
    for decide in (approve_entry, refuse_entry):
        with acting(operators.eva), pytest.raises(SamePerson):
            decide(entry_id=entry.pk, by=operators.eva, firm_id=operators.firm.pk)
    with acting(operators.eva), pytest.raises(DatabaseError), transaction.atomic():
        StatutoryEntry.objects.filter(pk=entry.pk).update(
            state=EntryState.APPROVED, version=1, decided_by=operators.eva, decided_at=entry.entered_at
        )
    with acting(operators.jon):
        assert refuse_entry(entry_id=entry.pk, by=operators.jon, firm_id=operators.firm.pk).state == EntryState.REFUSED
    assert latest_version() == 0


def test_a_value_waits_once_and_can_be_taken_back(operators: Operators) -> None:
    entry = operators.propose("gift_christmas", "600")
    with pytest.raises(ProposalExists):
        operators.propose("gift_christmas", "700")
    with acting(operators.eva):
        withdraw_entry(entry_id=entry.pk, by=operators.eva, firm_id=operators.firm.pk)
    operators.propose("gift_christmas", "700")
    with pytest.raises(EntryDecided):
        operators.approve(entry)


def test_what_is_no_figure_is_not_stored(operators: Operators) -> None:
    with pytest.raises(StatutoryDataWrong):
        operators.propose("gift_christmas", "600", unit="furlong")
    with pytest.raises(StatutoryDataWrong):
        operators.enter(
            EntryKind.ONE_OFF_TABLE, "one_off_table_3", {"year": 2027, "column": 3, "bands": [], "source": "SKVFS"}
        )
    assert not StatutoryEntry.objects.exists()


def test_what_is_decided_never_changes_and_nothing_disappears(operators: Operators) -> None:
    entry = operators.approve(operators.propose("gift_christmas", "600"))
    waiting = operators.propose("gift_jubilee", "1700")
    forbidden: list[Callable[[], object]] = [
        lambda: StatutoryEntry.objects.filter(pk=entry.pk).update(data={}),
        lambda: StatutoryEntry.objects.filter(pk=entry.pk).update(state=EntryState.PROPOSED, version=None),
        lambda: StatutoryEntry.objects.filter(pk=waiting.pk).update(data={**waiting.data, "value": "1"}),
        lambda: StatutoryTable.objects.create(entry=entry, number=29, rows=[]),
        lambda: StatutoryEntry.objects.create(
            kind="FIGURE", year=2027, name="x", data={}, state="APPROVED", version=9, entered_by=operators.eva,
            entered_at=entry.entered_at, decided_by=operators.jon, decided_at=entry.entered_at,
        ),
    ]  # fmt: skip
    for change in forbidden:
        with acting(operators.jon), pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize("statement", ["DELETE FROM payroll_statutoryentry", "DELETE FROM payroll_statutorytable"])
def test_the_serving_role_deletes_nothing(statement: str) -> None:
    privilege = statement.split()
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('lonsam_app', %s, %s)", [privilege[2], privilege[0]])
        assert cursor.fetchone() == (False,)


def test_whoever_is_no_operator_writes_nothing_even_past_the_pages(operators: Operators) -> None:
    nils = make_staff(operators.firm, "Nils Berg")
    with acting(nils), pytest.raises(DatabaseError), transaction.atomic():
        propose(
            kind=EntryKind.FIGURE,
            year=2027,
            name="gift_christmas",
            data={"value": "1", "unit": "kr/year", "from": "2027-01-01", "until": "2027-12-31", "source": "a law"},
            by=nils,
            firm_id=operators.firm.pk,
        )


def group(name: str, rate: str, **born: int) -> dict[str, Any]:
    return {
        "name": name,
        "value": rate,
        "unit": "share",
        "from": "2027-01-01",
        "until": "2027-12-31",
        "source": "Socialavgiftslagen",
        **born,
    }


def test_a_new_year_opens_when_everything_that_a_payslip_needs_is_there(operators: Operators) -> None:
    higher = [row._replace(values=tuple(value + (row.kind == "B") for value in row.values)) for row in rows(2026)]
    entries = [
        operators.propose("price_base_amount", "59600"),
        operators.propose("income_base_amount", "86000"),
        operators.enter(EntryKind.CONTRIBUTION_GROUP, "contributions.standard", group("standard", "0.3142")),
    ]
    for entry in entries:
        operators.approve(entry)
    with pytest.raises(YearNotAvailable) as refused:
        parameters_for(NEXT_YEAR)
    assert refused.value.missing == ("tax_tables",)
    operators.approve(operators.import_tables(higher))
    found = parameters_for(NEXT_YEAR)
    assert found.value("price_base_amount") == Decimal(59_600)
    assert [one.name for one in found.contribution_groups] == ["youth", "standard"]
    before, after = made_cell(2026, 34, 1, 28_100), cell_for(found, 34, 1, 28_100)
    assert before is not None
    assert after is not None
    assert after.value == before.value + 1
    with pytest.raises(FigureMissing):
        found.one_off_table(1)


def test_tables_that_differ_from_the_products_own_need_someone_who_says_that_this_is_right(
    operators: Operators,
) -> None:
    changed = rows(2026)
    changed[100] = changed[100]._replace(values=(changed[100].values[0] + 1, *changed[100].values[1:]))
    entry = operators.import_tables(changed, 2026)
    assert entry.data["cells"] - entry.data["equal"] == 1
    with pytest.raises(AgreementNotAccepted):
        operators.approve(entry)
    operators.approve(entry, accepts_differences=True)
    assert parameters_for(date(2026, 12, 1)).imported_tables is not None


def test_a_file_with_faults_leaves_nothing_behind(operators: Operators) -> None:
    with pytest.raises(FileRefused):
        operators.import_tables(rows(2026)[:-1])
    assert not StatutoryEntry.objects.exists()
    assert not StatutoryTable.objects.exists()


def test_an_approved_run_keeps_the_figures_that_it_was_calculated_with(operators: Operators) -> None:
    company = make_company()
    boss = make_payroll_user(company)
    make_employee(company, "Li Sund", monthly_salary=3_500_000, schedule=make_schedule(company))
    run = make_approved_run(company, boss)
    table = parameters_for(run.payday)
    operators.approve(operators.propose("sick_pay_rate", "0.79", year=2026, unit="share"))
    assert parameters_for(run.payday).value("sick_pay_rate") != table.value("sick_pay_rate")
    with as_system(reason="test", company_id=company.pk):
        assert input_digest_of(run, run.statutory_version) == run.input_digest
        assert input_digest_of(run) != run.input_digest
        assert faults_of_approved_runs(company.pk) == []


def test_an_operator_is_made_and_unmade_at_the_command_line(operators: Operators) -> None:
    said = StringIO()
    call_command("operator", operators.eva.email.upper(), "--remove", stdout=said)
    assert not User.objects.get(pk=operators.eva.pk).is_operator
    call_command("operator", operators.eva.email, stdout=said)
    assert User.objects.get(pk=operators.eva.pk).is_operator
    with pytest.raises(CommandError):
        call_command("operator", "nobody@example.org", stdout=said)
