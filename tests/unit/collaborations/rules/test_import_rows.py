"""Rows of a file: what they say, what is wrong with them by field, and what becomes of them beside the others."""

from datetime import date

import pytest

from collaborations.catalogue.import_words import import_words
from collaborations.rules.import_rows import Entry, Fault, Field, Row, RowProblem, read_row
from collaborations.rules.import_verdicts import Judged, Known, Outcome, judge
from collaborations.rules.terms import BillingRecipient
from common.uploaded_tables import guessed_columns

TODAY = date(2026, 11, 25)
HEAD = ("Org.nr", "Företag", "Tjänst", "Variant", "Fakturamottagare", "Period", "Avtalat", "Anteckning")
COLUMNS = guessed_columns(HEAD, import_words().headings)
VOLVO, SKF = "556012-5790", "556007-3495"
RIGHT = {
    "number": VOLVO,
    "name": "Solrosen AB",
    "service": "Lön Smart",
    "variant": "Standard",
    "recipient": "Kunden",
    "period": "12",
    "agreed_on": "2024-01-01",
}


def row(*cells: str, line: int = 2) -> Row:
    return read_row(line, cells, COLUMNS, width=len(HEAD), words=import_words(), today=TODAY)


def written(**values: str) -> Row:
    """A row that is right but for what is given."""
    return row(*{**RIGHT, **values}.values())


def entry(line: int = 2, number: str = VOLVO, service: str = "Scanner") -> Row:
    found = row(number, "", service, line=line)
    assert found.entry is not None
    return found


def test_columns_are_guessed_from_their_headings() -> None:
    assert {field: place for place, field in enumerate(Field)} == COLUMNS
    mixed = ("TJÄNST", "Kund", "klient", "Organisations-\u00a0nummer", "Corporate identity number", "")
    assert guessed_columns(mixed, import_words().headings) == {Field.SERVICE: 0, Field.NAME: 1, Field.NUMBER: 4}


def test_a_whole_row_gives_an_entry() -> None:
    expected = Entry(
        "5560125790", "Solrosen AB", "LON_SMART", "STANDARD", BillingRecipient.CLIENT, 12, date(2024, 1, 1)
    )
    assert written() == Row(2, VOLVO, "Solrosen AB", expected)


@pytest.mark.parametrize(
    "written_as",
    [
        {"number": "16556012\u20135790", "recipient": "KUND", "period": "12 månader", "agreed_on": "20240101"},
        {"service": "lön  smart", "variant": "Standard – byrå och kund", "period": "1 år", "agreed_on": "2024/01/01"},
        {"service": "LON_SMART", "variant": "Standard - firm and client", "recipient": "CLIENT", "period": "12 mån"},
        {"service": "Lön Smart Standard", "variant": "", "agreed_on": "2024-01-01 00:00:00"},
        {"service": "Lön Smart – Standard"},
    ],
)
def test_the_same_thing_may_be_written_in_many_ways(written_as: dict[str, str]) -> None:
    assert written(**written_as).entry == written().entry


def test_what_leaves_nothing_to_choose_may_be_left_out() -> None:
    start = written(variant="Start", recipient="", agreed_on="").entry
    assert start is not None
    assert (start.recipient, start.agreed_on) == (BillingRecipient.FIRM, None)
    scanner = entry().entry
    assert scanner is not None
    assert (scanner.variant, scanner.recipient, scanner.months) == ("", None, None)


