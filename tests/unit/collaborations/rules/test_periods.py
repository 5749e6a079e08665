"""Calendar months from a start date."""

from datetime import date

import pytest

from collaborations.rules.periods import period_end


@pytest.mark.parametrize(
    ("starts_on", "months", "expected"),
    [
        (date(2026, 3, 1), 12, date(2027, 2, 28)),
        (date(2026, 11, 24), 12, date(2027, 11, 23)),
        (date(2026, 11, 24), 3, date(2027, 2, 23)),
        (date(2026, 12, 1), 3, date(2027, 2, 28)),
        (date(2027, 12, 1), 3, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
    ],
)
def test_a_period_ends_the_day_before_the_same_day_of_the_last_month(
    starts_on: date, months: int, expected: date
) -> None:
    assert period_end(starts_on, months) == expected
