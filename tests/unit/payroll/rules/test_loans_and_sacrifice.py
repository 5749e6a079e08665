"""Loans that end by themselves, and pay that becomes pension."""

from dataclasses import replace
from decimal import Decimal

from payroll.catalogue import pay_items
from payroll.rules.accounts import Accounts
from payroll.rules.given_lines import lines_of
from payroll.rules.loans import left_of
from payroll.rules.pay_items import GivenLine
from payroll.rules.payslip import calculate_payslip
from payroll.rules.salary_sacrifice import costs_the_same, least_pay
from tests.factories.payslip_basis import law, make_basis, monthly


def given(code: str, kronor: int, **details: str) -> GivenLine:
    return GivenLine(pay_items()[code].item, Decimal(1), kronor * 100, tuple(sorted(details.items())))


def repaid(kronor: int, principal: int, before: int) -> int:
    loan = given("loan_repayment", kronor, loan_principal=f"{principal}00", loan_repaid=f"{before}00")
    (made,) = lines_of(loan, make_basis(), law())
    return made.line.amount


def test_the_last_instalment_is_what_is_left() -> None:
    assert [repaid(1_000, 2_500, before) for before in (0, 1_000, 2_000, 2_500, 3_000)] == [
        -100_000,
        -100_000,
        -50_000,
        0,
        0,
    ]


def test_without_a_principal_the_instalment_goes_on() -> None:
    loan = given("advance_repayment", 1_000)
    assert left_of(loan) is None
    (made,) = lines_of(loan, make_basis(), law())
    assert made.line.amount == -100_000


def test_salary_sacrifice_becomes_a_premium_with_its_raise() -> None:
    basis = make_basis(monthly(60_000), given=(given("salary_sacrifice", 3_000, premium_on_top="5.8"),))
    result = calculate_payslip(basis, law())
    assert (result.gross_pay, result.benefits) == (5_700_000, 0)
    premium = next(line for line in result.lines if line.pay_item == "pension_premium")
    assert (premium.amount, premium.account) == (317_400, "7411")
    assert premium.explanation.formula == "3000 × (100 % + 5.8 %) = 3174.00"
    assert result.contributions[0].basis == 5_700_000


def test_the_premium_lies_on_the_companys_own_account() -> None:
    sacrificed = given("salary_sacrifice", 3_000, premium_on_top="5.8")
    basis = make_basis(monthly(60_000), given=(sacrificed,), accounts=Accounts((("7411", "7412"),)))
    lines = calculate_payslip(basis, law()).lines
    assert [line.account for line in lines if line.pay_item == "pension_premium"] == ["7412"]


def test_without_a_raise_the_premium_is_entered_by_itself() -> None:
    basis = make_basis(monthly(60_000), given=(given("salary_sacrifice", 3_000),))
    assert calculate_payslip(basis, law()).employer_premiums == 0


def test_the_raise_that_costs_the_same_and_the_pay_that_should_be_left() -> None:
    """1.3142 / 1.2426 = 1.0576; 8.07 × 83 400 / 12 = 56 086.50."""
    assert costs_the_same(law()) == Decimal("5.76")
    assert least_pay(law()) == 5_608_650


def test_without_a_rate_nothing_is_said_of_what_costs_the_same() -> None:
    without_tax = {name: one for name, one in law().figures.items() if name != "special_payroll_tax_rate"}
    assert costs_the_same(replace(law(), figures=without_tax)) is None
    assert costs_the_same(replace(law(), contribution_groups=())) is None
