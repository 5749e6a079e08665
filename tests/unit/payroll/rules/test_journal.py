"""The journal of a run: every krona has an account, and the sum is nothing."""

from dataclasses import replace
from decimal import Decimal

import pytest

from payroll.rules.basis import Kind, PayForm, PayslipBasis
from payroll.rules.journal import JournalLine, Unbalanced, journal
from payroll.rules.payslip import calculate_payslip
from payroll.rules.result import Explanation, Group, PayslipLine, PayslipResult, Unit
from tests.factories.given import given
from tests.factories.payslip_basis import SIDE_INCOME, hourly, law, make_basis, monthly, october, registered


def slip(basis: PayslipBasis) -> PayslipResult:
    return calculate_payslip(basis, law())


def booked(*slips: tuple[PayForm, PayslipResult]) -> dict[str, int]:
    return {line.account: line.amount for line in journal(slips)}


def test_a_salary_is_cost_tax_and_debt() -> None:
    """9,000 of side income: tax 2,700, net 6,300; contributions 31.42 % = 2,827.80, declared 2,827."""
    basis = make_basis(monthly(9_000), tax=SIDE_INCOME)
    assert journal([(PayForm.MONTHLY, slip(basis))]) == [
        JournalLine("2710", -270_000),
        JournalLine("2731", -282_700),
        JournalLine("2821", -630_000),
        JournalLine("3740", -80),
        JournalLine("7210", 900_000),
        JournalLine("7510", 282_780),
    ]


def test_sick_pay_and_vacation_have_accounts_of_their_own() -> None:
    made = (*registered(Kind.SICK, october(7, 8)), *registered(Kind.VACATION, october(12)))
    found = booked((PayForm.MONTHLY, slip(make_basis(registrations=made))))
    assert found["7281"] == 258_462 - 129_231
    assert found["7285"] == 15_050
    assert found["7210"] == 3_500_000 - 323_077


def test_the_hourly_paid_have_the_workers_accounts() -> None:
    made = (*registered(Kind.HOURS_WORKED, october(5)), *registered(Kind.SICK, october(7, 8)))
    found = booked((PayForm.HOURLY, slip(make_basis(hourly(150), registrations=made))))
    assert {account: found[account] for account in ("7010", "7081", "7082")} == {
        "7010": 120_000,
        "7081": 16 * 12_000 - 96_000,
        "7082": 14_400,
    }


def test_the_debt_for_contributions_is_what_is_declared_for_all_together() -> None:
    """Twice 2,827.80 is 5,655.60: 5,655 is declared, not 5,654, and 0.60 is rounding."""
    basis = make_basis(monthly(9_000), tax=SIDE_INCOME)
    found = booked((PayForm.MONTHLY, slip(basis)), (PayForm.MONTHLY, slip(replace(basis, employee_id="mia"))))
    assert (found["7510"], found["2731"], found["3740"]) == (565_560, -565_500, -60)


def test_accounts_without_anything_are_left_out_and_so_is_an_empty_run() -> None:
    assert journal([]) == []
    assert journal([(PayForm.HOURLY, slip(make_basis(hourly(150))))]) == []


def test_information_is_not_booked() -> None:
    result = slip(make_basis())
    note = PayslipLine("note", Group.INFORMATION, Decimal(1), Unit.NONE, Decimal(5), 5, Explanation("note", ""))
    with_note = replace(result, lines=(*result.lines, note))
    assert journal([(PayForm.MONTHLY, with_note)]) == journal([(PayForm.MONTHLY, result)])


def test_a_payslip_that_does_not_add_up_is_never_booked() -> None:
    result = slip(make_basis())
    with pytest.raises(Unbalanced):
        journal([(PayForm.MONTHLY, replace(result, net_pay=result.net_pay - 1))])


def test_a_benefit_is_a_cost_and_its_other_side_since_nobody_is_paid_it() -> None:
    slips = (PayForm.MONTHLY, slip(make_basis(monthly(9_000), tax=SIDE_INCOME, given=(given("other_benefit", 500),))))
    found = booked(slips)
    assert (found["7389"], found["7399"], found["2821"]) == (50_000, -50_000, -(900_000 - 285_000))


def test_a_premium_is_owed_to_the_insurer_and_the_tax_on_it_to_the_state() -> None:
    """24.26 % of 1 000 is 242.60."""
    found = booked((PayForm.MONTHLY, slip(make_basis(monthly(9_000), given=(given("pension_premium", 1_000),)))))
    assert {account: found[account] for account in ("7411", "2950", "7533", "2943")} == {
        "7411": 100_000,
        "2950": -100_000,
        "7533": 24_260,
        "2943": -24_260,
    }


def test_entries_that_do_not_balance_are_named() -> None:
    result = slip(make_basis())
    with pytest.raises(Unbalanced, match="JournalLine"):
        journal([(PayForm.MONTHLY, replace(result, net_pay=result.net_pay - 1))])
