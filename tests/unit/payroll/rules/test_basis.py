"""Terms by day, and registrations in order."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from payroll.rules.basis import Kind, Registration
from tests.factories.payslip_basis import make_basis, monthly, october, registered

OLD, NEW = monthly(30_000, ends_on=date(2026, 10, 6)), monthly(33_000, starts_on=date(2026, 10, 7))


@pytest.mark.parametrize(
    ("day", "salary"), [(date(2023, 12, 31), None), (date(2026, 10, 6), 30_000), (date(2026, 10, 7), 33_000)]
)
def test_terms_hold_from_their_first_to_their_last_day(day: date, salary: int | None) -> None:
    terms = make_basis(OLD, NEW).terms_on(day)
    assert (terms and terms.monthly_salary) == (salary and salary * 100)


def test_somebody_has_terms_on_the_first_and_the_last_day_of_the_employment() -> None:
    first, second, last, after = (date(2026, 10, day) for day in (5, 6, 8, 9))
    basis = replace(make_basis(), employed_from=first, employed_to=last)
    has = {day: basis.terms_on(day) is not None for day in (date(2026, 10, 4), first, second, last, after)}
    assert list(has.values()) == [False, True, True, True, False]


def test_terms_that_have_ended_are_in_force_no_more() -> None:
    assert make_basis(OLD).terms_on(date(2026, 10, 7)) is None


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [((2026, 10, 1), (2026, 10, 31), 6), ((2026, 10, 6), (2026, 10, 6), 1), ((2026, 10, 7), (2026, 10, 9), 0)],
)
def test_terms_cover_some_days_of_a_period(first: tuple[int, int, int], last: tuple[int, int, int], days: int) -> None:
    assert OLD.days_in(date(*first), date(*last)) == days


def test_the_full_time_salary_is_exact() -> None:
    assert monthly(16_000, 50).full_time_salary == 3_200_000
    assert monthly(30_000, 75).full_time_salary == 4_000_000
    assert round(monthly(10_000, "33.33").full_time_salary, 4) == Decimal("3000300.0300")


def test_registrations_come_by_day_kind_and_reference_whatever_their_order() -> None:
    made = [Registration(day, Kind.SICK, 60, name) for day in october(8, 7) for name in ("b", "a")]
    found = make_basis(registrations=[*made, *registered(Kind.VACATION, october(1))]).registrations_of(Kind.SICK)
    assert [(one.day.day, one.reference) for one in found] == [(7, "a"), (7, "b"), (8, "a"), (8, "b")]


def test_registrations_are_grouped_by_the_terms_of_their_day() -> None:
    made = registered(Kind.SICK, october(6, 7, 8))
    grouped = make_basis(OLD, NEW).by_terms([*made, Registration(date(2023, 1, 2), Kind.SICK, 60)])
    assert {terms: [one.day.day for one in days] for terms, days in grouped} == {OLD: [6], NEW: [7, 8]}
