"""What somebody's days are taken to be until an opening balance is entered."""

from datetime import date
from decimal import Decimal

import pytest

from payroll.rules.vacation_assumed import Taking, assumed_entries, taken_in_year
from payroll.rules.vacation_earned import Employed
from payroll.rules.vacation_ledger import Cause, Entry, balances_of, granted_in, taken_in
from payroll.rules.vacation_order import DayKind
from payroll.rules.vacation_terms import VacationTerms, year_beginning

LAW = VacationTerms()
COINCIDING = VacationTerms(starts_month=1, is_coinciding=True)
LONG_AGO = date(2010, 1, 1)
FIVE = Decimal(5)


def entries(
    first: date, terms: VacationTerms = LAW, workdays: int = 5, taken: tuple[int, ...] = (), late: Decimal | None = FIVE
) -> list[Entry]:
    """Of the vacation year that began in 2026; days are taken on payslips month by month from May."""
    employed = Employed(first, None, Decimal(workdays))
    taking = [Taking(date(2026, month, 25), Decimal(number)) for month, number in enumerate(taken, start=5)]
    return assumed_entries(employed, year_beginning(2026, terms), terms, late, taking)


def days(found: list[Entry]) -> dict[str, int]:
    return {kind.value: int(number) for kind, number in balances_of(found).days.items()}


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (LONG_AGO, {"PAID": 25}),
        (date(2025, 4, 1), {"PAID": 25}),
        # 229 days of the earning year: 25 × 229 / 365 = 15.68.
        (date(2025, 8, 15), {"PAID": 16, "UNPAID": 9}),
        (date(2026, 4, 1), {"PAID": 0, "UNPAID": 25}),
        (date(2026, 10, 1), {"PAID": 0, "UNPAID": 5}),
    ],
)
def test_paid_days_are_those_since_the_day_of_hire_and_the_rest_is_without_pay(
    first: date, expected: dict[str, int]
) -> None:
    assert days(entries(first)) == expected


def test_a_shorter_week_has_fewer_days() -> None:
    assert days(entries(LONG_AGO, workdays=3)) == {"PAID": 15}
    # 16 × 3 / 5 = 9.6.
    assert days(entries(date(2025, 8, 15), workdays=3)) == {"PAID": 10, "UNPAID": 5}
    assert days(entries(date(2026, 10, 1), workdays=3)) == {"PAID": 0, "UNPAID": 3}


def test_years_that_coincide_and_days_in_advance_give_days_in_the_first_year() -> None:
    # 92 days of the year: 25 × 92 / 365 = 6.3.
    assert days(entries(date(2026, 10, 1), COINCIDING)) == {"PAID": 7}
    assert days(entries(date(2026, 4, 1), VacationTerms(advance_days=Decimal(10)))) == {
        "PAID": 0, "ADVANCE": 10, "UNPAID": 15,
    }  # fmt: skip
    assert days(entries(date(2026, 10, 1), VacationTerms(advance_days=Decimal(10)))) == {"PAID": 0, "ADVANCE": 5}


def test_all_days_are_counted_where_the_law_of_the_year_is_not_known() -> None:
    assert days(entries(date(2026, 10, 1), late=None)) == {"PAID": 0, "UNPAID": 25}


def test_what_payslips_say_was_taken_is_taken_in_order() -> None:
    found = entries(date(2025, 8, 15), taken=(10, 8, 10))
    # Ten paid; six paid and two without pay; seven without pay, and three that nobody has.
    assert days(found) == {"PAID": -3, "UNPAID": 0}
    assert taken_in(found, 2026) == 28
    assert [(one.kind.value, int(one.days), one.on.month) for one in found if one.cause == Cause.TAKEN] == [
        ("PAID", -10, 5), ("PAID", -6, 6), ("UNPAID", -2, 6), ("UNPAID", -7, 7), ("PAID", -3, 7),
    ]  # fmt: skip
    at_once = [one for one in entries(date(2025, 8, 15), taken=(30,)) if one.cause == Cause.TAKEN]
    # Sixteen paid, nine without pay, and five that nobody has.
    assert [(one.kind, int(one.days)) for one in at_once] == [(DayKind.PAID, -21), (DayKind.UNPAID, -9)]


def test_days_before_the_turn_of_the_year_are_taken_of_the_year_that_ended() -> None:
    taken = [Taking(date(2026, 3, 25), Decimal(4)), Taking(date(2026, 4, 24), Decimal(5), before_turn=Decimal(3))]
    old, new = (taken_in_year(year_beginning(number, LAW), taken, LAW) for number in (2025, 2026))
    assert old == [(date(2026, 3, 25), Decimal(4)), (date(2026, 3, 31), Decimal(3))]
    assert new == [(date(2026, 4, 24), Decimal(2))]
    assert taken_in_year(year_beginning(2024, LAW), taken, LAW) == []
    of_old_year = assumed_entries(Employed(LONG_AGO, None, Decimal(5)), year_beginning(2025, LAW), LAW, FIVE, taken)
    assert [(int(one.days), one.on) for one in of_old_year if one.cause == Cause.TAKEN] == [
        (-4, date(2026, 3, 25)),
        (-3, date(2026, 3, 31)),
    ]


def test_what_is_assumed_says_so_and_how_it_was_worked_out() -> None:
    paid, unpaid = entries(date(2025, 8, 15), workdays=3)
    assert (paid.cause, paid.on, paid.formula) == (
        Cause.ASSUMED,
        date(2026, 4, 1),
        "25 × 229 / 365 → 16; 16 × 3 / 5 → 10",
    )
    assert (unpaid.kind, unpaid.formula) == (DayKind.UNPAID, "")
    assert entries(date(2025, 8, 15))[0].formula == "25 × 229 / 365 → 16"
    assert entries(date(2026, 10, 1))[0].on == date(2026, 10, 1)
    assert granted_in([paid, unpaid], 2026) == 10
