"""A schedule is as long as the degree of employment says."""

from decimal import Decimal

import pytest

from timereporting.rules.degrees import full_time_minutes, is_as_long


@pytest.mark.parametrize(
    ("scheduled", "hours", "rate", "fits"),
    [
        (2400, "40", "100", True),
        (2400, "38.25", "100", False),
        (2295, "38.25", "100", True),
        (1200, "40", "50", True),
        (2400, "40", "50", False),
        (1600, "40", "66.67", True),
        (1230, "40", "50", True),
        (1231, "40", "50", False),
        (1170, "40", "50", True),
        (1169, "40", "50", False),
    ],
)
def test_the_week_is_compared_with_the_agreements_full_time(scheduled: int, hours: str, rate: str, fits: bool) -> None:
    assert is_as_long(scheduled, full_time_minutes(Decimal(hours)), Decimal(rate)) is fits
