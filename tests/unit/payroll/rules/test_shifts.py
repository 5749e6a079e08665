"""Time by the clock: what of a shift is worked, and which shifts follow from schedule and registrations."""

from datetime import date, time

import pytest

from payroll.rules.basis import Kind
from payroll.rules.registered_shifts import Clocked, Planned, registered_shifts, scheduled_shifts
from payroll.rules.shifts import Shift, ShiftKind, moment, without
from tests.factories.payslip_basis import october

H = 60
MONDAY, TUESDAY = october(5, 6)
OFFICE = Planned(time(8), time(17), 480)


def hours(shift: Shift) -> list[tuple[float, float]]:
    """The stretches that were worked, in hours of the day."""
    start = moment(shift.day, 0)
    return [((first - start) / H, (last - start) / H) for first, last in shift.worked()]


@pytest.mark.parametrize(
    ("pause", "away", "worked"),
    [
        (0, 0, [(8, 12.5), (12.5, 17)]),
        (60, 0, [(8, 12), (13, 17)]),
        (60, 60, [(8, 12), (13, 16)]),
        (60, 240, [(8, 12)]),
        (60, 300, [(8, 11)]),
        (60, 480, []),
        (60, 900, []),
        (0, 120, [(8, 12.5), (12.5, 15)]),
        (540, 0, []),
        (900, 0, []),
    ],
)
def test_a_break_is_in_the_middle_and_absence_takes_the_end(
    pause: int, away: int, worked: list[tuple[float, float]]
) -> None:
    assert hours(Shift(MONDAY, 8 * H, 17 * H, pause=pause, away=away)) == worked


def test_what_is_left_of_stretches_has_no_empty_ones() -> None:
    assert without([(0, 10), (5, 5)], []) == [(0, 10)]
    assert without([(0, 10)], [(0, 4), (8, 12)]) == [(4, 8)]
    assert without([(0, 10)], [(0, 10)]) == []


def clocked(kind: Kind, minutes: int, starts: int | None = None, ends: int | None = None, name: str = "a") -> Clocked:
    return Clocked(
        MONDAY, kind, minutes, None if starts is None else time(starts), None if ends is None else time(ends), name
    )


def test_a_registration_is_a_shift_when_both_its_times_are_known() -> None:
    entries = [
        clocked(Kind.HOURS_WORKED, 480, 8, 17),
        clocked(Kind.HOURS_WORKED, 480),
        clocked(Kind.HOURS_WORKED, 480, starts=8),
        clocked(Kind.HOURS_WORKED, 480, ends=17),
        clocked(Kind.OVERTIME_SIMPLE, 120, 18, 20, "b"),
    ]
    assert registered_shifts(entries) == [
        Shift(MONDAY, 8 * H, 17 * H, pause=60, reference="a"),
        Shift(MONDAY, 18 * H, 20 * H, ShiftKind.OVERTIME, reference="b"),
    ]


def test_each_scheduled_day_of_a_salary_is_a_shift_of_its_own() -> None:
    asked: list[date] = []

    def is_salaried(day: date) -> bool:
        asked.append(day)
        return True

    found = scheduled_shifts([], {MONDAY: OFFICE, TUESDAY: OFFICE}, is_salaried)
    assert found == [Shift(day, 8 * H, 17 * H, pause=60) for day in (MONDAY, TUESDAY)]
    assert asked == [MONDAY, TUESDAY]


def test_a_whole_day_registered_by_its_length_has_the_times_of_the_schedule_and_its_own_reference() -> None:
    entries = [clocked(Kind.HOURS_WORKED, 480, name="row 7")]
    assert scheduled_shifts(entries, {MONDAY: OFFICE}, lambda day: False) == [
        Shift(MONDAY, 8 * H, 17 * H, pause=60, reference="row 7")
    ]
