"""A file with employees: sent in, understood, and imported whole or not at all."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Company
from common.uploaded_tables import FileProblem, FileRefused, Table, guessed_columns, plain, table_in
from employment.catalogue.import_words import import_words
from employment.import_choices import NamedChoice
from employment.import_facts import choices_for, verdict_of
from employment.models import Employee, EmployeeImport
from employment.models.employee_import import ImportKind
from employment.operations.completion import judged_once
from employment.operations.import_writing import Desk, add_all, change_one, change_tax_of, give_choices
from employment.operations.rows import locked_employees
from employment.rules.import_rows import OF_TAX_FILES, Field, ImportRow
from employment.rules.import_verdicts import Verdict
from employment.rules.paxml import is_xml, persons_in
from events.operations import enqueue, record

KEPT = timedelta(days=7)
"""How long a file that nobody imports is kept."""


MOST_ROWS = 2_000
"""So many employees are imported while somebody waits."""


class FileGone(Exception):
    """The file is imported or thrown away already."""


class FileNotImported(Exception):
    """A row is wrong, or something else would be imported than was seen."""


@transaction.atomic
def receive_employees(
    *, company_id: UUID, kind: str, name: str, content: bytes, choices: Sequence[NamedChoice], by: UUID, at: datetime,
    applies_from: date, firm_id: UUID | None = None,
) -> EmployeeImport:  # fmt: skip
    """Keep a file to be looked at, in place of the one that the person sent in before.

    Nothing is imported by it. Raises FileRefused for what is no table.
    """
    table = persons_in(content) if is_xml(content) else table_in(content)
    if len(table.rows) > MOST_ROWS:
        raise FileRefused(FileProblem.TOO_MANY_ROWS, MOST_ROWS)
    _lock(company_id)
    EmployeeImport.objects.filter(company_id=company_id, uploaded_by_id=by, kind=kind).delete()
    file = EmployeeImport.objects.create(
        company_id=company_id,
        uploaded_by_id=by,
        uploaded_at=at,
        kind=kind,
        file_name=name[-200:],
        sha256=sha256(content).hexdigest(),
        content=EmployeeImport.written(table),
        columns=_guessed(table, kind, choices),
        applies_from=applies_from,
    )
    data = {"rows": len(table.rows), "kind": kind, "sha256": file.sha256}
    event = record("employment.file_received", by=by, subject=file, company_id=company_id, firm_id=firm_id, data=data)
    enqueue(
        "employment.forget_file",
        dedupe_key=f"forget_file:{file.pk}",
        cause=event,
        not_before=at + KEPT,
        file_id=file.pk,
    )
    return file


def forget_file(*, file_id: UUID) -> bool:
    """Throw away a file that nobody has imported; False when it is gone already."""
    deleted, _by_model = EmployeeImport.objects.filter(pk=file_id).delete()
    return deleted > 0


def _guessed(table: Table, kind: str, choices: Sequence[NamedChoice]) -> dict[str, int]:
    fields = OF_TAX_FILES if kind == ImportKind.TAX else tuple(Field)
    headings = {word: field.value for word, field in import_words().headings.items() if field in fields}
    for choice in choices:
        headings |= {plain(word): choice.name for word in choice.headings}
    return guessed_columns(table.head, headings)


@transaction.atomic
def choose_columns(
    *, file_id: UUID, company_id: UUID, columns: Mapping[str, int], applies_from: date, by: UUID
) -> None:
    """Say which column is what, and from when what has no day of its own applies. Raises FileGone."""
    file = _found(company_id, by, file_id)
    file.columns, file.applies_from = dict(columns), applies_from
    file.save(update_fields=["columns", "applies_from"])


@transaction.atomic
def choose_for_all(*, file_id: UUID, company_id: UUID, chosen: Mapping[str, str], by: UUID) -> None:
    """Say what those get who have none and of whom the file says nothing. Raises FileGone."""
    file = _found(company_id, by, file_id)
    file.for_all = dict(chosen)
    file.save(update_fields=["for_all"])


@transaction.atomic
def import_employees(
    *,
    file_id: UUID,
    company_id: UUID,
    rows: Sequence[ImportRow],
    seen: str,
    employment_type: str,
    by: UUID,
    firm_id: UUID | None = None,
) -> Verdict:
    """Carry out everything that the rows of the file ask for, with an event for each employee and one for the file.

    Raises FileGone, and FileNotImported when a row is wrong or something else would be done than was `seen`.
    """
    file = _found(company_id, by, file_id)
    employees = locked_employees(company_id)
    verdict = verdict_of(file, rows, employment_type=employment_type)
    if not verdict.can_be_imported or verdict.digest != seen:
        raise FileNotImported
    desk = Desk(company_id, by, firm_id, employment_type)
    try:
        with transaction.atomic(), judged_once(company_id=company_id, by=by, firm_id=firm_id):
            _carry_out(verdict, employees, desk, file)
    except IntegrityError as error:
        # Somebody added the same person, or took the number, on another page.
        raise FileNotImported from error
    counts = {"new": len(verdict.new), "changed": len(verdict.changed), "unchanged": len(verdict.unchanged)}
    data = {**counts, "unknown": len(verdict.unknown), "kind": file.kind, "sha256": file.sha256}
    record("employment.file_imported", by=by, subject=file, company_id=company_id, firm_id=firm_id, data=data)
    file.delete()
    return verdict


@transaction.atomic
def throw_file_away(*, file_id: UUID, company_id: UUID, by: UUID) -> None:
    """Forget a file without importing it. Raises FileGone."""
    _found(company_id, by, file_id).delete()


def _carry_out(verdict: Verdict, employees: Mapping[UUID, Employee], desk: Desk, file: EmployeeImport) -> None:
    here = [(employees[one.plan.person], one.plan) for one in verdict.changed if one.plan and one.plan.person]
    if file.kind == ImportKind.TAX:
        for employee, plan in here:
            change_tax_of(employee, plan, desk)
        return
    people = add_all([one.plan for one in verdict.new if one.plan], desk)
    for employee, plan in here:
        change_one(employee, plan, desk)
    give_choices([*people, *here], choices_for(file.kind, desk.employment_type), desk)


def _lock(company_id: UUID) -> None:
    """Two imports of a company take turns, so that each sees what the other brought."""
    Company.objects.select_for_update(no_key=True).get(pk=company_id)


def _found(company_id: UUID, by: UUID, file_id: UUID) -> EmployeeImport:
    _lock(company_id)
    file = EmployeeImport.objects.filter(pk=file_id, company_id=company_id, uploaded_by_id=by).first()
    if file is None:
        raise FileGone
    return file
