"""Premiums by the ladder, by share and fixed, and the special payroll tax on all of them."""

from decimal import Decimal

import pytest

from common.periods import Month
from payroll.rules.payslip import calculate_payslip
from payroll.rules.pension import premium_lines
from payroll.rules.result import Group
from tests.factories.given import given
from tests.factories.payslip_basis import law, make_basis, monthly

LAW = law()
BORN = "1985-03"


def premiums(gross: int, *lines: object, benefits: int = 0, paid: Month | None = None) -> dict[str, int]:
    """Öre by pay item, of a gross pay in kronor; paid in November 2026."""
    basis = make_basis(given=tuple(lines))
    basis = basis if paid is None else make_basis(given=tuple(lines), month=paid)
    return {one.line.pay_item: one.line.amount for one in premium_lines(basis, gross * 100, benefits * 100, LAW)}


def test_the_ladder_of_itp1_is_as_in_the_example() -> None:
    assert premiums(60_000, given("pension_itp1", born=BORN)) == {
        "pension_itp1": 470_813,
        "special_payroll_tax": 114_219,
    }


@pytest.mark.parametrize(
    ("gross", "premium"),
    [
        (0, 0),
        (1, 5),
        (52_125, 234_563),  # 2 345,625
        (52_126, 234_593),
        (208_500, 4_925_813),  # 2 345,625 + 156 375 × 30 %
        (208_501, 4_925_813),
        (500_000, 4_925_813),
    ],
)
def test_the_ladder_has_a_knee_and_a_ceiling(gross: int, premium: int) -> None:
    assert premiums(gross, given("pension_itp1", born=BORN))["pension_itp1"] == premium


@pytest.mark.parametrize(
    ("born", "is_covered"),
    [("2001-11", True), ("2001-12", False), ("1960-12", True), ("1960-11", False), ("1985-01", True)],
)
def test_the_ladder_is_for_the_months_between_25_and_66(born: str, is_covered: bool) -> None:
    found = premiums(40_000, given("pension_itp1", born=born))
    assert found == ({"pension_itp1": 180_000, "special_payroll_tax": 43_668} if is_covered else {"pension_itp1": 0})


def test_a_share_is_of_gross_pay_and_of_benefits_where_agreed() -> None:
    assert premiums(40_000, given("pension_share", per_cent="4.5"), benefits=5_000)["pension_share"] == 180_000
    both = given("pension_share", per_cent="4.5", with_benefits="1")
    assert premiums(40_000, both, benefits=5_000)["pension_share"] == 202_500


def test_the_tax_is_on_all_premiums_of_the_payslip_and_counted_once() -> None:
    lines = (given("pension_premium", 1_000), given("pension_share", per_cent="5"))
    assert premiums(30_000, *lines) == {
        "pension_premium": 100_000,
        "pension_share": 150_000,
        "special_payroll_tax": 60_650,
    }
    assert premiums(30_000) == {}


def test_premiums_cost_the_employer_and_change_nothing_else() -> None:
    plain = calculate_payslip(make_basis(monthly(60_000)), LAW)
    insured = calculate_payslip(make_basis(monthly(60_000), given=(given("pension_itp1", born=BORN),)), LAW)
    assert insured.employer_premiums == 470_813 + 114_219
    assert insured.employer_cost - plain.employer_cost == insured.employer_premiums
    assert (insured.net_pay, insured.contributions) == (plain.net_pay, plain.contributions)
    costs = [line for line in insured.lines if line.group == Group.COST]
    assert [(line.pay_item, line.account) for line in costs] == [
        ("pension_itp1", "7411"),
        ("special_payroll_tax", "7533"),
    ]
    assert costs[0].explanation.formula == "52125 × 4.5 % + 7875 × 30 % = 4708.13"
    assert costs[1].explanation.formula == "4708.13 × 24.26 % = 1142.19"
    assert costs[0].rate == Decimal("470812.5")


def test_a_share_of_all_the_pay_is_the_pay_and_of_no_pay_nothing() -> None:
    assert premiums(1, given("pension_share", per_cent="100"))["pension_share"] == 100
    assert premiums(0, given("pension_share", per_cent="100")) == {"pension_share": 0}
    with_benefits = given("pension_share", per_cent="100", with_benefits="1")
    assert premiums(1, with_benefits, benefits=2)["pension_share"] == 300


def test_below_the_knee_the_upper_rate_adds_nothing() -> None:
    """4.5 % of 30 000.10 is 1 350.0045."""
    (made, _) = premium_lines(make_basis(given=(given("pension_itp1", born=BORN),)), 3_000_010, 0, LAW)
    assert made.line.amount == 135_000
    assert made.line.explanation.formula == "30000.1 × 4.5 % = 1350.00"
