"""Hours that would give an unsocial supplement had they clock times."""

from dataclasses import replace
from datetime import date, time

from payroll.rules.basis import Kind
from payroll.rules.registered_shifts import Clocked
from payroll.rules.unclocked import unclocked_minutes
from payroll.rules.unsocial_bands import UnsocialHours

MONDAY, TUESDAY = date(2026, 10, 5), date(2026, 10, 6)
RULE = UnsocialHours("Avtalet", date(2024, 1, 1), ())
ENTRIES = (
    Clocked(MONDAY, Kind.HOURS_WORKED, 480, None, None),
    Clocked(MONDAY, Kind.OVERTIME_SIMPLE, 60, None, None),
    Clocked(MONDAY, Kind.SICK, 30, None, None),
    Clocked(TUESDAY, Kind.HOURS_WORKED, 240, None, None),
    Clocked(TUESDAY, Kind.ADDITIONAL_TIME, 120, time(18), time(20)),
)


def test_hours_without_clock_times_count_and_absence_and_clocked_hours_do_not() -> None:
    assert unclocked_minutes(ENTRIES, RULE, {}) == 480 + 240


def test_overtime_counts_where_it_can_have_the_supplement_too() -> None:
    assert unclocked_minutes(ENTRIES, replace(RULE, with_overtime=True), {}) == 480 + 240 + 60


def test_a_whole_planned_day_has_the_times_of_the_schedule_where_the_agreement_goes_by_it() -> None:
    planned = {MONDAY: 480, TUESDAY: 480}
    assert unclocked_minutes(ENTRIES, replace(RULE, by_schedule=True), planned) == 240
    assert unclocked_minutes(ENTRIES, RULE, planned) == 480 + 240
