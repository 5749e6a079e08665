"""Unsocial hours: which minutes are in which band, once each, and what an hour gives."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from payroll.catalogue import pay_items
from payroll.rules.basis import Agreement, Kind, PayslipBasis, Terms
from payroll.rules.pay_items import GivenLine
from payroll.rules.payslip import calculate_payslip
from payroll.rules.registered_shifts import Clocked, Planned, registered_shifts, scheduled_shifts
from payroll.rules.result import Input, Unit
from payroll.rules.shifts import Shift, ShiftKind
from payroll.rules.unsocial_bands import Band, Measure, UnsocialHours
from payroll.rules.unsocial_hours import unsocial_hours
from tests.factories.payslip_basis import hourly, law, make_basis, monthly, october, seen

H = 60
EVENING = Band("Kväll", ("0", "1", "2", "3", "4"), 18 * H, 24 * H, Measure.PERCENT, Decimal(50))
NIGHT = Band("Natt", ("0", "1", "2", "3", "4"), 22 * H, 30 * H, Measure.PERCENT, Decimal(70))
WEEKEND = Band("Helg", ("5", "6", "RED"), 0, 24 * H, Measure.PERCENT, Decimal(100))
(MONDAY, TUESDAY) = october(5, 6)
SPECIAL = ((date(2026, 10, 31), ("RED",)), (date(2026, 12, 25), ("MAJOR", "RED")))


def worked(*shifts: Shift, bands: tuple[Band, ...] = (EVENING, NIGHT, WEEKEND), **said: bool) -> PayslipBasis:
    rule = UnsocialHours("Avtalet", date(2026, 1, 1), bands, **said)
    agreement = Agreement(unsocial=rule)
    return make_basis(hourly(200), shifts=shifts, agreement=agreement, special_days=SPECIAL)


def minutes_in(basis: PayslipBasis) -> dict[str, int]:
    return {line.label: round(line.quantity * 60) for line in unsocial_hours(basis)}


def test_the_minutes_of_a_shift_go_to_the_band_that_they_are_in() -> None:
    assert minutes_in(worked(Shift(MONDAY, 14 * H, 20 * H + 30))) == {"Kväll": 150}
    assert minutes_in(worked(Shift(MONDAY, 8 * H, 17 * H))) == {}


def test_where_bands_meet_an_hour_has_the_highest_or_the_first_that_the_agreement_names() -> None:
    night = Shift(MONDAY, 21 * H, 23 * H)
    assert minutes_in(worked(night)) == {"Kväll": 60, "Natt": 60}
    assert minutes_in(worked(night, by_order=True)) == {"Kväll": 120}


def test_a_night_over_midnight_belongs_to_the_day_on_which_the_band_begins() -> None:
    friday, sunday, saturday = october(9, 11, 10)
    assert minutes_in(worked(Shift(MONDAY, 22 * H, 30 * H))) == {"Natt": 480}
    assert minutes_in(worked(Shift(friday, 22 * H, 30 * H))) == {"Natt": 120, "Helg": 360}
    assert minutes_in(worked(Shift(sunday, 22 * H, 30 * H))) == {"Helg": 120}
    # Saturday's early hours belong to Friday's night too: the weekend gives more.
    assert minutes_in(worked(Shift(saturday, 0, 6 * H), bands=(NIGHT,))) == {"Natt": 360}


def test_red_days_go_by_what_the_day_is() -> None:
    christmas = date(2026, 12, 25)  # a Friday
    basis = replace(worked(Shift(christmas, 19 * H, 23 * H)), deviation_last=date(2026, 12, 31))
    assert minutes_in(basis) == {"Helg": 240}


def test_a_break_is_counted_in_the_middle_and_absence_at_the_end() -> None:
    assert minutes_in(worked(Shift(MONDAY, 14 * H, 22 * H, pause=30))) == {"Kväll": 225}
    assert minutes_in(worked(Shift(MONDAY, 14 * H, 22 * H, pause=30, away=60))) == {"Kväll": 165}
    assert minutes_in(worked(Shift(MONDAY, 14 * H, 22 * H, pause=30, away=300))) == {}
    assert minutes_in(worked(Shift(MONDAY, 14 * H, 22 * H, pause=30, away=450))) == {}


def test_no_minute_is_counted_twice_nor_together_with_overtime_or_absence() -> None:
    long, short = Shift(MONDAY, 16 * H, 22 * H), Shift(MONDAY, 19 * H, 23 * H, reference="b")
    assert minutes_in(worked(long, short, bands=(EVENING,))) == {"Kväll": 300}
    between = Shift(MONDAY, 17 * H, 18 * H, reference="c")
    assert minutes_in(worked(long, between, short, bands=(EVENING,))) == {"Kväll": 300}
    over = Shift(MONDAY, 20 * H, 24 * H, ShiftKind.OVERTIME)
    assert minutes_in(worked(long, over)) == {"Kväll": 120}
    assert minutes_in(worked(long, over, bands=(EVENING,), with_overtime=True)) == {"Kväll": 360}
    gone = Shift(MONDAY, 18 * H, 19 * H, ShiftKind.ABSENT)
    assert minutes_in(worked(long, gone)) == {"Kväll": 180}


def test_a_night_when_the_clocks_change_is_as_long_as_it_was() -> None:
    spring, autumn = date(2026, 3, 28), october(24)[0]
    all_nights = replace(NIGHT, days=("5",))
    for day, minutes in ((spring, 420), (autumn, 540)):
        basis = worked(Shift(day, 22 * H, 30 * H), bands=(all_nights,))
        assert minutes_in(basis) == {"Natt": minutes}


def test_an_hour_gives_a_share_of_the_hourly_pay_a_part_of_the_month_or_kronor() -> None:
    shift = Shift(MONDAY, 18 * H, 20 * H)
    told = []
    for measure, value in ((Measure.PERCENT, "50"), (Measure.DIVISOR, "600"), (Measure.KRONOR, "25.50")):
        band = replace(EVENING, measure=measure, value=Decimal(value))
        for terms in (hourly(200), monthly(17_500, 50)):
            (line,) = unsocial_hours(replace(worked(shift, bands=(band,)), terms=(terms,)))
            told.append((line.amount, line.explanation.formula))
    assert told == [
        (200_00, "2 × 200 × 50 % = 200.00"),
        (212_12, "2 × 35000 / 165 × 50 % = 212.12"),
        (110_00, "2 × 200 × 165 / 600 = 110.00"),
        (116_67, "2 × 35000 / 600 = 116.67"),
        (51_00, "2 × 25.5 = 51.00"),
        (51_00, "2 × 25.5 = 51.00"),
    ]


def test_each_pay_has_its_own_line_and_days_without_terms_have_none() -> None:
    raised = october(6)[0]
    before, after = hourly(200, ends_on=MONDAY), hourly(300, starts_on=raised)
    shifts = [Shift(day, 18 * H, 19 * H) for day in (*october(5, 6, 7), date(2026, 10, 9))]
    basis = replace(worked(*shifts), terms=(before, after), employed_to=october(7)[0])
    assert [line.amount for line in unsocial_hours(basis)] == [100_00, 300_00]
    hired = replace(worked(*shifts), terms=(hourly(300, starts_on=raised),), employed_from=raised)
    assert [line.amount for line in unsocial_hours(hired)] == [450_00]


def test_the_line_tells_the_agreement_the_band_and_each_shift() -> None:
    basis = worked(Shift(MONDAY, 16 * H, 20 * H, reference="a"), Shift(TUESDAY, 17 * H, 24 * H))
    lines = unsocial_hours(basis)
    why = lines[0].explanation
    assert {one.name: one.value for one in why.inputs} == {
        "hourly_wage": "20000",
        "unsocial_agreement": "Avtalet 2026-01-01",
        "unsocial_band": "0,1,2,3,4 18:00-24:00",
        "unsocial_shift": "2026-10-05 16:00-20:00 120",
        "unsocial_scheduled_shift": "2026-10-06 17:00-24:00 240",
    }
    assert (why.references, lines[0].first_day, lines[0].last_day) == (("a",), MONDAY, TUESDAY)
    assert lines[1].explanation.inputs[-2].value == "0,1,2,3,4 22:00-06:00"


def test_the_line_tells_how_many_hours_a_month_is_counted_as_where_that_is_used() -> None:
    told = {}
    for measure in (Measure.PERCENT, Measure.DIVISOR):
        band = replace(EVENING, measure=measure, value=Decimal(600))
        for form, terms in (("hourly", hourly(200)), ("monthly", monthly(35_000))):
            basis = replace(worked(Shift(MONDAY, 18 * H, 20 * H), bands=(band,)), terms=(terms,))
            inputs = unsocial_hours(basis)[0].explanation.inputs
            told[measure, form] = [one for one in inputs if one.name == "hourly_divisor"]
    month = [Input("hourly_divisor", "165", Unit.COUNT)]
    assert told == {
        (Measure.PERCENT, "hourly"): [],
        (Measure.PERCENT, "monthly"): month,
        (Measure.DIVISOR, "hourly"): month,
        (Measure.DIVISOR, "monthly"): [],
    }


def test_hours_entered_by_hand_replace_the_rule_for_the_month() -> None:
    item = pay_items()["unsocial_hours_supplement"].item
    by_hand = GivenLine(item, Decimal(3), 40_00)
    slip = calculate_payslip(replace(worked(Shift(MONDAY, 18 * H, 20 * H)), given=(by_hand,)), law())
    assert [line.pay_item for line in slip.lines if "unsocial" in line.pay_item] == ["unsocial_hours_supplement"]


def test_vacation_pay_of_the_hourly_paid_is_counted_on_it() -> None:
    slip = calculate_payslip(worked(Shift(MONDAY, 18 * H, 20 * H)), law())
    assert [(line.pay_item, line.amount) for line in slip.lines][:2] == [
        ("unsocial_hours", 200_00),
        ("hourly_vacation_pay", 24_00),
    ]
    salaried = replace(worked(Shift(MONDAY, 18 * H, 20 * H)), terms=(monthly(35_000),))
    assert "hourly_vacation_pay" not in [line.pay_item for line in calculate_payslip(salaried, law()).lines]


def clocked(kind: Kind, minutes: int, hours: tuple[int, int] | None = None, day: date = MONDAY) -> Clocked:
    starts, ends = (time(hours[0]), time(hours[1])) if hours else (None, None)
    return Clocked(day, kind, minutes, starts, ends, f"{kind}")


def test_registrations_with_clock_times_are_shifts_and_what_is_missing_of_them_is_the_break() -> None:
    entries = [
        clocked(Kind.HOURS_WORKED, 450, (14, 22)),
        clocked(Kind.ADDITIONAL_TIME, 120, (22, 0)),
        clocked(Kind.COMP_SIMPLE, 60, (6, 7)),
        clocked(Kind.CARE_OF_CHILD, 30, (15, 16)),
        clocked(Kind.OVERTIME_SIMPLE, 60),
    ]
    told = [(one.starts, one.ends, one.kind, one.pause) for one in registered_shifts(entries)]
    assert seen(*told) == (
        (840, 1320, ShiftKind.WORKED, 30),
        (1320, 1440, ShiftKind.WORKED, 0),
        (360, 420, ShiftKind.OVERTIME, 0),
        (900, 960, ShiftKind.ABSENT, 0),
    )


def test_the_schedule_counts_where_no_hours_are_registered_less_absence() -> None:
    plan = {MONDAY: Planned(time(14), time(23), 480)}

    def shifts(*entries: Clocked, is_salaried: bool = True) -> list[tuple[int, int]]:
        return [(one.pause, one.away) for one in scheduled_shifts(entries, plan, lambda day: is_salaried)]

    assert shifts() == [(60, 0)]
    assert shifts(clocked(Kind.CARE_OF_CHILD, 480)) == shifts(clocked(Kind.HOURS_WORKED, 300, (9, 14))) == []
    assert shifts(clocked(Kind.CARE_OF_CHILD, 120)) == [(60, 120)]
    assert shifts(clocked(Kind.CARE_OF_CHILD, 120, (14, 16))) == [(60, 0)]
    assert shifts(clocked(Kind.HOURS_WORKED, 300)) == []
    assert shifts(is_salaried=False) == []
    assert shifts(clocked(Kind.HOURS_WORKED, 480), is_salaried=False) == [(60, 0)]


def test_terms_are_those_of_the_day_on_which_a_shift_begins() -> None:
    before: Terms = hourly(100, ends_on=MONDAY)
    basis = replace(worked(Shift(MONDAY, 22 * H, 30 * H)), terms=(before, hourly(900, starts_on=TUESDAY)))
    assert [line.amount for line in unsocial_hours(basis)] == [8 * 70_00]
