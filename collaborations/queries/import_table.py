"""What becomes of every row of an imported file, as a table to download."""

from collections.abc import Iterator

from django.utils.translation import gettext

from collaborations.catalogue.import_sentences import OUTCOMES, fault_sentence, field_name
from collaborations.rules.import_verdicts import Verdict
from common.spreadsheets import Cell


def table_head() -> list[str]:
    """The names of the columns, in the reader's language."""
    return [
        gettext("Line"),
        gettext("Corporate identity number"),
        gettext("Company"),
        gettext("What happens"),
        gettext("Field"),
        gettext("Written"),
        gettext("What is wrong"),
    ]


def table_rows(verdict: Verdict) -> Iterator[list[Cell]]:
    """A line for each row, and for each fault of a row that has several."""
    for judged in verdict.rows:
        row = judged.row
        said: list[Cell] = [row.line, row.number, row.name, str(OUTCOMES[judged.outcome][0])]
        for fault in row.faults:
            yield [*said, field_name(fault), fault.value, fault_sentence(fault)]
        if not row.faults:
            yield [*said, "", "", ""]
