"""A change from a date splits the period it falls in and leaves the past alone."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from employment.rules.periods import ONE_DAY, Period, Split, index_on, split_at

JAN, MARCH, MAY, JULY = date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1), date(2026, 7, 1)


def test_the_first_period_is_open() -> None:
    assert split_at([], MARCH) == Split(new=Period(MARCH))


def test_a_raise_ends_the_period_in_force_the_day_before() -> None:
    assert split_at([Period(JAN)], MARCH) == Split(new=Period(MARCH), shortened=0)


def test_a_change_between_keeps_to_its_place() -> None:
    periods = [Period(JAN, MAY - ONE_DAY), Period(MAY)]
    assert split_at(periods, MARCH) == Split(new=Period(MARCH, MAY - ONE_DAY), shortened=0)


def test_a_change_on_the_first_day_corrects_the_period() -> None:
    periods = [Period(JAN, MAY - ONE_DAY), Period(MAY)]
    assert split_at(periods, MAY) == Split(new=Period(MAY), replaced=1)


def test_a_period_before_all_others_ends_where_they_begin() -> None:
    assert split_at([Period(MAY)], MARCH) == Split(new=Period(MARCH, MAY - ONE_DAY))


def test_a_gap_is_filled_until_the_next_period() -> None:
    periods = [Period(JAN, MARCH - ONE_DAY), Period(JULY)]
    assert split_at(periods, MAY) == Split(new=Period(MAY, JULY - ONE_DAY))


def test_the_last_day_of_a_period_belongs_to_it() -> None:
    periods = [Period(JAN, MARCH), Period(MARCH + ONE_DAY)]
    assert [index_on(periods, day) for day in (JAN - ONE_DAY, JAN, MARCH, JULY)] == [None, 0, 0, 1]


@given(st.lists(st.integers(min_value=0, max_value=400), min_size=1, max_size=12))
def test_changes_in_any_order_never_overlap_and_leave_no_gap(days: list[int]) -> None:
    periods: list[Period] = []
    for day in days:
        on = JAN + timedelta(days=day)
        split = split_at(periods, on)
        if split.shortened is not None:
            periods[split.shortened] = Period(periods[split.shortened].starts_on, on - ONE_DAY)
        if split.replaced is None:
            periods.append(split.new)
        periods.sort(key=lambda period: period.starts_on)
    for former, later in zip(periods, periods[1:], strict=False):
        assert former.ends_on == later.starts_on - ONE_DAY
    assert periods[-1].ends_on is None
    assert {period.starts_on for period in periods} == {JAN + timedelta(days=day) for day in days}
