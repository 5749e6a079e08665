"""Which days of a report say something else than when it was sent back."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from timereporting.rules.changed_days import changed_days

SENT_BACK = datetime(2026, 11, 3, 9, tzinfo=UTC)
EARLIER, LATER = SENT_BACK.replace(hour=8), SENT_BACK.replace(hour=10)
MONDAY, TUESDAY = date(2026, 10, 5), date(2026, 10, 6)


@dataclass(frozen=True)
class Row:
    """A registration."""

    worked_on: date
    minutes: int
    recorded_at: datetime
    struck_at: datetime | None = None
    quick_choice: str = "SICK"
    starts_at: time | None = None
    ends_at: time | None = None


def test_a_day_that_is_corrected_has_what_it_said_and_what_it_says() -> None:
    whole, half = Row(MONDAY, 480, EARLIER, LATER), Row(MONDAY, 240, LATER)
    (day,) = changed_days([whole, half, Row(TUESDAY, 480, EARLIER)], SENT_BACK)
    assert (day.day, day.before, day.after) == (MONDAY, (whole,), (half,))


def test_a_day_can_be_filled_in_or_emptied() -> None:
    taken_back, added = Row(MONDAY, 480, EARLIER, LATER), Row(TUESDAY, 480, LATER)
    found = changed_days([added, taken_back], SENT_BACK)
    assert [(one.before, one.after) for one in found] == [((taken_back,), ()), ((), (added,))]


def test_what_was_struck_before_or_is_registered_again_as_it_was_is_no_change() -> None:
    struck_before = Row(MONDAY, 60, EARLIER, EARLIER)
    again = [Row(TUESDAY, 480, EARLIER, LATER), Row(TUESDAY, 480, LATER)]
    passing = Row(MONDAY, 30, LATER, LATER)
    assert changed_days([struck_before, *again, passing], SENT_BACK) == []


def test_other_clock_times_of_the_same_length_are_a_change() -> None:
    morning = Row(MONDAY, 240, EARLIER, LATER, "HOURS_WORKED", time(8), time(12))
    afternoon = Row(MONDAY, 240, LATER, None, "HOURS_WORKED", time(13), time(17))
    assert [one.day for one in changed_days([morning, afternoon], SENT_BACK)] == [MONDAY]
