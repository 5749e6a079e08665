"""The average week of the hourly paid: hours worked where they are known, else the schedule's, and it is said."""

from dataclasses import replace
from datetime import date, timedelta

from payroll.rules.basis import Agreement, HoursBefore, Kind, PayslipBasis, Terms
from payroll.rules.payslip import calculate_payslip
from payroll.rules.result import PayslipLine
from tests.factories.payslip_basis import hourly, law, make_basis, monthly, october, registered

ILL = october(7)[0]
MINUTES = ((ILL - timedelta(days=29), 5_000), (ILL - timedelta(days=28), 600), (ILL - timedelta(days=1), 600))


def ill(terms: Terms, since: date, minutes: tuple[tuple[date, int], ...] = MINUTES, weeks: int = 4) -> PayslipBasis:
    return make_basis(
        terms,
        registrations=registered(Kind.SICK, october(7, 8)),
        agreement=Agreement(qualifying_weeks=weeks),
        hours_before=HoursBefore(since, minutes),
    )


def deduction(basis: PayslipBasis) -> PayslipLine:
    lines = calculate_payslip(basis, law()).lines
    return next(line for line in lines if line.pay_item == "qualifying_deduction")


def test_hours_of_the_weeks_before_the_illness_make_the_average_week() -> None:
    line = deduction(ill(hourly(200), ILL - timedelta(days=29)))
    assert line.explanation.formula == "−20 % × 80 % × 200 × 20 / 4 = -160.00"
    assert line.explanation.law == "sick_pay_act.qualifying_deduction_average"
    assert {one.name: one.value for one in line.explanation.inputs} == {
        "hourly_wage": "20000",
        "hours_worked_before": "20",
        "reference_weeks": "4",
        "reference_period": "2026-09-09 2026-10-06",
        "whole_qualifying_deduction": "16000",
    }


def test_a_history_shorter_than_the_weeks_or_without_hours_gives_the_schedule_and_says_so() -> None:
    exact, short = ILL - timedelta(days=28), ILL - timedelta(days=27)
    assert deduction(ill(hourly(200), exact)).amount == -160_00
    for basis in (
        ill(hourly(200), short),
        ill(hourly(200), exact, ()),
        replace(ill(hourly(200), exact), hours_before=None),
    ):
        line = deduction(basis)
        assert line.amount == -1280_00
        assert line.explanation.law == "sick_pay_act.qualifying_deduction_short_history"
        assert "reference_period" in {one.name for one in line.explanation.inputs}


def test_a_salary_or_an_agreement_without_weeks_goes_on_as_before() -> None:
    before = make_basis(hourly(200), registrations=registered(Kind.SICK, october(7, 8)))
    assert deduction(ill(hourly(200), ILL - timedelta(days=90), weeks=0)) == deduction(before)
    salaried = replace(before, terms=(monthly(35_000),))
    assert deduction(ill(monthly(35_000), ILL - timedelta(days=90))) == deduction(salaried)
