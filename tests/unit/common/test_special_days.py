"""Red days, eves and great holidays by date."""

from datetime import date

from common.special_days import special_days


def test_days_are_red_eves_or_of_a_great_holiday() -> None:
    year = special_days(date(2026, 1, 1), date(2026, 12, 31))
    told = {kind: [f"{day:%m-%d}" for day, kinds in year.items() if kind in kinds] for kind in ("RED", "EVE", "MAJOR")}
    assert told == {
        "RED": [
            *("01-01", "01-06", "04-03", "04-05", "04-06", "05-01", "05-14", "05-24", "06-06", "06-20", "10-31"),
            *("12-25", "12-26"),
        ],
        "EVE": ["06-19", "12-24", "12-31"],
        "MAJOR": [
            *("01-01", "04-03", "04-04", "04-05", "04-06", "05-24", "06-19", "06-20", "12-24", "12-25", "12-26"),
            "12-31",
        ],
    }


def test_the_days_asked_for_are_given_over_new_year() -> None:
    assert [*special_days(date(2026, 12, 31), date(2027, 1, 5))] == [date(2026, 12, 31), date(2027, 1, 1)]
