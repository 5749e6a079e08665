"""The payslip as a whole: what it is made of, in which order, and what stops it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from common.periods import Month, days_between
from payroll.rules.basis import Exemption, Kind, SickHistory, VacationAtHand, VacationPayout, YearToDate
from payroll.rules.pay_items import Basis
from payroll.rules.payslip import NetBelowZero, calculate_payslip
from payroll.rules.result import Group
from tests.factories.given import given
from tests.factories.payslip_basis import TABLE_33, hourly, law, make_basis, monthly, october, registered


def test_lines_stand_in_reading_order_and_the_tax_comes_last() -> None:
    made = (
        *registered(Kind.CARE_OF_CHILD, october(15)),
        *registered(Kind.SICK, october(7)),
        *registered(Kind.VACATION, october(12)),
        *registered(Kind.ADDITIONAL_TIME, october(2), 60),
        *registered(Kind.OVERTIME_QUALIFIED, october(1), 60),
        *registered(Kind.OVERTIME_SIMPLE, october(1), 60),
    )
    result = calculate_payslip(make_basis(registrations=made), law())
    assert [line.pay_item for line in result.lines] == [
        "monthly_salary", "overtime_simple", "overtime_qualified", "additional_time", "vacation_supplement",
        "sick_deduction", "sick_pay", "qualifying_deduction", "care_of_child_deduction", "preliminary_tax",
    ]  # fmt: skip


def test_gross_less_tax_is_net_and_the_employer_pays_contributions_on_top() -> None:
    """31.42 % of 36,000 is 11,311.20."""
    result = calculate_payslip(make_basis(monthly(36_000)), law())
    assert (result.gross_pay, result.taxable_pay) == (3_600_000, 3_600_000)
    assert result.gross_pay - result.preliminary_tax == result.net_pay
    assert sum(line.amount for line in result.lines if line.group == Group.GROSS) == result.gross_pay
    assert (result.contribution_cost, result.employer_cost) == (1_131_120, 4_731_120)


def test_a_quarter_of_an_experts_pay_is_free_of_contributions_and_none_of_what_is_free_already() -> None:
    """100,000 and a benefit of 10,000 that is no basis: three quarters of 100,000."""
    benefit = given("other_benefit", 10_000)
    outside = replace(benefit, item=replace(benefit.item, contributions=Basis.NOTHING))
    basis = make_basis(monthly(100_000), tax=replace(TABLE_33, exemption=Exemption.EXPERT), given=(outside,))
    assert [one.basis for one in calculate_payslip(basis, law()).contributions] == [7_500_000]


def test_the_year_of_the_payday_decides_even_when_the_work_was_done_before() -> None:
    """December's hours are paid in January with the tables and the age groups of the new year."""
    december = Month(2025, 12)
    worked = registered(Kind.HOURS_WORKED, [date(2025, 12, day) for day in range(1, 23)])
    basis = make_basis(hourly(175), reported=december, registrations=worked)
    assert basis.payday == date(2026, 1, 25)
    (tax,) = [line for line in calculate_payslip(basis, law(basis.payday)).lines if line.group == Group.TAX]
    assert {one.name: one.value for one in tax.explanation.inputs}["income_year"] == "2026"


def test_deductions_larger_than_the_pay_stop_the_payslip() -> None:
    """A whole month of leave to deduct from three days of pay."""
    month = Month(2026, 10)
    away = registered(Kind.UNPAID_LEAVE, [d for d in days_between(month.first, month.last) if d.weekday() < 5])
    with pytest.raises(NetBelowZero, match="li-sund"):
        calculate_payslip(make_basis(registrations=away, employed_to=date(2026, 11, 3)), law())


@pytest.mark.parametrize("kind", [Kind.PARENTAL_LEAVE, Kind.SICK])
@pytest.mark.parametrize("month", [Month(2026, 9), Month(2026, 10)])
def test_someone_away_for_the_whole_month_gets_a_payslip_of_nothing(kind: Kind, month: Month) -> None:
    """Not one of −668.49 kronor in a month of 31 days, which would stop the run for everyone."""
    away = registered(kind, [day for day in days_between(month.first, month.last) if day.weekday() < 5])
    history = SickHistory(month.previous.last, 30, 0, 1)
    result = calculate_payslip(make_basis(reported=month, registrations=away, sick_history=history), law())
    assert (result.gross_pay, result.preliminary_tax, result.net_pay, result.contribution_cost) == (0, 0, 0, 0)


def test_comp_leave_changes_nothing() -> None:
    leave = registered(Kind.COMP_LEAVE, october(5, 6))
    basis = make_basis()
    assert calculate_payslip(replace(basis, registrations=leave), law()).lines == calculate_payslip(basis, law()).lines


def test_someone_without_hours_gets_a_payslip_of_nothing() -> None:
    result = calculate_payslip(make_basis(hourly(175)), law())
    assert (result.gross_pay, result.net_pay, [line.pay_item for line in result.lines]) == (0, 0, ["preliminary_tax"])


def test_the_payslip_tells_vacation_days_and_how_the_illness_stands() -> None:
    made = (*registered(Kind.VACATION, october(12, 13)), *registered(Kind.SICK, october(7)))
    result = calculate_payslip(make_basis(registrations=made), law())
    assert result.vacation_days_taken == 2
    assert (result.sick_state.last_day, result.sick_state.deduction_days) == (date(2026, 10, 7), (date(2026, 10, 7),))


def test_a_payslip_is_its_employees() -> None:
    assert calculate_payslip(make_basis(employee_id="li-sund"), law()).employee_id == "li-sund"


def test_vacation_paid_in_money_is_taxed_as_a_one_off_amount_beside_the_salary() -> None:
    """35 000 by the table; 10 000 by the one-off table of an income of 430 000 a year: 26 %."""
    payout = VacationPayout(Decimal(5), 1_000_000, "5 × 2000.00")
    vacation = VacationAtHand((), Decimal("0.046"), payouts=(payout,))
    earned = YearToDate(gross_pay=35_000_000)
    result = calculate_payslip(make_basis(monthly(35_000), vacation=vacation, year_to_date=earned), law())
    lines = {line.pay_item: line.amount for line in result.lines}
    assert (lines["vacation_compensation"], lines["preliminary_tax"], lines["one_off_tax"]) == (
        1_000_000,
        -713_400,
        -260_000,
    )


def test_a_commission_of_the_hourly_paid_raises_their_vacation_pay() -> None:
    """12 % of 1 200 for the hours and of 300 of commission."""
    worked = registered(Kind.HOURS_WORKED, october(5))
    basis = make_basis(hourly(150), registrations=worked, given=(given("commission", 300),))
    lines = {line.pay_item: line.amount for line in calculate_payslip(basis, law()).lines}
    assert lines["hourly_vacation_pay"] == 18_000
