"""The unsocial hours of an average week, which a qualifying deduction takes of too."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from payroll.catalogue import pay_items
from payroll.rules.average_unsocial import UnsocialDays, unsocial_days
from payroll.rules.basis import Agreement, Kind, PayslipBasis
from payroll.rules.pay_items import GivenLine
from payroll.rules.shifts import Shift, ShiftKind
from payroll.rules.sick_pay import sick_lines
from payroll.rules.unsocial_bands import Band, Measure, UnsocialHours
from tests.factories.payslip_basis import hourly, law, make_basis, october, registered

H = 60
EVENING = Band("Kväll", ("0", "1", "2", "3", "4"), 18 * H, 24 * H, Measure.KRONOR, Decimal(30))
RULE = Agreement(unsocial=UnsocialHours("Avtalet", date(2026, 1, 1), (EVENING,)))
FIRST, LAST = october(1, 31)
MONDAY, TUESDAY, WEDNESDAY = october(5, 6, 7)


def evening(day: date, kind: ShiftKind = ShiftKind.WORKED, away: int = 0) -> Shift:
    """Four hours of it after 18."""
    return Shift(day, 14 * H, 22 * H, kind, away=away, reference=f"{kind}-{day}")


def basis(*shifts: Shift, **more: object) -> PayslipBasis:
    sick = registered(Kind.SICK, [MONDAY], 480)
    return make_basis(hourly(200), registrations=sick, agreement=RULE, shifts=shifts, **more)  # type: ignore[arg-type]


def test_shifts_that_were_worked_missed_or_taken_by_illness_count_whole_and_every_minute_once() -> None:
    ill, partly = evening(MONDAY, ShiftKind.ILL, away=480), evening(TUESDAY, ShiftKind.WORKED, away=240)
    same = evening(TUESDAY, ShiftKind.ILL, away=240)
    missed = evening(WEDNESDAY, ShiftKind.ABSENT)
    assert unsocial_days(basis(ill, partly, same, missed)) == UnsocialDays(FIRST, LAST, 360_00, 31)


@pytest.mark.parametrize(
    "shift",
    [evening(MONDAY, ShiftKind.OVERTIME), evening(date(2026, 11, 2)), Shift(MONDAY, 8 * H, 16 * H)],
    ids=["overtime", "paid later", "by day"],
)
def test_overtime_and_days_that_are_not_paid_are_no_part_of_it(shift: Shift) -> None:
    assert unsocial_days(basis(shift)) is None
    assert unsocial_days(basis(evening(MONDAY), shift)) == UnsocialDays(FIRST, LAST, 120_00, 31)


def test_it_is_for_the_days_of_the_employment_whose_shifts_are_known() -> None:
    assert unsocial_days(basis(evening(MONDAY), employed_from=MONDAY)) == UnsocialDays(FIRST, LAST, 120_00, 27)
    away = (*registered(Kind.VACATION, october(12, 13), 480), *registered(Kind.CARE_OF_CHILD, [MONDAY], 60))
    known = basis(evening(MONDAY))
    known = replace(known, registrations=(*known.registrations, *away))
    assert unsocial_days(known) == UnsocialDays(FIRST, LAST, 120_00, 29)
    until = october(30)[0]
    both_ends = basis(evening(FIRST), evening(until), deviation_last=until)
    assert unsocial_days(both_ends) == UnsocialDays(FIRST, until, 240_00, 30)


def test_without_bands_or_where_they_are_entered_by_hand_there_is_none() -> None:
    by_hand = GivenLine(pay_items()["unsocial_hours_supplement"].item, Decimal(1), amount=100_00)
    assert unsocial_days(basis(evening(MONDAY), given=(by_hand,))) is None
    assert unsocial_days(replace(basis(evening(MONDAY)), agreement=Agreement())) is None


def test_the_deduction_takes_twenty_per_cent_of_sick_pay_on_it() -> None:
    """120 × 7 / 31 = 27.0968 a week: (8 000 + 27.0968) × 80 % × 20 % = 1 284.34, and there are 1 280 + 96."""
    (line,) = [
        one
        for one in sick_lines(basis(evening(MONDAY, ShiftKind.ILL, away=480)), law())[0]
        if one.pay_item == "qualifying_deduction"
    ]
    assert line.amount == -1_284_34
    assert line.explanation.formula == "−20 % × 80 % × (200 × 40 + 120 × 7 / 31) = -1284.34"
    told = {one.name: one.value for one in line.explanation.inputs}
    assert told["unsocial_of_period"] == "12000"
    assert told["days_of_period"] == "31"
    assert told["unsocial_period"] == "2026-10-01 2026-10-31"
