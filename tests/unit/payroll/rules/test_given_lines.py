"""Lines that people have decided about: all that each says, also with a note, a reference and a name of its own."""

from dataclasses import replace
from decimal import Decimal

import pytest

from payroll.catalogue import pay_items
from payroll.rules.benefit_payments import PaymentNotCovered
from payroll.rules.expense import expense
from payroll.rules.given_lines import lines_of, vacation_basis
from payroll.rules.item_lines import Made
from payroll.rules.mileage import mileage
from payroll.rules.net_deductions import at_most, net_deductions
from payroll.rules.pay_items import GivenLine
from payroll.rules.payslip import calculate_payslip
from payroll.rules.result import PayslipLine, Unit
from tests.factories.explained import why
from tests.factories.given import given
from tests.factories.payslip_basis import law, make_basis, monthly

BASIS, LAW = make_basis(), law()


def line(one: GivenLine) -> PayslipLine:
    (made,) = lines_of(one, BASIS, LAW)
    return made.line


def said(one: PayslipLine) -> list[str]:
    """Quantity, rate and amount, then why."""
    return [f"{one.quantity:f} {one.unit} × {one.rate:f} = {one.amount}", *why(one.explanation).splitlines()]


def noted(one: GivenLine) -> GivenLine:
    """The same line with what a person wrote by it, and where it stands."""
    return replace(one, note="Som vi sa", reference="row 7")


def taken(after_tax: int, *lines: GivenLine) -> list[PayslipLine]:
    return [made.line for made in net_deductions(make_basis(given=lines), after_tax, LAW)]


def test_so_many_at_so_much_each() -> None:
    assert said(line(given("on_call", 85, quantity="2.5"))) == [
        "2.500000 HOURS × 8500.000000 = 21250",
        "on_call by agreement.pay_item",
        "2.5 × 85 = 212.50",
        "quantity = 2.5 COUNT",
        "price_each = 8500 ORE",
    ]
    counted = given("on_call", 85, quantity="2.5")
    assert line(replace(counted, item=replace(counted.item, unit=""))).unit == "COUNT"


def test_what_is_taken_from_the_pay_has_a_minus_before_its_sum() -> None:
    assert said(line(given("gross_deduction", 300))) == [
        "1.000000 NONE × -30000.000000 = -30000",
        "gross_deduction by agreement.pay_item",
        "−300 = -300.00",
        "agreed_amount = 30000 ORE",
    ]
    plain = given("commission", 300)
    assert line(replace(plain, item=replace(plain.item, sign=1))).explanation.formula == "300 = 300.00"


def test_a_companys_own_item_keeps_its_name_and_account_and_a_line_its_note_and_where_it_stands() -> None:
    own = replace(pay_items()["commission"].item, label="Bonus, butik", account="7213")
    found = line(noted(replace(given("commission", 300), item=own)))
    assert (found.label, found.account) == ("Bonus, butik", "7213")
    assert found.explanation.references == ("row 7",)
    assert said(found)[-1] == "note = Som vi sa NONE"
    assert line(given("commission", 300)).explanation.references == ()


def test_both_lines_of_a_receipt_say_what_it_was_and_where_it_stands() -> None:
    cost, vat = expense(noted(given("expense", 1000, vat_rate="25", cost_account="5810")), BASIS, LAW)
    facts = ["receipt = 100000 ORE", "vat_rate = 25 PER_CENT", "note = Som vi sa NONE"]
    assert said(cost.line)[2:] == ["1000 − 200 = 800.00", *facts]
    assert said(vat.line)[2:] == ["1000 × 25 ÷ 125 = 200.00", *facts]
    assert [made.line.explanation.references for made in (cost, vat)] == [("row 7",)] * 2
    assert [made.item.code for made in (cost, vat)] == ["expense", "expense_vat"]


@pytest.mark.parametrize("details", [{}, {"vat_rate": "0"}, {"vat_rate": ""}])
def test_a_receipt_without_vat_is_a_cost_alone(details: dict[str, str]) -> None:
    (made,) = expense(given("expense", 120, **details), BASIS, LAW)
    assert made.item.code == "expense"
    assert said(made.line)[2:] == ["120 = 120.00", "receipt = 12000 ORE", "vat_rate = 0 PER_CENT"]


def test_mileage_above_what_is_free_keeps_note_and_reference_on_both_lines() -> None:
    free, rest = mileage(noted(given("mileage_own_car", 40, quantity="10.5")), BASIS, LAW)
    facts = [
        "distance_mil = 10.5 COUNT",
        "paid_per_mil = 4000 ORE",
        "note = Som vi sa NONE",
        "the law's mileage_own_car = 25 kr/mil",
    ]
    assert said(free.line)[2:] == ["10.5 × 25 = 262.50", *facts]
    assert said(rest.line) == [
        "10.500000 COUNT × 1500.000000 = 15750",
        "mileage_taxable by income_tax_act.above_free_amount",
        "10.5 × (40 − 25) = 157.50",
        *facts,
    ]
    assert rest.line.explanation.references == ("row 7",)


def test_an_insurance_without_a_share_is_taxed_in_full() -> None:
    assert said(line(given("health_insurance_benefit", 333))) == [
        "1.000000 NONE × 33300.000000 = 33300",
        "health_insurance_benefit by income_tax_act.benefit",
        "333 = 333.00",
        "premium_paid = 33300 ORE",
    ]


