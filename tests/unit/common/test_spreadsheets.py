"""Tables as files: what people typed stays text, and what is a number or a date stays one."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from common.spreadsheets import DANGEROUS, Cell, csv_of, neutral, table_response, xlsx_of


def lines_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def cells_of(content: bytes) -> list[list[Any]]:
    """What another program finds in the cells, row by row; a formula would not be a text."""
    rows = list(load_workbook(BytesIO(content)).worksheets[0].rows)
    assert not [cell for row in rows for cell in row if cell.data_type == "f"]
    return [[cell.value for cell in row] for row in rows]


@pytest.mark.parametrize("start", DANGEROUS)
def test_text_that_a_spreadsheet_would_calculate_is_marked_as_text(start: str) -> None:
    typed = f"{start}cmd|' /C calc'!A0"
    assert neutral(typed).startswith("'")
    assert lines_of(csv_of(["Namn"], [[typed]]))[1][0].startswith("'")
    assert cells_of(xlsx_of(["Namn"], [[typed]]))[1][0].startswith("'")


def test_ordinary_names_are_written_as_they_are() -> None:
    names = ["Bageri Solrosen AB", "Åkes & Söner <Bygg>", 'Kalles "Korv"; AB', "two\nlines"]
    assert [row[0] for row in lines_of(csv_of(["Namn"], [[name] for name in names]))[1:]] == names
    assert [row[0] for row in cells_of(xlsx_of(["Namn"], [[name] for name in names]))[1:]] == names


def test_numbers_and_dates_are_numbers_and_dates_in_xlsx_and_swedish_in_csv() -> None:
    row: list[Cell] = [-3, Decimal("1234.50"), date(2026, 3, 1), datetime(2026, 3, 1, 8, 12, tzinfo=UTC), None]
    assert lines_of(csv_of(["a"], [row]))[1] == ["-3", "1234,50", "2026-03-01", "2026-03-01 09:12", ""]
    shown = [-3, 1234.5, datetime(2026, 3, 1), "2026-03-01 09:12", None]  # noqa: DTZ001 — a spreadsheet knows no zone
    assert cells_of(xlsx_of(["a", "b", "c", "d", "e"], [row]))[1] == shown
    assert xlsx_of(["a"], [row]) == xlsx_of(["a"], [row])


def test_a_formula_behind_a_character_that_no_file_can_carry_is_marked_too() -> None:
    assert neutral("\x01=1+1") == "'=1+1"


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_whatever_is_typed_the_files_can_be_read_and_begin_no_cell_with_a_formula(texts: list[str]) -> None:
    written = lines_of(csv_of(["x"], [texts]))[-1] if any(texts) else []
    assert not [text for text in written if text.startswith(DANGEROUS)]
    row = cells_of(xlsx_of(["x"], [[*texts, "end"]]))[1]
    assert row[-1] == "end"
    assert not [text for text in row if text and text.startswith("=")]


def test_a_download_has_its_name_and_kind() -> None:
    response = table_response("xlsx", "samarbeten", ["a"], [["b"]])
    assert response.headers["Content-Disposition"] == 'attachment; filename="samarbeten.xlsx"'
    assert "spreadsheetml" in response.headers["Content-Type"]
    with pytest.raises(KeyError):
        table_response("pdf", "samarbeten", [], [])
