"""Unsocial hours follow from the clock times of registrations and schedules, for those whose agreement has them."""

from datetime import date, time

import pytest

from common.periods import Month
from common.rls import as_system
from employment.rules.unsocial_hours import read_band
from payroll.basis import bases_for
from payroll.checks import employees_in
from payroll.operations.runs import create_run
from payroll.registration_preview import pay_lines
from payroll.rules.payslip import calculate_payslip
from payroll.rules.sick_pay import sick_lines
from payroll.rules.unsocial_hours import unsocial_hours
from payroll.statutory import parameters_on
from tests.factories.accounts import make_company
from tests.factories.employment import make_agreement, make_employee
from tests.factories.payroll import make_payroll_user
from tests.factories.timereporting import give_schedule, make_entries, make_schedule
from timereporting.operations.schedules import Day
from timereporting.pay_preview import Tentative
from timereporting.rules.durations import Span
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db
EVENINGS = read_band("Kväll", "mån-fre", "18-24", "1/600")
NIGHTS = read_band("Natt", "alla dagar", "22-06", "50 %")


def october(number: int) -> date:
    return date(2026, 10, number)


def test_shifts_registered_and_scheduled_give_the_hours_of_the_agreement() -> None:
    company = make_company()
    eva = make_payroll_user(company)
    make_agreement(company, "Vård", unsocial_bands=[EVENINGS, NIGHTS], unsocial_by_schedule=True)
    late = make_schedule(company, "Kväll", [Day(weekday, time(14), time(23), 60) for weekday in (0, 1)])
    li, dan = make_employee(company, "Li Sund"), make_employee(company, "Dan Lönn", hourly_wage=200_00)
    give_schedule(li, late)
    # Li: eight scheduled evenings in October; one away, one of them the last two hours, one other hours.
    make_entries(li, [october(5)], QuickChoice.SICK, eva)
    make_entries(li, [october(6)], QuickChoice.CARE_OF_CHILD, eva, minutes=120)
    make_entries(li, [october(12)], QuickChoice.HOURS_WORKED, eva, span=Span(time(8), time(17), 60))
    make_entries(li, [october(13)], QuickChoice.OVERTIME_SIMPLE, eva, span=Span(time(22), time(1)))
    make_entries(dan, [october(9)], QuickChoice.HOURS_WORKED, eva, span=Span(time(22), time(6), 60))
    make_entries(dan, [october(14)], QuickChoice.HOURS_WORKED, eva, minutes=480)
    with as_system(reason="test", company_id=company.pk):
        run = create_run(company_id=company.pk, month=Month(2026, 11), by=eva)
        people = employees_in(run)
        found = {one.given_name: basis for one, basis in zip(people, bases_for(run, people), strict=True)}
    told = {
        name: {line.label: line.quantity for line in unsocial_hours(basis)} for name, basis in sorted(found.items())
    }
    # The break lies in the middle, 18–19. Four whole evenings 19–22 and 22–23; 19–21 on the day that ended two hours
    # early; 19–22 on the day whose last hour is overtime. Dan's night is 22–06 less the break.
    assert told == {"Dan": {"Natt": 7}, "Li": {"Kväll": 17, "Natt": 4}}
    law = parameters_on(date(2026, 11, 25))
    assert calculate_payslip(found["Dan"], law).lines[1].amount == 700_00
    # The evening that Li was ill is paid for with 80 %: three hours and one.
    ill = [one for one in sick_lines(found["Li"], law)[0] if one.pay_item == "sick_pay_unsocial"]
    assert {one.label: one.quantity for one in ill} == {"Kväll": 3, "Natt": 1}


def test_what_is_not_registered_yet_shows_the_unsocial_hours_that_it_gives_or_takes() -> None:
    company = make_company()
    eva = make_payroll_user(company)
    make_agreement(company, "Vård", unsocial_bands=[EVENINGS], unsocial_by_schedule=True)
    late = make_schedule(company, "Kväll", [Day(weekday, time(14), time(23), 60) for weekday in (0, 1)])
    li, dan = make_employee(company, "Li Sund"), make_employee(company, "Dan Lönn", hourly_wage=200_00)
    give_schedule(li, late)
    hour = make_entries(li, [october(5)], QuickChoice.SICK, eva, minutes=60)
    with as_system(reason="test", company_id=company.pk):
        whole = pay_lines(company.pk, li.pk, [Tentative(october(5), QuickChoice.SICK, 480, replaces=tuple(hour))])
        night = [Tentative(october(9), QuickChoice.HOURS_WORKED, 240, Span(time(19), time(23)))]
        worked = pay_lines(company.pk, dan.pk, night)
    assert [one.quantity for one in whole if one.pay_item == "Sjuklön på Kväll"] == ["4 h"]
    (change,) = [one for one in whole if one.pay_item == "Kväll, ändring"]
    # Eight evenings of four hours at 35 000 / 600 an hour, less one of them.
    assert (change.amount, change.formula) == (1_633_33 - 1_866_67, "1\xa0866,67 → 1\xa0633,33")
    assert [one.quantity for one in worked if one.pay_item == "Kväll"] == ["4 h"]


def test_nothing_is_read_for_those_whose_agreement_has_none() -> None:
    company = make_company()
    eva = make_payroll_user(company)
    li = make_employee(company, "Li Sund")
    make_entries(li, [october(5)], QuickChoice.HOURS_WORKED, eva, span=Span(time(18), time(23)))
    with as_system(reason="test", company_id=company.pk):
        run = create_run(company_id=company.pk, month=Month(2026, 11), by=eva)
        (basis,) = bases_for(run, [li])
    assert (basis.shifts, basis.special_days, basis.agreement.unsocial) == ((), (), None)
