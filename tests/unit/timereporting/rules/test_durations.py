"""Time as people write it."""

from datetime import date, time

import pytest

from timereporting.rules.durations import DurationNotUnderstood, Span, parse_minutes

ORDINARY, SPRING, AUTUMN = date(2026, 10, 5), date(2026, 3, 28), date(2026, 10, 24)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("8", 480),
        ("7,5", 450),
        ("7.5", 450),
        ("7,25 h", 435),
        ("7:30", 450),
        ("0:45", 45),
        ("8-17", 540),
        ("8-17 -60", 480),
        ("8:30–16.45", 495),
        ("22-6", 480),
        ("24:00", 1440),
        (" 4 ", 240),
    ],
)
def test_people_write_time_in_many_ways(text: str, minutes: int) -> None:
    assert parse_minutes(text, ORDINARY) == minutes


@pytest.mark.parametrize(
    "text", ["", "0", "-3", "25:00", "25", "7:75", "åtta", "8-", "25-26", "8-8", "0-0", "8-9 -60", "1e3", "٣"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(DurationNotUnderstood):
        parse_minutes(text, ORDINARY)


def test_a_night_when_the_clocks_change_has_its_real_length() -> None:
    night = Span(time(22), time(6))
    assert [night.minutes_on(day) for day in (ORDINARY, SPRING, AUTUMN)] == [8 * 60, 7 * 60, 9 * 60]
    assert night.minutes_by_the_clock == 8 * 60


def test_a_span_may_end_at_midnight() -> None:
    assert parse_minutes("16-24", ORDINARY) == 8 * 60
