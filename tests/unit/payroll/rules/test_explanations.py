"""Every line of every rule says why it is what it is: figures in the formula, inputs, the law's figures, the source."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from common.money import kronor
from payroll.rules.basis import (
    Agreement,
    Exemption,
    Kind,
    PayslipBasis,
    Registration,
    SickHistory,
    Tax,
    TaxMethod,
    Terms,
    VacationAtHand,
    VacationPayout,
)
from payroll.rules.payslip import calculate_payslip
from payroll.rules.result import Explanation, PayslipLine
from payroll.rules.shifts import Shift, ShiftKind
from payroll.rules.unsocial_bands import Band, Measure, UnsocialHours
from payroll.rules.vacation_order import DayKind
from tests.factories.payslip_basis import PAYDAY, SIDE_INCOME, hourly, law, make_basis, monthly, october, registered

LONG_ILLNESS = SickHistory(october(1)[0].replace(month=9, day=30), 30, 0, 1)
HOURS = Kind.HOURS_WORKED


def of(terms: Terms, kind: Kind | None = None, *days: int, minutes: int = 480, **changes: Any) -> PayslipBasis:
    made: tuple[Registration, ...] = registered(kind, october(*days), minutes) if kind else ()
    return make_basis(terms, registrations=made, **changes)


AT_HAND = VacationAtHand(((DayKind.PAID, Decimal(2)), (DayKind.UNPAID, Decimal(5))), Decimal("0.046"))
PAYOUT = VacationPayout(Decimal(3), 470_000, "3 × 1620.00 − 160.00")
SALARY, PART_TIME, WAGE = monthly(35_000), monthly(16_000, 50), hourly(148)
SUPPLEMENT = Agreement(sick_supplement_rate=Decimal("0.10"), sick_supplement_above_rate=Decimal("0.90"))
EVENINGS = UnsocialHours("Avtalet", october(1)[0], (Band("", ("0",), 18 * 60, 24 * 60, Measure.PERCENT, Decimal(40)),))
BASES = {
    "monthly_salary": of(SALARY),
    "part_month_salary": of(SALARY, employed_from=october(1)[0].replace(month=11, day=16)),
    "hourly_pay": of(WAGE, HOURS, 5),
    "hourly_vacation_pay": of(WAGE, HOURS, 5),
    "overtime_simple": of(PART_TIME, Kind.OVERTIME_SIMPLE, 5, minutes=150),
    "overtime_qualified": of(WAGE, Kind.OVERTIME_QUALIFIED, 5, minutes=150),
    "additional_time": of(PART_TIME, Kind.ADDITIONAL_TIME, 5, minutes=120),
    "unsocial_hours": of(PART_TIME, agreement=Agreement(unsocial=EVENINGS), shifts=(Shift(october(5)[0], 900, 1215),)),
    "vacation_supplement": of(SALARY, Kind.VACATION, 5),
    "vacation_pay": of(SALARY, Kind.VACATION, 5, 6, vacation=replace(AT_HAND, percentage_day_pay=150_050)),
    "vacation_day_deduction": of(SALARY, Kind.VACATION, 5, 6, vacation=replace(AT_HAND, percentage_day_pay=150_050)),
    "vacation_variable_pay": of(SALARY, Kind.VACATION, 5, 6, vacation=replace(AT_HAND, variable_day_pay=8_450)),
    "unpaid_vacation_deduction": of(SALARY, Kind.VACATION, 5, 6, 7, vacation=replace(AT_HAND, workdays=Decimal(3))),
    "vacation_compensation": of(SALARY, vacation=replace(AT_HAND, payouts=(PAYOUT,))),
    "sick_deduction": of(SALARY, Kind.SICK, 7),
    "sick_pay": of(SALARY, Kind.SICK, 7),
    "sick_pay_unsocial": of(
        PART_TIME,
        Kind.SICK,
        5,
        agreement=Agreement(unsocial=EVENINGS),
        shifts=(Shift(october(5)[0], 900, 1215, ShiftKind.ILL, away=315),),
    ),
    "qualifying_deduction": of(SALARY, Kind.SICK, 7),
    "sick_deduction_day_15": of(SALARY, Kind.SICK, 1, sick_history=LONG_ILLNESS),
    "sick_supplement": of(monthly(60_000), Kind.SICK, 1, sick_history=LONG_ILLNESS, agreement=SUPPLEMENT),
    "care_of_child_deduction": of(SALARY, Kind.CARE_OF_CHILD, 7),
    "parental_leave_deduction": of(SALARY, Kind.PARENTAL_LEAVE, 5, 6, 7, 8, 9, 12),
    "close_relative_care_deduction": of(SALARY, Kind.CLOSE_RELATIVE_CARE, 7),
    "contagion_deduction": of(SALARY, Kind.CONTAGION, 7),
    "military_service_deduction": of(SALARY, Kind.MILITARY_SERVICE, 5, 6, 7, 8, 9, 12),
    "study_leave_deduction": of(SALARY, Kind.STUDY_LEAVE, 7),
    "unpaid_leave_deduction": of(SALARY, Kind.UNPAID_LEAVE, 7),
    "other_absence_deduction": of(PART_TIME, Kind.OTHER_ABSENCE, 7, minutes=90),
    "preliminary_tax": of(SALARY),
    "secondary_income_tax": of(SALARY, tax=SIDE_INCOME),
    "adjusted_tax": of(SALARY, tax=Tax(TaxMethod.ADJUSTMENT_RATE, rate=Decimal(18))),
    "fixed_tax": of(SALARY, tax=Tax(TaxMethod.ADJUSTMENT_AMOUNT, amount=250_000)),
    "sink_tax": of(SALARY, tax=Tax(TaxMethod.SINK)),
    "artist_sink_tax": of(SALARY, tax=Tax(TaxMethod.ARTIST_SINK)),
    "no_tax": of(SALARY, tax=Tax(TaxMethod.NO_TAX)),
    "student_free_tax": of(monthly(8_000), tax=replace(SIDE_INCOME, exemption=Exemption.STUDENT)),
    "low_income_free_tax": of(monthly(900), tax=replace(SIDE_INCOME, exemption=Exemption.LOW_INCOME)),
    "extra_tax": of(SALARY, tax=replace(SIDE_INCOME, extra=50_000)),
}
INPUTS = {
    "monthly_salary": {"monthly_salary", "employment_rate"},
    "part_month_salary": {"monthly_salary", "employment_rate"},
    "hourly_pay": {"hourly_wage"},
    "hourly_vacation_pay": {"hourly_pay", "hourly_vacation_rate"},
    "overtime_simple": {"monthly_salary", "employment_rate", "hourly_divisor"},
    "overtime_qualified": {"hourly_wage", "overtime_factor"},
    "additional_time": {"monthly_salary", "employment_rate", "hourly_divisor"},
    "unsocial_hours": {
        *("monthly_salary", "employment_rate", "hourly_divisor"),
        *("unsocial_agreement", "unsocial_band", "unsocial_scheduled_shift"),
    },
    "vacation_supplement": {"monthly_salary", "vacation_supplement_rate"},
    "vacation_pay": {"vacation_day_value"},
    "vacation_variable_pay": {"vacation_day_value"},
    "vacation_day_deduction": {"monthly_salary", "vacation_day_deduction_rate"},
    "unpaid_vacation_deduction": {"monthly_salary", "vacation_day_deduction_rate"},
    "vacation_compensation": {"vacation_days_paid_out"},
    "sick_deduction": {"monthly_salary", "weekly_hours"},
    "sick_pay": {"monthly_salary", "weekly_hours"},
    "sick_pay_unsocial": {
        *("monthly_salary", "employment_rate", "hourly_divisor"),
        *("unsocial_agreement", "unsocial_band", "unsocial_scheduled_shift"),
    },
    "qualifying_deduction": {"monthly_salary", "weekly_hours", "whole_qualifying_deduction"},
    "sick_deduction_day_15": {"monthly_salary"},
    "sick_supplement": {"monthly_salary", "sick_supplement_rate", "sick_supplement_above_rate"},
    "care_of_child_deduction": {"monthly_salary", "day_divisor"},
    "parental_leave_deduction": {"monthly_salary"},
    "close_relative_care_deduction": {"monthly_salary", "day_divisor"},
    "contagion_deduction": {"monthly_salary", "day_divisor"},
    "military_service_deduction": {"monthly_salary"},
    "study_leave_deduction": {"monthly_salary", "day_divisor"},
    "unpaid_leave_deduction": {"monthly_salary", "day_divisor"},
    "other_absence_deduction": {"monthly_salary", "employment_rate", "hourly_divisor"},
    "preliminary_tax": {"taxable_pay", "income_year", "tax_table", "tax_column", "tax_source"},
    "secondary_income_tax": {"taxable_pay", "income_year"},
    "adjusted_tax": {"taxable_pay", "income_year", "adjustment_rate"},
    "fixed_tax": {"taxable_pay", "income_year", "adjustment_amount"},
    "sink_tax": {"taxable_pay", "income_year"},
    "artist_sink_tax": {"taxable_pay", "income_year"},
    "no_tax": {"taxable_pay", "income_year"},
    "student_free_tax": {"taxable_pay", "income_year", "earned_this_year"},
    "low_income_free_tax": {"taxable_pay", "income_year", "earned_this_year"},
    "extra_tax": {"extra_tax_asked", "left_of_pay"},
}
FIGURES = {
    "sick_deduction": {"average_weeks_a_year"},
    "sick_pay": {"sick_pay_rate", "average_weeks_a_year"},
    "sick_pay_unsocial": {"sick_pay_rate"},
    "qualifying_deduction": {"qualifying_deduction_rate", "sick_pay_rate", "average_weeks_a_year"},
    "sick_deduction_day_15": {"sick_pay_last_day"},
    "sick_supplement": {"price_base_amount"},
    "secondary_income_tax": {"secondary_income_rate", "secondary_income_free_below"},
    "sink_tax": {"sink_rate"},
    "artist_sink_tax": {"artist_sink_rate"},
    "student_free_tax": {"student_income_limit"},
    "low_income_free_tax": {"low_income_free_below"},
}
every_item = pytest.mark.parametrize("pay_item", BASES)


def line_of(pay_item: str) -> PayslipLine:
    lines = calculate_payslip(BASES[pay_item], law()).lines
    return next(line for line in lines if line.pay_item == pay_item)


def explanation_of(pay_item: str) -> Explanation:
    return line_of(pay_item).explanation


def reckoned(formula: str) -> Decimal:
    """A formula worked out again from its text alone."""
    sum_text = formula.replace("−", "-").replace(" %", " * Decimal('0.01')").replace("×", "*")
    return Decimal(eval(re.sub(r"(?<![\d.'])\d+(\.\d+)?(?!['\d.])", r"Decimal('\g<0>')", sum_text)))  # our own text


@every_item
def test_the_rule_and_what_it_rests_on_are_named(pay_item: str) -> None:
    explanation = explanation_of(pay_item)
    assert explanation.rule == pay_item
    acts = (
        "agreement|vacation_act|sick_pay_act|parental_leave_act|close_relative_care_act|social_insurance_code"
        "|total_defence_service_act|study_leave_act|tax_procedure_act|sink_act|artist_sink_act"
    )
    assert re.fullmatch(rf"({acts})\.\w+", explanation.law)


@every_item
def test_the_inputs_are_there_with_their_values(pay_item: str) -> None:
    found = {one.name: one.value for one in explanation_of(pay_item).inputs}
    assert found.keys() == INPUTS[pay_item]
    assert all(found.values())


@every_item
def test_the_figures_of_the_law_have_unit_first_day_and_source(pay_item: str) -> None:
    figures = explanation_of(pay_item).figures
    assert {figure.name for figure in figures} == FIGURES.get(pay_item, set())
    assert all(figure.unit and figure.source and figure.starts_on <= PAYDAY for figure in figures)


@pytest.mark.parametrize("pay_item", [item for item in BASES if not item.endswith("_tax")])
def test_the_formula_gives_the_amount_when_it_is_worked_out_again(pay_item: str) -> None:
    line = line_of(pay_item)
    formula, result = line.explanation.formula.split(" = ")
    assert Decimal(result) == kronor(line.amount)
    assert abs(reckoned(formula) - Decimal(result)) <= Decimal("0.005")


@every_item
def test_quantity_by_rate_is_the_amount(pay_item: str) -> None:
    line = line_of(pay_item)
    assert abs(line.quantity * line.rate - line.amount) <= Decimal("0.51")


def test_absence_refers_back_to_what_was_registered() -> None:
    for pay_item, basis in BASES.items():
        line = line_of(pay_item)
        if line.explanation.references:
            days = [one.day for one in basis.registrations if one.reference in line.explanation.references]
            assert len(days) == len(line.explanation.references)
            assert (line.first_day, line.last_day) == (days[0], days[-1])
    assert explanation_of("parental_leave_deduction").references[-1] == "PARENTAL_LEAVE-2026-10-12"


@pytest.mark.parametrize("birth_year", [1937, 1950, 1985, 2006])
def test_employer_contributions_say_basis_age_group_rate_and_source(birth_year: int) -> None:
    result = calculate_payslip(make_basis(birth_year=birth_year), law())
    for made in result.contributions:
        explanation = made.explanation
        formula, amount = explanation.formula.split(" = ")
        assert Decimal(amount) == kronor(made.amount)
        assert abs(reckoned(formula) - Decimal(amount)) <= Decimal("0.005")
        assert {one.name: one.value for one in explanation.inputs} == {
            "basis": str(made.basis),
            "age_group": made.group,
        }
        (rate,) = explanation.figures
        assert (rate.value, rate.unit) == (made.rate, "share")
        assert rate.source
        assert (explanation.rule, explanation.law) == ("employer_contributions", "social_contributions_act")
