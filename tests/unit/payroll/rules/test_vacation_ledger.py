"""The account of vacation days: what came and went is what there is."""

from datetime import date
from decimal import Decimal

from payroll.rules.vacation_ledger import (
    Balances,
    Cause,
    Entry,
    balances_of,
    granted_in,
    is_compensated,
    taken_in,
    typed_day_pay,
    until_year,
)
from payroll.rules.vacation_order import DayKind
from tests.factories.payslip_basis import seen

PAID, SAVED, ADVANCE, UNPAID = DayKind.PAID, DayKind.SAVED, DayKind.ADVANCE, DayKind.UNPAID


def entry(
    kind: DayKind, cause: Cause, days: int, year: int = 2026, saved_from: int | None = None, amount: int | None = None
) -> Entry:
    return Entry(kind, cause, Decimal(days), year, date(year, 4, 1), saved_from, amount)


ACCOUNT = [
    entry(PAID, Cause.OPENING, 20, 2025, amount=1_200),
    entry(SAVED, Cause.OPENING, 4, 2025, saved_from=2023),
    entry(PAID, Cause.TAKEN, -15, 2025),
    entry(PAID, Cause.SAVED, -5, 2025),
    entry(SAVED, Cause.SAVED, 5, 2026, saved_from=2025),
    entry(PAID, Cause.EARNED, 25),
    entry(UNPAID, Cause.EARNED, 2),
    entry(PAID, Cause.CORRECTION, -1),
    entry(PAID, Cause.TAKEN, -10),
    entry(SAVED, Cause.TAKEN, -4, saved_from=2023),
    entry(ADVANCE, Cause.TAKEN, -3, amount=486_000),
]


def test_the_balance_of_each_kind_is_the_sum_of_what_came_and_went() -> None:
    found = balances_of(ACCOUNT)
    assert found.days == {PAID: 14, SAVED: 5, UNPAID: 2, ADVANCE: -3}
    assert seen(*(found.of(kind) for kind in (PAID, SAVED, UNPAID, ADVANCE))) == (14, 5, 2, -3)


def test_saved_days_stand_by_the_year_they_are_from_and_a_year_without_any_is_not_named() -> None:
    assert balances_of(ACCOUNT).saved == {2025: 5}
    assert balances_of(ACCOUNT[:2]).saved == {2023: 4}


def test_the_employer_owes_paid_and_saved_days_and_those_that_can_be_taken_leave_out_what_is_overdrawn() -> None:
    found = balances_of(ACCOUNT)
    assert seen(found.with_pay, found.to_take) == (19, 21)
    nothing = Balances({}, {})
    assert seen(nothing.of(PAID), nothing.with_pay, nothing.to_take) == (0, 0, 0)


def test_days_granted_in_a_year_are_the_paid_ones_that_were_earned_or_entered_as_its_opening() -> None:
    assert isinstance(granted_in([], 2025), Decimal)
    assert seen(granted_in(ACCOUNT, 2025), granted_in(ACCOUNT, 2026), granted_in(ACCOUNT, 2027)) == (20, 25, 0)


def test_days_taken_in_a_year_are_of_every_kind() -> None:
    assert isinstance(taken_in([], 2025), Decimal)
    assert seen(taken_in(ACCOUNT, 2025), taken_in(ACCOUNT, 2026), taken_in(ACCOUNT, 2027)) == (15, 17, 0)


def test_what_is_left_is_compensated_until_the_compensation_is_taken_back() -> None:
    paid = entry(PAID, Cause.COMPENSATED, -14, amount=2_268_000)
    back = entry(PAID, Cause.COMPENSATED, 14, amount=-2_268_000)
    assert not is_compensated(ACCOUNT)
    assert is_compensated([*ACCOUNT, paid])
    assert is_compensated([entry(PAID, Cause.COMPENSATED, -1), entry(PAID, Cause.COMPENSATED, -1, amount=1)])
    assert not is_compensated([*ACCOUNT, paid, back])
    assert not is_compensated([entry(PAID, Cause.PAID_OUT, -1, amount=162_000)])
    assert not is_compensated([entry(PAID, Cause.COMPENSATED, -1)])


def test_the_pay_of_a_day_is_the_last_one_that_was_typed_with_an_opening_of_the_year() -> None:
    again = [*ACCOUNT, entry(PAID, Cause.OPENING, 0, 2025, amount=1_300), entry(PAID, Cause.OPENING, 1, 2025)]
    assert typed_day_pay(ACCOUNT, 2025) == 1_200
    assert typed_day_pay(again, 2025) == 1_300
    assert typed_day_pay(ACCOUNT, 2026) is None
    assert typed_day_pay([entry(ADVANCE, Cause.TAKEN, -3, amount=486_000)], 2026) is None


def test_a_year_leaves_what_was_given_until_then_and_every_saved_day() -> None:
    of_2025, saved = ACCOUNT[:4], [ACCOUNT[4], ACCOUNT[9]]
    assert until_year(ACCOUNT, 2025) == [*of_2025, *saved]
    assert until_year(ACCOUNT, 2024) == [ACCOUNT[1], *saved]
    assert until_year(ACCOUNT, 2026) == ACCOUNT
