"""Whole days, half days and nights follow from the times of leaving and coming home."""

from datetime import date, datetime

import pytest

from payroll.rules.trip import months_after, trip_of

MONDAY, THURSDAY = "2026-10-05", "2026-10-08"


@pytest.mark.parametrize(
    ("departure", "homecoming", "whole", "half", "nights"),
    [
        (f"{MONDAY} 07:00", f"{THURSDAY} 20:00", 4, 0, 3),
        (f"{MONDAY} 11:59", f"{THURSDAY} 19:01", 4, 0, 3),
        (f"{MONDAY} 12:00", f"{THURSDAY} 19:01", 3, 1, 3),
        (f"{MONDAY} 11:59", f"{THURSDAY} 19:00", 3, 1, 3),
        (f"{MONDAY} 12:00", f"{THURSDAY} 19:00", 2, 2, 3),
        (f"{MONDAY} 08:00", f"{MONDAY} 22:00", 1, 0, 0),
        (f"{MONDAY} 12:00", f"{MONDAY} 22:00", 0, 1, 0),
        (f"{MONDAY} 08:00", "2026-10-06 05:59", 1, 1, 0),
        (f"{MONDAY} 08:00", "2026-10-06 06:00", 1, 1, 1),
        (f"{MONDAY} 00:00", "2026-10-06 06:00", 1, 1, 2),
        (f"{MONDAY} 00:01", "2026-10-06 06:00", 1, 1, 1),
        ("2026-12-31 23:00", "2027-01-01 23:00", 1, 1, 1),
    ],
)
def test_days_and_nights_follow_from_the_times(
    departure: str, homecoming: str, whole: int, half: int, nights: int
) -> None:
    trip = trip_of(datetime.fromisoformat(departure), datetime.fromisoformat(homecoming))
    assert (trip.whole_days, trip.half_days, trip.nights, trip.later_days) == (whole, half, nights, 0)


def test_days_after_three_months_at_the_place_are_told_apart() -> None:
    departure, homecoming = datetime.fromisoformat(f"{MONDAY} 07:00"), datetime.fromisoformat(f"{THURSDAY} 20:00")
    trip = trip_of(departure, homecoming, date(2026, 7, 7))
    assert [one.is_later for one in trip.days] == [False, False, True, True]
    assert trip_of(departure, homecoming, date(2026, 7, 9)).later_days == 0
    assert trip_of(departure, homecoming, date(2026, 7, 5)).later_days == 4


def test_three_months_after_the_end_of_november_is_the_end_of_february() -> None:
    assert months_after(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert months_after(date(2026, 9, 15), 3) == date(2026, 12, 15)
    assert months_after(date(2026, 12, 31), 12) == date(2027, 12, 31)


@pytest.mark.parametrize("homecoming", [f"{MONDAY} 07:00", f"{MONDAY} 06:59", "2026-10-04 23:00"])
def test_a_trip_that_ends_before_it_begins_is_refused(homecoming: str) -> None:
    with pytest.raises(ValueError, match="before it begins"):
        trip_of(datetime.fromisoformat(f"{MONDAY} 07:00"), datetime.fromisoformat(homecoming))


def test_a_trip_that_ends_before_it_begins_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match=r"^The trip ends before it begins\.$"):
        trip_of(datetime.fromisoformat("2026-10-08 07:00"), datetime.fromisoformat("2026-10-07 20:00"))
