"""States, schedules, choices and findings."""

from datetime import date, time
from itertools import product

import pytest

from employment.rules.periods import Period
from timereporting.rules.finding_kinds import Entry, FindingKind
from timereporting.rules.findings import Expected, findings
from timereporting.rules.quick_choices import (
    LengthImpossible,
    MoreThanPlanned,
    NothingPlanned,
    QuickChoice,
    is_absence,
    minutes_registered,
)
from timereporting.rules.report_states import (
    CHANGEABLE,
    TRANSITIONS,
    ReportAction,
    ReportState,
    TransitionNotAllowed,
    next_state,
)
from timereporting.rules.schedules import Assigned, planned_minutes, weekly_minutes

MONDAY, SATURDAY = date(2026, 10, 5), date(2026, 10, 10)
WEEK = Assigned(date(2026, 1, 1), None, dict.fromkeys(range(5), 480))


@pytest.mark.parametrize(("state", "action"), list(product(ReportState, ReportAction)))
def test_every_action_in_every_state_has_one_answer(state: ReportState, action: ReportAction) -> None:
    expected = TRANSITIONS.get((state, action))
    if expected is None:
        with pytest.raises(TransitionNotAllowed):
            next_state(state, action)
    else:
        assert next_state(state, action) == expected


def test_what_payroll_has_cannot_be_changed() -> None:
    assert not CHANGEABLE & {ReportState.IMPORTED, ReportState.LOCKED}


def test_a_schedule_plans_its_weekdays_and_nothing_on_red_days() -> None:
    planned = planned_minutes([WEEK], {date(2026, 12, 25)}, date(2026, 12, 24), date(2026, 12, 28))
    assert list(planned.values()) == [480, 0, 0, 0, 480]


def test_a_new_schedule_takes_over_from_its_day() -> None:
    old = Assigned(date(2026, 1, 1), date(2026, 10, 4), {0: 480})
    new = Assigned(date(2026, 10, 5), None, {0: 240})
    planned = planned_minutes([old, new], (), date(2026, 9, 28), MONDAY)
    assert (planned[date(2026, 9, 28)], planned[MONDAY]) == (480, 240)
    assert weekly_minutes([old, new], MONDAY) == 240
    assert weekly_minutes([], MONDAY) == 0


def test_a_whole_day_needs_a_schedule_and_absence_fits_in_it() -> None:
    assert minutes_registered(QuickChoice.SICK, None, 480, MONDAY) == 480
    assert minutes_registered(QuickChoice.VACATION, 60, 480, MONDAY) == 480
    assert minutes_registered(QuickChoice.OVERTIME_SIMPLE, 600, 0, SATURDAY) == 600
    with pytest.raises(NothingPlanned):
        minutes_registered(QuickChoice.SICK, None, 0, SATURDAY)
    with pytest.raises(MoreThanPlanned) as refused:
        minutes_registered(QuickChoice.SICK, 481, 480, MONDAY)
    for nothing_or_too_much in (0, -30, 1441):
        with pytest.raises(LengthImpossible):
            minutes_registered(QuickChoice.HOURS_WORKED, nothing_or_too_much, 480, MONDAY)
    assert (refused.value.day, refused.value.planned) == (MONDAY, 480)


def test_overtime_is_no_absence() -> None:
    assert [is_absence(choice) for choice in (QuickChoice.SICK, QuickChoice.OVERTIME_SIMPLE)] == [True, False]


def kinds(*entries: Entry, reports_hours: bool = False, planned: int = 480) -> list[FindingKind]:
    expected = Expected({MONDAY: planned}, reports_hours, until=SATURDAY)
    return [finding.kind for finding in findings(entries, expected)]


def test_a_day_as_planned_is_nothing_to_look_at() -> None:
    assert kinds(Entry(MONDAY, QuickChoice.SICK, 480)) == []


def test_only_those_paid_by_the_hour_can_miss_a_day() -> None:
    assert kinds() == []
    assert kinds(reports_hours=True) == [FindingKind.MISSING]


