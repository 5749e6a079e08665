"""Which days of absence hang together, and how many calendar days they are."""

from datetime import date
from decimal import Decimal

from payroll.rules.basis import Kind, Registration
from payroll.rules.salary_months import calendar_days
from payroll.rules.spells import only_days_off_between, shares, spells_of
from tests.factories.payslip_basis import make_basis, october, registered

PLANNED = make_basis().planned
FRIDAY, MONDAY, TUESDAY = october(9, 12, 13)


def away(*days: int, minutes: int = 480) -> tuple[Registration, ...]:
    return registered(Kind.CARE_OF_CHILD, october(*days), minutes)


def test_a_weekend_does_not_break_a_spell_and_a_working_day_does() -> None:
    assert only_days_off_between(FRIDAY, MONDAY, PLANNED)
    assert not only_days_off_between(FRIDAY, TUESDAY, PLANNED)
    assert [spell.days for spell in spells_of(away(8, 9, 12, 14), PLANNED)] == [october(8, 9, 12), october(14)]
    assert spells_of([], PLANNED) == []


def test_days_that_nothing_is_known_of_break_a_spell() -> None:
    assert not only_days_off_between(date(2026, 8, 28), date(2026, 8, 31), PLANNED)
    assert only_days_off_between(FRIDAY, FRIDAY, {})


def test_two_registrations_on_a_day_are_one_day_of_a_spell() -> None:
    (spell,) = spells_of([*away(8, minutes=240), *away(8, minutes=120), *away(9)], PLANNED)
    assert spell.days == october(8, 9)
    assert spell.last == FRIDAY


def test_a_day_counts_by_the_share_of_its_schedule_that_was_missed() -> None:
    missed = shares([*away(8, minutes=120), *away(8, minutes=240), *away(9), *away(10, minutes=60)], PLANNED)
    assert missed == {date(2026, 10, 8): Decimal("0.75"), FRIDAY: 1, date(2026, 10, 10): 1}


def test_no_more_than_the_whole_day_is_missed_and_no_minutes_are_nothing() -> None:
    assert shares([*away(8, minutes=600), *away(9, minutes=0)], {}) == {date(2026, 10, 8): 1, FRIDAY: 0}
    assert shares(away(8, minutes=600), PLANNED) == {date(2026, 10, 8): 1}


def test_days_off_count_with_the_day_after_them() -> None:
    (spell,) = spells_of([*away(8, 9), *away(12, minutes=240)], PLANNED)
    assert calendar_days(spell, make_basis()) == {date(2026, 10, 8): 1, FRIDAY: 1, MONDAY: Decimal("1.5")}


def test_a_minute_on_a_day_without_a_schedule_is_a_whole_day() -> None:
    saturday = date(2026, 10, 10)
    assert shares(away(10, minutes=1), PLANNED) == shares(away(10, minutes=1), {}) == {saturday: 1}
    assert shares(away(10, minutes=0), PLANNED) == {saturday: 0}
