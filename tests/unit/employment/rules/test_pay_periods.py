"""Which days are reported together and paid together: leap years, the first and the last cut-off day, changes."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.periods import ONE_DAY, Month
from employment.rules.pay_periods import (
    MONTH_ENDS,
    CutOffs,
    Days,
    Paid,
    PayRule,
    month_of_period,
    paid_with,
    period_of,
    read,
    stored,
)

DECEMBER, IN_ARREARS = Month(2026, 12), PayRule(is_current=True, is_in_arrears=True)
cut_off_days = st.none() | st.integers(1, 28)
months = st.builds(Month, st.integers(2024, 2029), st.integers(1, 12))
rules = st.sampled_from([PayRule(), IN_ARREARS]) | cut_off_days.map(lambda day: PayRule(True, cut_offs=CutOffs(day)))


def month_of(month: Month) -> Days:
    return Days(month.first, month.last)


@pytest.mark.parametrize(
    ("month", "day", "first", "last"),
    [
        (DECEMBER, 15, "2026-11-16", "2026-12-15"),
        (Month(2027, 1), 15, "2026-12-16", "2027-01-15"),
        (DECEMBER, 1, "2026-11-02", "2026-12-01"),
        (Month(2028, 2), 28, "2028-01-29", "2028-02-28"),
        (Month(2028, 3), 28, "2028-02-29", "2028-03-28"),
        (Month(2027, 3), 28, "2027-03-01", "2027-03-28"),
        (Month(2028, 2), None, "2028-02-01", "2028-02-29"),
        (Month(2027, 2), None, "2027-02-01", "2027-02-28"),
    ],
)
def test_pay_with_its_own_deviations_has_those_since_the_cut_off_day_before(
    month: Month, day: int | None, first: str, last: str
) -> None:
    found = paid_with(month, PayRule(is_current=True, cut_offs=CutOffs(day)))
    assert [str(one) for one in found.deviations] == [first, last]
    assert found.deviations == period_of(month, CutOffs(day))
    assert found.hours == month_of(month.previous)


def test_pay_with_the_deviations_of_the_month_before_has_that_month() -> None:
    assert paid_with(DECEMBER, PayRule()) == Paid(month_of(Month(2026, 11)), month_of(Month(2026, 11)))


def test_a_salary_in_arrears_is_paid_the_month_after_with_its_own_deviations_and_hours() -> None:
    assert (IN_ARREARS.paid_in(DECEMBER), IN_ARREARS.salary_paid_in(DECEMBER)) == (Month(2027, 1), Month(2026, 11))
    assert paid_with(DECEMBER, IN_ARREARS) == Paid(month_of(DECEMBER), month_of(DECEMBER))
    leap = Month(2028, 2)
    assert paid_with(leap, IN_ARREARS).deviations.last == date(2028, 2, 29)


def test_going_over_to_arrears_and_back_neither_loses_nor_repeats_an_hour() -> None:
    november = paid_with(Month(2026, 11), PayRule())
    december = paid_with(DECEMBER, IN_ARREARS, november)
    assert december == Paid(Days(date(2026, 11, 1), date(2026, 12, 31)), Days(date(2026, 11, 1), date(2026, 12, 31)))
    january = paid_with(Month(2027, 1), PayRule(is_current=True), december)
    assert january.deviations == month_of(Month(2027, 1))
    assert january.hours.is_empty
    assert paid_with(Month(2027, 2), PayRule(is_current=True), january).hours == month_of(Month(2027, 1))


def test_hours_are_reported_by_the_month_and_the_days_between_go_with_them() -> None:
    hourly, by_15 = {Month(2026, 11)}, CutOffs(15)
    assert period_of(Month(2026, 11), by_15, hourly) == Days(date(2026, 10, 16), date(2026, 11, 30))
    assert period_of(DECEMBER, by_15, hourly) == Days(date(2026, 12, 1), date(2026, 12, 15))
    always = {Month(2026, 10), Month(2026, 11), DECEMBER}
    assert period_of(DECEMBER, by_15, always).is_month


def test_another_cut_off_day_makes_one_period_longer_or_shorter() -> None:
    later = CutOffs(15).changed(20, DECEMBER)
    assert period_of(Month(2026, 11), later) == Days(date(2026, 10, 16), date(2026, 11, 15))
    assert period_of(DECEMBER, later) == Days(date(2026, 11, 16), date(2026, 12, 20))
    from_months = MONTH_ENDS.changed(15, DECEMBER)
    assert period_of(DECEMBER, from_months) == Days(date(2026, 12, 1), date(2026, 12, 15))
    assert from_months.changed(None, DECEMBER).are_month_ends
    assert CutOffs(15).changed(20, None) == CutOffs(20)


def test_pay_goes_on_from_what_was_paid_and_never_pays_a_day_twice() -> None:
    november = paid_with(Month(2026, 11), PayRule(is_current=True))
    nothing = paid_with(DECEMBER, PayRule(), november).deviations
    assert (nothing.is_empty, nothing.last, nothing.number) == (True, date(2026, 11, 30), 0)
    two_months = paid_with(DECEMBER, PayRule(is_current=True), paid_with(Month(2026, 11), PayRule())).deviations
    assert two_months == Days(date(2026, 11, 1), date(2026, 12, 31))


@given(cut_off_days, st.lists(st.tuples(months, cut_off_days), max_size=3), st.sets(months, max_size=20), months)
def test_periods_lie_end_to_end_whatever_is_changed(
    day: int | None, changes: list[tuple[Month, int | None]], hourly: set[Month], month: Month
) -> None:
    cut_offs = CutOffs(day)
    for since, other in sorted(changes, key=lambda one: one[0]):
        cut_offs = cut_offs.changed(other, since)
    assert read(cut_offs.day, stored(cut_offs)) == cut_offs
    in_a_row = [month]
    for _number in range(14):
        in_a_row.append(in_a_row[-1].next)
    found = {one: period_of(one, cut_offs, hourly) for one in in_a_row}
    assert all(found[next_].first == found[one].last + ONE_DAY for one, next_ in pairwise(in_a_row))
    for one, days in found.items():
        assert not days.is_empty
        assert Month.of(days.last) == one
        assert [month_of_period(day, cut_offs, hourly) for day in days] == [one, one]


@given(months, st.lists(rules, min_size=2, max_size=12))
def test_runs_of_month_after_month_pay_every_day_once_whatever_is_chosen(month: Month, chosen: list[PayRule]) -> None:
    found: list[Paid] = []
    for rule in chosen:
        found.append(paid_with(month, rule, found[-1] if found else None))
        month = month.next
    for before, after in pairwise(found):
        assert after.deviations.first == before.deviations.last + ONE_DAY
        assert after.hours.first == before.hours.last + ONE_DAY
    assert all(days.number >= 0 for paid in found for days in paid)
