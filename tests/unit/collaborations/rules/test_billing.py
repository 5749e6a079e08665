"""Why another row of billing begins, and how agreed periods follow each other."""

from datetime import date
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collaborations.rules.billing import Billed, BillingReason, reason_for
from collaborations.rules.periods import agreed_periods, period_containing, period_end, periods_beginning

BEFORE = Billed("FIRM", "STANDARD", 12)
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("former", "new", "reason"),
    [
        (None, BEFORE, BillingReason.STARTED),
        (BEFORE, Billed("CLIENT", "START", 3), BillingReason.RECIPIENT_CHANGED),
        (BEFORE, Billed("FIRM", "START", 3), BillingReason.VARIANT_CHANGED),
        (BEFORE, Billed("FIRM", "STANDARD", 3), BillingReason.PERIOD_CHANGED),
        (BEFORE, BEFORE, BillingReason.RENEWED),
    ],
)
def test_the_reason_names_the_most_telling_difference(former: Billed | None, new: Billed, reason: str) -> None:
    assert reason_for(former, new) == reason


def test_a_start_on_the_last_of_a_month_does_not_drift() -> None:
    starts = [period.first for period in islice(agreed_periods(date(2025, 12, 31), 3), 5)]
    assert starts == [
        date(2025, 12, 31),
        date(2026, 3, 31),
        date(2026, 7, 1),  # June has no 31st: the period ends with the month
        date(2026, 10, 1),
        date(2026, 12, 31),
    ]


@given(DAYS, st.sampled_from([1, 3, 12]))
def test_agreed_periods_follow_each_other_without_a_gap(start: date, months: int) -> None:
    periods = list(islice(agreed_periods(start, months), 9))
    assert periods[0].first == start
    assert periods[0].last == period_end(start, months)
    assert all((later.first - former.last).days == 1 for former, later in pairwise(periods))


@given(DAYS, st.sampled_from([1, 3, 12]), st.integers(0, 4000))
def test_every_day_lies_in_one_agreed_period(start: date, months: int, later: int) -> None:
    day = date.fromordinal(start.toordinal() + later)
    period = period_containing(start, months, day)
    assert period.first <= day <= period.last


@given(DAYS, st.integers(0, 40))
def test_a_period_of_three_months_begins_four_times_in_a_year(start: date, year: int) -> None:
    first = date(start.year + year, 1, 1)
    begun = periods_beginning(date(start.year, 1, min(start.day, 28)), 3, first, date(first.year, 12, 31))
    assert len(begun) == 4
