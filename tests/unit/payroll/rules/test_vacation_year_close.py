"""In which order days are taken, and what becomes of them when the year ends."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.rules.result import Explanation
from payroll.rules.vacation_earned import EarnedDays
from payroll.rules.vacation_order import DayKind, take, take_oldest
from payroll.rules.vacation_year_close import Closed, Remaining, close_year
from tests.factories.payslip_basis import law, seen

NEW = EarnedDays(Decimal(25), Decimal(0), Explanation(rule="vacation_days_earned", formula="25 × 365 / 365 → 25"))
PAID, SAVED, ADVANCE, UNPAID = DayKind.PAID, DayKind.SAVED, DayKind.ADVANCE, DayKind.UNPAID
numbers = st.integers(0, 40).map(Decimal)


def days(**kinds: int) -> dict[DayKind, Decimal]:
    return {DayKind[name.upper()]: Decimal(number) for name, number in kinds.items()}


def closed(granted: int, saved: dict[int, int] | None = None, workdays: int = 5, **left: int) -> Closed:
    remaining = Remaining(days(**left), {year: Decimal(n) for year, n in (saved or {}).items()}, Decimal(granted))
    return close_year(2026, remaining, NEW, Decimal(0), law(), Decimal(workdays))


def test_paid_days_come_first_then_saved_then_advance_and_unpaid_last() -> None:
    at_hand = days(paid=2, saved=1, advance=1, unpaid=5)
    assert take(Decimal(2), at_hand).days == days(paid=2)
    assert take(Decimal(3), at_hand).days == days(paid=2, saved=1)
    taken = take(Decimal(6), at_hand)
    assert taken.days == days(paid=2, saved=1, advance=1, unpaid=2)
    assert seen(taken.with_pay, taken.beyond) == (4, 0)
    assert take(Decimal(12), at_hand).beyond == 3


def test_what_is_overdrawn_is_nothing_to_take_from() -> None:
    assert take(Decimal(1), {PAID: Decimal(-2), SAVED: Decimal(1)}).days == days(saved=1)


def test_the_oldest_saved_days_are_taken_first() -> None:
    by_year = {2024: Decimal(5), 2022: Decimal(1), 2023: Decimal(0)}
    assert take_oldest(Decimal(3), by_year) == {2022: 1, 2024: 2}


@given(numbers, st.dictionaries(st.sampled_from(DayKind), numbers))
def test_every_taken_day_is_of_some_kind_or_beyond(number: Decimal, at_hand: dict[DayKind, Decimal]) -> None:
    taken = take(number, at_hand)
    assert sum(taken.days.values()) + taken.beyond == number
    assert all(part <= at_hand[kind] for kind, part in taken.days.items())
    assert not taken.beyond or sum(taken.days.values()) == sum(at_hand.values())


@pytest.mark.parametrize(
    ("left", "saved", "paid_out"), [(0, 0, 0), (3, 3, 0), (5, 5, 0), (6, 5, 1), (25, 5, 20), (-2, 0, 0)]
)
def test_of_25_days_five_can_be_saved_and_the_rest_is_paid_out(left: int, saved: int, paid_out: int) -> None:
    found = closed(25, paid=left)
    assert seen(found.saved, found.paid_out) == (saved, paid_out)
    assert {one.name for one in found.figures} == {"days_never_saved", "saved_days_last_years"}


def test_who_has_no_more_than_twenty_days_saves_none() -> None:
    assert seen(closed(18, paid=4).saved, closed(18, paid=4).paid_out) == (0, 4)
    assert closed(30, paid=12).saved == 10


def test_in_a_shorter_week_the_twenty_days_are_net() -> None:
    """Twenty days are twelve of three a week: of fifteen, three can be saved."""
    assert closed(15, workdays=3, paid=5).saved == 3


def test_saved_days_last_five_years_after_the_year_they_are_from() -> None:
    found = closed(25, saved={2020: 1, 2021: 2, 2022: 3})
    assert found.expired == {2020: 1, 2021: 2}
    assert found.expired_days == 3


def test_unpaid_and_advance_days_that_nobody_took_are_gone() -> None:
    found = closed(25, unpaid=4, advance=2)
    assert seen(found.unpaid_gone, found.advance_gone) == (4, 2)
    assert closed(25, unpaid=-1).unpaid_gone == 0


@given(st.integers(0, 40), st.integers(0, 40))
def test_every_day_that_is_left_is_saved_or_paid_out(granted: int, left: int) -> None:
    found = closed(granted, paid=left)
    assert found.saved + found.paid_out == left
    assert found.saved <= max(granted - 20, 0)


def test_a_year_without_saved_days_has_none_that_expire_and_the_new_year_is_what_was_earned() -> None:
    assert closed(25, saved={2020: 0}).expired == {}
    found = close_year(2026, Remaining({}, {}, Decimal(25)), NEW, Decimal(3), law())
    assert seen(found.new, found.new_advance) == (NEW, 3)
