"""Tables to download: what becomes of every row of a file, and a file to begin with."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from common.spreadsheets import Cell
from employment.import_wording import FIELDS, OUTCOMES, name_of, sentence_of
from employment.models.employee_import import ImportKind
from employment.rules.import_rows import Field
from employment.rules.import_verdicts import Judged, Verdict
from employment.templatetags.employee_imports import person_name, told_changes

EMPLOYEE_COLUMNS = (
    Field.NUMBER, Field.IDENTITY, Field.GIVEN_NAME, Field.FAMILY_NAME, Field.EMAIL, Field.PHONE, Field.STREET,
    Field.POSTAL_CODE, Field.CITY, Field.HIRED_ON, Field.PAY_FORM, Field.AMOUNT, Field.EMPLOYMENT_RATE,
    Field.TAX_TABLE, Field.TAX_COLUMN, Field.CLEARING_NUMBER, Field.ACCOUNT_NUMBER,
)  # fmt: skip
TAX_COLUMNS = (
    Field.IDENTITY, Field.FULL_NAME, Field.TAX_METHOD, Field.TAX_TABLE, Field.TAX_COLUMN, Field.ADJUSTMENT_RATE,
    Field.ADJUSTMENT_AMOUNT, Field.DECISION_NOTE, Field.APPLIES_FROM,
)  # fmt: skip


def table_head() -> list[str]:
    """The names of the columns, in the reader's language."""
    return [
        gettext("Line"),
        gettext("Name"),
        gettext("What happens"),
        gettext("Field"),
        gettext("From"),
        gettext("To"),
        gettext("Applies from"),
        gettext("What is wrong"),
    ]


def table_rows(verdict: Verdict) -> Iterator[list[Cell]]:
    """A line for each difference and for each fault, and one for a row that has neither."""
    for judged in verdict.rows:
        said: list[Cell] = [judged.row.line, person_name(judged), str(OUTCOMES[judged.outcome][0])]
        yield from ([*said, *line] for line in _lines(judged))


def _lines(judged: Judged) -> list[list[Cell]]:
    faults: list[list[Cell]] = [
        [name_of(fault.field), fault.value, "", "", sentence_of(fault)] for fault in judged.faults
    ]
    changes: list[list[Cell]] = [
        [change["label"], change["old"], change["new"], change["on"], ""] for change in told_changes(judged)
    ]
    return faults or changes or [["", "", "", "", ""]]


def example_of(kind: str) -> tuple[list[str], list[list[Cell]]]:
    """A table to begin with; its persons are test numbers of the tax agency's."""
    if kind == ImportKind.TAX:
        return [str(FIELDS[name]) for name in TAX_COLUMNS], _tax_rows()
    return [str(FIELDS[name]) for name in EMPLOYEE_COLUMNS], _employee_rows()


def _employee_rows() -> list[list[Cell]]:
    monthly, hourly = gettext("Monthly salary"), gettext("Hourly wage")
    return [
        [1, "19610716-2791", "Anna", "Ek", "anna.ek@example.se", "070-174 06 05", "Storgatan 1", "831 30", "Östersund",
         date(2026, 1, 15), monthly, Decimal("32500.50"), 100, 33, 1, "3300", "6107162791"],
        [2, "19751008-2386", "Bo", "Ström", "bo.strom@example.se", "070-174 06 06", "Storgatan 2", "831 30",
         "Östersund", date(2026, 3, 1), hourly, Decimal("175"), 80, 32, 1, "3300", "7510082386"],
    ]  # fmt: skip


def _tax_rows() -> list[list[Cell]]:
    table, adjustment = gettext("Tax table"), gettext("Adjustment, per cent")
    return [
        ["19610716-2791", "Anna Ek", table, 34, 1, None, None, "", date(2027, 1, 1)],
        ["19751008-2386", "Bo Ström", adjustment, None, None, Decimal(18), None, "Beslut 2026-12-01", date(2027, 1, 1)],
    ]
