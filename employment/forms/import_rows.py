"""Reading the rows of a file with employees, by the columns that were chosen."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.spreadsheets import DANGEROUS
from common.uploaded_tables import Cells, Table, plain
from employment.catalogue import clearing_ranges
from employment.forms.import_fields import WordField, is_nothing, reading_fields
from employment.import_choices import NamedChoice
from employment.models import EmployeeImport
from employment.rules.bank_accounts import AccountFormatError, check_account
from employment.rules.import_plans import ACCOUNT, Choice
from employment.rules.import_rows import SECRET, Fault, Field, ImportRow, Problem

# Some write both in one: 8150-5, 914 919 079-6.
BOTH_IN_ONE = re.compile(r"(\d{4}(?:-\d)?)[ ,]+(\d.*)", re.ASCII)


def rows_of(file: EmployeeImport, company_id: UUID, extras: Sequence[NamedChoice]) -> list[ImportRow]:
    """Every row, with what is wrong with it."""
    fields = reading_fields() | {choice.name: _choice_field(choice, company_id) for choice in extras}
    ordered = sorted(file.columns.items(), key=lambda column: column[1])
    columns = {name: place for name, place in ordered if name in fields}
    table = file.table
    return [_read(line, cells, columns, fields, table) for line, cells in table.rows]


def _choice_field(choice: NamedChoice, company_id: UUID) -> WordField:
    offered = choice.offered(company_id)
    words = {plain(name): Choice(one, name) for name, one in offered.items()}
    names = ", ".join(offered)
    expected = _("There is no such one. There are: %(names)s.") if offered else _("The company has none yet.")
    return WordField(words, expected % {"names": names})


def _read(
    line: int, cells: Cells, columns: Mapping[str, int], fields: Mapping[str, forms.Field], table: Table
) -> ImportRow:
    values: dict[str, Any] = {}
    faults = []
    if len(cells) > len(table.head):
        faults.append(Fault("", Problem.CELLS_TOO_MANY, str(len(table.head))))
    for name, place in columns.items():
        cell = _unmarked(cells[place]) if place < len(cells) else ""
        if is_nothing(name, cell):
            continue
        try:
            values[name] = fields[name].clean(cell)
        except ValidationError as error:
            faults.append(Fault(name, sentence=" ".join(error.messages), value="" if name in SECRET else cell))
    _split_name(values)
    faults.extend(_account_faults(values))
    if Field.EMAIL in values:
        values[Field.EMAIL] = values[Field.EMAIL].strip().lower()
    return ImportRow(line, values, tuple(faults))


def _unmarked(cell: str) -> str:
    """The tables that the product writes have a mark before what a spreadsheet would take for a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(DANGEROUS) else cell


def _split_name(values: dict[str, Any]) -> None:
    """A whole name gives the parts that have no column: what stands before a comma, or last, is the family name."""
    whole = values.pop(Field.FULL_NAME, None)
    if not whole:
        return
    if "," in whole:
        family, _comma, given = whole.partition(",")
    else:
        given, _space, family = whole.rpartition(" ")
    for name, part in ((Field.GIVEN_NAME, given), (Field.FAMILY_NAME, family)):
        if part.strip():
            values.setdefault(name, part.strip())


def _account_faults(values: dict[str, Any]) -> list[Fault]:
    """The account is checked whole, and kept as digits."""
    clearing, account = values.pop(Field.CLEARING_NUMBER, ""), values.pop(Field.ACCOUNT_NUMBER, "")
    if account and not clearing and (both := BOTH_IN_ONE.fullmatch(account)):
        clearing, account = both.groups()
    if not clearing and not account:
        return []
    if not clearing or not account:
        return [Fault(Field.ACCOUNT_NUMBER if clearing else Field.CLEARING_NUMBER, Problem.MISSING)]
    try:
        checked = check_account(clearing, account, clearing_ranges())
    except AccountFormatError as error:
        return [Fault(error.field, sentence=ACCOUNT_SENTENCES[error.field]())]
    values[ACCOUNT] = {"clearing_number": checked.clearing_number, "account_number": checked.account_number}
    return []


ACCOUNT_SENTENCES = {
    "clearing_number": lambda: _("A clearing number has four or five digits."),
    "account_number": lambda: _("An account number has 2 to 12 digits."),
}