def test_no_meals_are_worth_nothing_and_say_so() -> None:
    assert said(line(given("meals_benefit"))) == [
        "1.000000 NONE × 0.000000 = 0",
        "meals_benefit by income_tax_act.meals_benefit",
        "0 = 0.00",
        "main_meals = 0 COUNT",
    ]


def test_an_electric_bicycle_loses_a_fifth_a_year_also_where_a_life_was_written() -> None:
    """36 000 × 20 % + 36 000 × 3.55 % = 7 200 + 1 278 = 8 478 a year; / 12 = 706.50."""
    electric = given("bicycle_benefit", bicycle_price="3600000", electric="1", life_years="10")
    assert said(line(electric))[2:5] == [
        "(36000 × 20 % + 36000 × (2.55 % + 1 %)) / 12 = 706.50 → 706.00",
        "bicycle_price = 3600000 ORE",
        "value_of_year = 847800 ORE",
    ]
    plain = given("bicycle_benefit", bicycle_price="3600000", life_years="10", service_cost="120000")
    assert said(line(plain))[2] == "(36000 / 10 + 1200 + 36000 × (2.55 % + 1 %)) / 12 = 506.50 → 506.00"


def test_what_was_agreed_is_taken_in_order_as_far_as_the_pay_is_enough() -> None:
    """1 000 left: union fee 350, advance 400, and 250 of the 600 of a loan."""
    loan, fee, advance = given("loan_repayment", 600), given("union_fee", 350), given("advance_repayment", 400)
    found = taken(100_000, loan, fee, advance)
    assert [(one.pay_item, one.amount) for one in found] == [
        ("union_fee", -35_000),
        ("advance_repayment", -40_000),
        ("loan_repayment", -25_000),
    ]
    assert said(found[2]) == [
        "1 NONE × -25000 = -25000",
        "loan_repayment by agreement.net_deduction",
        "−600 = -600.00 → -250.00",
        "agreed_amount = 60000 ORE",
    ]


def test_what_is_just_enough_is_taken_whole_and_of_nothing_nothing() -> None:
    (whole,) = taken(60_000, given("loan_repayment", 600))
    assert whole.explanation.formula == "−600 = -600.00"
    assert at_most(60_000, whole) is whole
    counted = replace(whole, unit=Unit.HOURS, quantity=Decimal(3))
    assert said(at_most(10_000, counted))[0] == "1 NONE × -10000 = -10000"
    assert [one.amount for one in taken(0, given("loan_repayment", 600))] == [0]
    assert [one.amount for one in taken(-500, given("loan_repayment", 600))] == [0]


@pytest.mark.parametrize(
    ("after_tax", "most", "amount", "formula"),
    [
        (2_500_000, 0, -500_000, "−(25000 − 20000) = -5000.00"),
        (2_500_000, 3_000, -300_000, "−(25000 − 20000, 3000) = -3000.00"),
        (2_500_000, 5_000, -500_000, "−(25000 − 20000) = -5000.00"),
        (2_000_000, 0, 0, "−0 = 0.00"),
        (1_500_000, 3_000, 0, "−0 = 0.00"),
    ],
)
def test_an_attachment_takes_what_is_above_the_reserved_amount(
    after_tax: int, most: int, amount: int, formula: str
) -> None:
    (found,) = taken(after_tax, given("attachment_of_earnings", most, reserved_amount="2000000"))
    assert (found.amount, found.explanation.formula) == (amount, formula)
    facts = [f"left_of_pay = {after_tax} ORE", "reserved_amount = 2000000 ORE"]
    assert said(found)[3:] == [*facts, *([f"attached_at_most = {most * 100} ORE"] if most else [])]


def test_a_payment_that_is_not_covered_names_what_it_was_for() -> None:
    car = given("car_benefit", 5_000, registered_on="2019-05-01")
    basis = make_basis(monthly(3_000), given=(car, given("car_payment", 4_000)))
    with pytest.raises(PaymentNotCovered, match="^car_payment$"):
        calculate_payslip(basis, LAW)


def test_a_payment_turns_a_counted_benefit_into_one_amount() -> None:
    """A benefit of so many at so much each is paid for in one sum: 1 × what is left."""
    counted = given("car_benefit", 0, registered_on="2019-05-01")
    item = replace(counted.item, method=pay_items()["on_call"].item.method, unit="HOURS")
    benefit = replace(counted, item=item, quantity=Decimal(3), amount=100_000)
    slip = calculate_payslip(make_basis(monthly(30_000), given=(benefit, given("car_payment", 1_000))), LAW)
    (found,) = [one for one in slip.lines if one.pay_item == "car_benefit"]
    assert said(found)[0] == "1 NONE × 200000 = 200000"
    assert found.explanation.formula == "3 × 1000 − 1000 = 2000.00"


def test_vacation_pay_is_counted_on_pay_and_never_on_a_benefit() -> None:
    item = replace(pay_items()["commission"].item, vacation_basis=True)
    benefit = replace(pay_items()["other_benefit"].item, vacation_basis=True)
    uncounted = replace(item, vacation_basis=False)
    made = [Made(one, replace(line(given("commission", 10)), amount=1_000)) for one in (item, benefit, uncounted)]
    assert vacation_basis(made) == 1_000


def test_where_a_line_is_booked_stands_with_its_note() -> None:
    placed = replace(noted(given("commission", 300)), cost_centre="Butiken", project="Julen")
    assert said(line(placed))[-3:] == ["note = Som vi sa NONE", "cost_centre = Butiken NONE", "project = Julen NONE"]