@pytest.mark.parametrize(
    ("values", "problem", "field", "detail"),
    [
        ({"number": ""}, RowProblem.MISSING, Field.NUMBER, ""),
        ({"number": "5560125791"}, RowProblem.NUMBER_CHECK_DIGIT, Field.NUMBER, ""),
        ({"number": "=1+1"}, RowProblem.NUMBER_FORMAT, Field.NUMBER, ""),
        ({"number": "811228-9874"}, RowProblem.NUMBER_SOLE_TRADER, Field.NUMBER, ""),
        ({"name": "A" * 121}, RowProblem.TOO_LONG, Field.NAME, "120"),
        ({"service": ""}, RowProblem.MISSING, Field.SERVICE, ""),
        ({"service": '=HYPERLINK("x")'}, RowProblem.SERVICE_UNKNOWN, Field.SERVICE, ""),
        ({"variant": ""}, RowProblem.MISSING, Field.VARIANT, ""),
        ({"variant": "Pro"}, RowProblem.VARIANT_UNKNOWN, Field.VARIANT, ""),
        ({"service": "Lön Smart Start"}, RowProblem.VARIANT_UNKNOWN, Field.VARIANT, ""),
        ({"recipient": ""}, RowProblem.MISSING, Field.RECIPIENT, ""),
        ({"recipient": "Grannen"}, RowProblem.RECIPIENT_UNKNOWN, Field.RECIPIENT, ""),
        ({"variant": "Start"}, RowProblem.FIRM_PAYS, Field.RECIPIENT, ""),
        ({"period": ""}, RowProblem.MISSING, Field.PERIOD, ""),
        ({"period": "6"}, RowProblem.PERIOD_NOT_OFFERED, Field.PERIOD, "3, 12"),
        ({"period": "²"}, RowProblem.PERIOD_UNKNOWN, Field.PERIOD, "3, 12"),
        ({"period": "12 kr"}, RowProblem.PERIOD_UNKNOWN, Field.PERIOD, "3, 12"),
        ({"agreed_on": "31/12 2024"}, RowProblem.DATE_UNKNOWN, Field.AGREED_ON, ""),
        ({"agreed_on": "2024-02-30"}, RowProblem.DATE_UNKNOWN, Field.AGREED_ON, ""),
        ({"agreed_on": "2026-11-26"}, RowProblem.DATE_IN_FUTURE, Field.AGREED_ON, ""),
        ({"service": "Scanner", "variant": "", "period": ""}, RowProblem.RECIPIENT_NOT_ASKED, Field.RECIPIENT, ""),
        ({"service": "Scanner", "variant": "", "recipient": ""}, RowProblem.PERIOD_NOT_ASKED, Field.PERIOD, ""),
    ],
)
def test_each_wrong_value_is_a_fault_of_its_field(
    values: dict[str, str], problem: RowProblem, field: Field, detail: str
) -> None:
    found = written(**values)
    assert found.entry is None
    assert found.faults == (Fault(problem, field, {**RIGHT, **values}[field], detail),)


def test_a_row_tells_all_its_faults_at_once_and_one_with_too_many_cells_is_wrong() -> None:
    assert [one.problem for one in row("x", "", "y", "", "", "", "z").faults] == [
        RowProblem.NUMBER_FORMAT,
        RowProblem.SERVICE_UNKNOWN,
        RowProblem.DATE_UNKNOWN,
    ]
    shifted = row(VOLVO, "Frakt", "Scanner", "", "", "", "", "", "för mycket")
    assert shifted.faults == (Fault(RowProblem.CELLS_TOO_MANY, detail="8"),)


def outcomes(known: Known, *rows: Row) -> list[Outcome]:
    return [one.outcome for one in judge(rows, known).rows]


def test_what_is_here_already_is_left_out_and_the_rest_imported() -> None:
    known = Known(
        listed=frozenset({("5560125790", "SCANNER")}),
        standing=frozenset({("5560073495", "SCANNER")}),
        clients={"5560073495": "SKF"},
    )
    verdict = judge([entry(), entry(3, SKF), entry(4, SKF, "Skatt & Bokslut Pro")], known)
    assert [one.outcome for one in verdict.rows] == [Outcome.LISTED, Outcome.STANDING, Outcome.NEW]
    assert [one.client for one in verdict.rows] == ["", "SKF", "SKF"]
    assert [one.line for one in (judged.row for judged in verdict.left_out)] == [2, 3]
    assert [one.service for one in verdict.entries] == ["SKATT_BOKSLUT"]
    assert verdict.can_be_imported


def test_one_wrong_row_keeps_the_whole_file_out() -> None:
    verdict = judge([entry(), row("x", "", "Scanner", line=3)], Known())
    assert [one.row.line for one in verdict.wrong] == [3]
    assert not verdict.can_be_imported
    assert not judge([entry()], Known(listed=frozenset({("5560125790", "SCANNER")}))).can_be_imported


def test_the_same_service_twice_names_the_line_it_stood_on_first() -> None:
    verdict = judge([entry(), entry(5), entry(6)], Known())
    assert [one.outcome for one in verdict.rows] == [Outcome.NEW, Outcome.WRONG, Outcome.WRONG]
    assert verdict.wrong[0].row.faults == (Fault(RowProblem.TWICE, Field.NUMBER, VOLVO, "2"),)


def test_a_client_that_works_with_another_firm_is_wrong_without_its_name() -> None:
    known = Known(elsewhere=frozenset({("5560125790", "SCANNER")}), clients={"5560125790": "Volvo"})
    assert judge([entry()], known).rows == (
        Judged(Row(2, VOLVO, "", entry().entry, (Fault(RowProblem.OTHER_FIRM, Field.NUMBER, VOLVO),)), Outcome.WRONG),
    )


def test_the_digest_follows_what_would_be_imported() -> None:
    same, other = judge([entry()], Known()), judge([entry(number=SKF)], Known())
    assert same.digest == judge([entry(9)], Known(clients={"5560125790": "Volvo"})).digest
    assert same.digest != other.digest
    assert same.digest != judge([entry()], Known(listed=frozenset({("5560125790", "SCANNER")}))).digest
