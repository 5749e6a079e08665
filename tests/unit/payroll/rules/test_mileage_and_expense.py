"""Mileage by kind of car, and expenses with their VAT."""

import pytest

from payroll.rules.expense import expense, vat_in
from payroll.rules.mileage import mileage
from tests.factories.given import given
from tests.factories.payslip_basis import law, make_basis

BASIS, LAW = make_basis(), law()


@pytest.mark.parametrize(
    ("code", "ore"),
    [("mileage_own_car", 31_250), ("mileage_benefit_car", 15_000), ("mileage_benefit_car_electric", 11_875)],
)
def test_each_kind_of_car_has_its_free_amount(code: str, ore: int) -> None:
    (made,) = mileage(given(code, quantity="12.5"), BASIS, LAW)
    assert made.line.amount == ore
    assert (made.line.account, made.item.declared_in, made.line.pay_item) == ("7331", "050", code)


def test_what_is_paid_above_is_taxed() -> None:
    free, rest = mileage(given("mileage_own_car", 40, quantity="10.5"), BASIS, LAW)
    assert (free.line.amount, rest.line.amount) == (26_250, 15_750)
    assert rest.line.explanation.formula == "10.5 × (40 − 25) = 157.50"
    assert (rest.line.pay_item, rest.line.account, rest.item.declared_in) == ("mileage_taxable", "7332", "011")


def test_less_than_the_free_amount_is_what_it_is() -> None:
    (made,) = mileage(given("mileage_own_car", 18, quantity="10"), BASIS, LAW)
    assert made.line.amount == 18_000
    assert len(mileage(given("mileage_own_car", 25, quantity="10"), BASIS, LAW)) == 1


@pytest.mark.parametrize(
    ("total", "per_cent", "vat"),
    [(100_000, 25, 20_000), (11_200, 12, 1_200), (10_600, 6, 600), (10_000, 0, 0), (9_999, 25, 2_000), (1, 25, 0)],
)
def test_the_vat_is_a_part_of_the_receipt(total: int, per_cent: int, vat: int) -> None:
    assert vat_in(total, per_cent) == vat


def test_the_cost_and_the_vat_have_lines_of_their_own() -> None:
    cost, vat = expense(given("expense", 1000, vat_rate="25", cost_account="5810"), BASIS, LAW)
    assert (cost.line.amount, cost.line.account, cost.item.declared_in) == (80_000, "5810", "020")
    assert (vat.line.amount, vat.line.account, vat.line.pay_item) == (20_000, "2641", "expense_vat")
    assert cost.line.explanation.formula == "1000 − 200 = 800.00"
    assert vat.line.explanation.formula == "1000 × 25 ÷ 125 = 200.00"


def test_without_vat_there_is_one_line() -> None:
    (made,) = expense(given("expense", 120, vat_rate="0"), BASIS, LAW)
    assert (made.line.amount, made.line.account) == (12_000, "5890")