@pytest.mark.parametrize(
    ("entries", "planned", "kind"),
    [
        ([Entry(MONDAY, QuickChoice.HOURS_WORKED, 60)], 0, FindingKind.OUTSIDE_SCHEDULE),
        (
            [Entry(MONDAY, QuickChoice.SICK, 300), Entry(MONDAY, QuickChoice.SICK, 300)],
            480,
            FindingKind.MORE_THAN_PLANNED,
        ),
        (
            [Entry(MONDAY, QuickChoice.SICK, 240), Entry(MONDAY, QuickChoice.VACATION, 240)],
            480,
            FindingKind.SEVERAL_ABSENCES,
        ),
        ([Entry(MONDAY, QuickChoice.OVERTIME_SIMPLE, 360)], 480, FindingKind.LONG_DAY),
        ([Entry(MONDAY, QuickChoice.HOURS_WORKED, 800)], 480, FindingKind.LONG_DAY),
    ],
)
def test_what_is_not_as_planned_is_found(entries: list[Entry], planned: int, kind: FindingKind) -> None:
    assert kind in kinds(*entries, planned=planned)


def test_more_than_fifty_hours_of_overtime_a_month_is_found() -> None:
    entries = [Entry(date(2026, 10, day), QuickChoice.OVERTIME_QUALIFIED, 301) for day in range(1, 11)]
    found = findings(entries, Expected({}, reports_hours=False, until=SATURDAY))
    assert [(one.kind, one.minutes) for one in found if one.day is None] == [(FindingKind.MUCH_OVERTIME, 3010)]


def at(day: date, choice: QuickChoice, start: int, end: int) -> Entry:
    return Entry(day, choice, (end - start) % 24 * 60, time(start), time(end % 24))


def test_registrations_that_overlap_are_both_named() -> None:
    entries = [at(MONDAY, QuickChoice.HOURS_WORKED, 8, 17), at(MONDAY, QuickChoice.OVERTIME_SIMPLE, 16, 19)]
    found = findings(entries, Expected({MONDAY: 480}, True, SATURDAY))
    overlap = next(one for one in found if one.kind == FindingKind.OVERLAP)
    assert (overlap.minutes, overlap.choices) == (60, (QuickChoice.HOURS_WORKED, QuickChoice.OVERTIME_SIMPLE))


def test_less_than_eleven_hours_between_two_days_is_found() -> None:
    tuesday = date(2026, 10, 6)
    hours = {MONDAY: (time(8), time(17)), tuesday: (time(8), time(17))}
    planned = dict.fromkeys(hours, 480)
    late = [at(MONDAY, QuickChoice.OVERTIME_SIMPLE, 17, 23)]
    found = findings(late, Expected(planned, False, SATURDAY, hours))
    assert [(one.day, one.minutes) for one in found if one.kind == FindingKind.SHORT_REST] == [(tuesday, 9 * 60)]
    away = [*late, Entry(tuesday, QuickChoice.SICK, 480)]
    assert FindingKind.SHORT_REST not in [one.kind for one in findings(away, Expected(planned, False, SATURDAY, hours))]


def test_time_outside_the_employment_is_found_and_nothing_is_missing_there() -> None:
    expected = Expected({}, True, SATURDAY, employments=[Period(date(2026, 10, 6))])
    assert [one.kind for one in findings([Entry(MONDAY, QuickChoice.HOURS_WORKED, 60)], expected)] == [
        FindingKind.OUTSIDE_EMPLOYMENT
    ]


def test_a_day_of_more_hours_than_planned_is_shown_with_the_difference() -> None:
    found = findings([Entry(MONDAY, QuickChoice.HOURS_WORKED, 540)], Expected({MONDAY: 480}, True, SATURDAY))
    assert [(one.kind, one.minutes) for one in found] == [(FindingKind.MORE_HOURS, 60)]
