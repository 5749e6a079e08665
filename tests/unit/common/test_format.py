"""Figures, dates and hours are written the Swedish way."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from common.templatetags import format as written

SPACE = "\N{NO-BREAK SPACE}"


def spaced(text: str) -> str:
    """Plain spaces for easier reading of the expectation."""
    return text.replace(SPACE, " ")


@pytest.mark.parametrize(
    ("ore", "kronor", "krona", "signed"),
    [
        (2_431_000, "24 310,00", "24 310", "+24 310"),
        (-171_005, "−1 710,05", "−1 710", "−1 710"),
        (0, "0,00", "0", "0"),
        (-50, "−0,50", "0", "0"),
        (99, "0,99", "0", "0"),
        (123_456_789_012, "1 234 567 890,12", "1 234 567 890", "+1 234 567 890"),
        (None, "", "", ""),
    ],
)
def test_amounts_group_thousands_and_have_a_real_minus(ore: int | None, kronor: str, krona: str, signed: str) -> None:
    assert spaced(written.kronor(ore)) == kronor
    assert spaced(written.krona(ore)) == krona
    assert spaced(written.signed_krona(ore)) == signed


def test_a_difference_in_kronor_and_ore_carries_its_sign() -> None:
    assert [spaced(written.signed_kronor(ore)) for ore in (150, -150, 0)] == ["+1,50", "−1,50", "0,00"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("2.50"), "2,5"),
        (Decimal("1000"), "1 000"),
        (Decimal("-0.125"), "−0,125"),
        (40, "40"),
        ("3.0", "3"),
        (None, ""),
    ],
)
def test_quantities_have_a_comma_and_no_needless_zeros(value: Decimal | int | str | None, text: str) -> None:
    assert spaced(written.decimal(value)) == text


def test_rates_carry_their_sign_of_percent() -> None:
    assert spaced(written.percent(Decimal("31.42"))) == "31,42 %"


@pytest.mark.parametrize(
    ("minutes", "hours", "clock", "signed"),
    [
        (560, "9 h 20 min", "9:20", "+9:20"),
        (480, "8 h", "8:00", "+8:00"),
        (20, "20 min", "0:20", "+0:20"),
        (0, "0 h", "0:00", "0:00"),
        (-75, "−1 h 15 min", "−1:15", "−1:15"),
        (102_720, "1 712 h", "1 712:00", "+1 712:00"),
        (None, "", "", ""),
    ],
)
def test_minutes_become_hours(minutes: int | None, hours: str, clock: str, signed: str) -> None:
    assert spaced(written.hours(minutes)) == hours
    assert spaced(written.clock(minutes)) == clock
    assert spaced(written.signed_clock(minutes)) == signed


def test_dates_are_written_for_tables_and_for_sentences() -> None:
    day = date(2026, 11, 24)
    with translation.override("sv"):
        assert written.date_short(day) == "2026-11-24"
        assert written.date_day(day) == "tis 24 nov"
        assert written.date_long(day) == "24 november 2026"
        assert written.month(day) == "november 2026"
        assert written.weekday(day).lower() == "tisdag"


def test_moments_are_told_in_the_countrys_time() -> None:
    at = datetime(2026, 3, 1, 8, 12, tzinfo=UTC)
    assert written.moment(at) == "2026-03-01 09:12"
    assert written.time_of(at) == "09:12"
    assert written.date_short(datetime(2026, 3, 1, 23, 30, tzinfo=UTC)) == "2026-03-02"


def test_nothing_is_written_as_nothing() -> None:
    filters = (written.date_short, written.date_day, written.date_long, written.month, written.moment, written.time_of)
    assert [write(None) for write in filters] == [""] * len(filters)


def test_the_numbers_of_a_formula_are_written_as_people_write_them() -> None:
    assert spaced(written.figures_in("−16 × 35000 × 12 / (52 × 40) = −3230.77")) == (
        "−16 × 35 000 × 12 / (52 × 40) = −3 230,77"
    )
    assert spaced(written.figures_in("−2 × 14000 = -1292.31")) == "−2 × 14 000 = −1 292,31"
