"""Sick pay on the unsocial hours that an illness takes: 80 % of their supplement, days 1–14."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from common.periods import days_between
from payroll.catalogue import pay_items
from payroll.rules.basis import Agreement, Kind, PayslipBasis, SickHistory
from payroll.rules.pay_items import GivenLine
from payroll.rules.registered_shifts import Clocked, Planned, registered_shifts, scheduled_shifts
from payroll.rules.result import PayslipLine
from payroll.rules.shifts import Shift, ShiftKind
from payroll.rules.sick_pay import sick_lines
from payroll.rules.unsocial_bands import Band, Measure, UnsocialHours
from payroll.rules.unsocial_hours import unsocial_hours
from tests.factories.payslip_basis import hourly, law, make_basis, monthly, october, registered

H = 60
EVENING = Band("Kväll", ("0", "1", "2", "3", "4"), 18 * H, 24 * H, Measure.KRONOR, Decimal(30))
RULE = UnsocialHours("Avtalet", date(2026, 1, 1), (EVENING,))
(MONDAY, TUESDAY) = october(5, 6)
PLAN = {day: Planned(time(14), time(22, 30), 480) for day in days_between(*october(1, 31))}


def ill(*entries: Clocked, wage: int = 200) -> PayslipBasis:
    """By an hourly wage, on a schedule of 14–22:30 with half an hour's break."""
    shifts = [*registered_shifts(entries), *scheduled_shifts(entries, PLAN, lambda day: False)]
    days: dict[date, int] = {}
    for one in entries:
        days[one.day] = days.get(one.day, 0) + one.minutes
    sick = tuple(one for day, minutes in days.items() for one in registered(Kind.SICK, [day], minutes))
    return make_basis(hourly(wage), registrations=sick, agreement=Agreement(unsocial=RULE), shifts=tuple(shifts))


def sick(day: date, minutes: int, clock: tuple[int, int] | None = None) -> Clocked:
    starts, ends = (None, None) if clock is None else (time(clock[0]), time(clock[1]))
    return Clocked(day, Kind.SICK, minutes, starts, ends, f"SICK-{day}")


def lost(basis: PayslipBasis) -> list[PayslipLine]:
    return [one for one in sick_lines(basis, law())[0] if one.pay_item == "sick_pay_unsocial"]


def test_a_whole_day_loses_the_supplement_of_the_shift_that_was_planned() -> None:
    (line,) = lost(ill(sick(MONDAY, 480)))
    # 18:30–22:30: the break is in the middle, 18:00–18:30. 4 × 30 × 80 %.
    assert (line.quantity, line.amount, line.label) == (Decimal(4), 96_00, "Kväll")
    assert line.explanation.formula == "4 × 30 × 80 % = 96.00"
    assert line.explanation.law == "sick_pay_act.unsocial"
    assert line.explanation.references == (f"SICK-{MONDAY}",)
    assert [figure.name for figure in line.explanation.figures] == ["sick_pay_rate"]
    told = {one.name: one.value for one in line.explanation.inputs}
    assert told["unsocial_shift"] == "2026-10-05 14:00-22:30 240"


def test_part_of_a_day_loses_its_end_or_the_time_that_is_told() -> None:
    assert [one.quantity for one in lost(ill(sick(MONDAY, 120)))] == [Decimal(2)]
    assert lost(ill(sick(MONDAY, 120, (14, 16)))) == []
    assert [one.quantity for one in lost(ill(sick(MONDAY, 180, (17, 20))))] == [Decimal(2)]


def test_nothing_is_lost_after_the_fourteenth_day_nor_without_bands_nor_of_what_is_entered_by_hand() -> None:
    late = replace(ill(sick(MONDAY, 480)), sick_history=SickHistory(october(2)[0], 14, 0, 1))
    assert lost(late) == []
    known = ill(sick(MONDAY, 480))
    assert lost(replace(known, agreement=Agreement())) == []
    by_hand = GivenLine(pay_items()["unsocial_hours_supplement"].item, Decimal(1), amount=100_00)
    assert lost(replace(known, given=(by_hand,))) == []


def test_the_qualifying_deduction_takes_of_all_the_sick_pay() -> None:
    # Four hours a week give a deduction of 640 × 20 %; of half an hour there are 80 + 12.
    basis = replace(ill(sick(MONDAY, 30)), weekly_minutes=40 * H)
    amounts = {one.pay_item: one.amount for one in sick_lines(basis, law())[0]}
    assert amounts == {"sick_pay": 80_00, "sick_pay_unsocial": 12_00, "qualifying_deduction": -92_00}


def test_what_is_worked_beside_the_illness_keeps_its_supplement() -> None:
    entries = [sick(MONDAY, 120)]
    salaried = scheduled_shifts(entries, {MONDAY: PLAN[MONDAY]}, lambda day: True)
    assert [(one.kind, one.away) for one in salaried] == [(ShiftKind.ILL, 120), (ShiftKind.WORKED, 120)]
    basis = make_basis(
        monthly(30_000), agreement=Agreement(unsocial=RULE), shifts=tuple(salaried), registrations=registered(
            Kind.SICK, [MONDAY], 120
        ),
    )  # fmt: skip
    assert [one.quantity for one in unsocial_hours(basis)] == [Decimal(2)]
    assert [one.quantity for one in lost(basis)] == [Decimal(2)]
    whole = scheduled_shifts([sick(MONDAY, 480)], {MONDAY: PLAN[MONDAY]}, lambda day: True)
    assert [(one.kind, one.away) for one in whole] == [(ShiftKind.ILL, 480)]


def test_no_minute_of_an_illness_is_paid_twice() -> None:
    twice = ill(sick(MONDAY, 180, (17, 20)), sick(MONDAY, 180, (18, 21)))
    assert [one.quantity for one in lost(twice)] == [Decimal(3)]


def test_an_illness_takes_its_part_of_a_shift_and_a_whole_one_all_of_it() -> None:
    part = Shift(MONDAY, 14 * H, 22 * H, ShiftKind.ILL, away=60)
    whole = Shift(MONDAY, 14 * H, 22 * H, ShiftKind.ILL, pause=30, away=450)
    first, last = part.whole
    assert part.taken() == [(last - 60, last)]
    assert whole.taken() == [(first, last)]


def test_shifts_are_told_by_date_whether_they_were_registered_or_scheduled() -> None:
    (wednesday,) = october(7)
    (line,) = lost(ill(sick(MONDAY, 480), sick(TUESDAY, 180, (17, 20)), sick(wednesday, 480)))
    told = [one.value.split(" ")[0] for one in line.explanation.inputs if one.name == "unsocial_shift"]
    assert told == [str(MONDAY), str(TUESDAY), str(wednesday)]
    assert line.explanation.references == tuple(f"SICK-{day}" for day in (MONDAY, TUESDAY, wednesday))
