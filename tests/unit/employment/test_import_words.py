"""The headings that lists of employees have, as programs and people write them."""

import tomllib

from common.uploaded_tables import guessed_columns, letters_of
from employment.catalogue.import_words import SOURCE, import_words
from employment.rules.import_rows import Field


def guessed(*head: str) -> list[str]:
    """What each heading is taken for."""
    fields = {place: str(field) for field, place in guessed_columns(head, import_words().headings).items()}
    return [fields.get(place, "") for place in range(len(head))]


def test_units_signs_and_short_forms_make_no_difference() -> None:
    assert guessed("Månadslön (kr)", "Tim-lön", "%", "Skattetab", "Clr", "Pers. nr.", "Jämkning (%)") == [
        Field.MONTHLY_SALARY, Field.HOURLY_WAGE, Field.EMPLOYMENT_RATE, Field.TAX_TABLE, Field.CLEARING_NUMBER,
        Field.IDENTITY, Field.ADJUSTMENT_RATE,
    ]  # fmt: skip
    assert guessed("Jämkning (kr)", "Lön, kr/mån") == [Field.ADJUSTMENT_AMOUNT, Field.AMOUNT]


def test_a_heading_word_for_word_goes_before_one_that_is_alike_and_a_stranger_is_nothing() -> None:
    assert guessed("Tim-lön", "Timlön") == ["", Field.HOURLY_WAGE]
    assert guessed("Skatt (%)", "Kronofogden", "Bonus kr", "") == ["", "", "", ""]


def test_no_word_means_two_things() -> None:
    said = tomllib.loads(SOURCE.read_text("utf-8"))["headings"]
    meanings: dict[str, set[str]] = {}
    for field, words in said.items():
        for word in words:
            meanings.setdefault(letters_of(word), set()).add(field)
    assert [word for word, fields in meanings.items() if len(fields) > 1] == []
