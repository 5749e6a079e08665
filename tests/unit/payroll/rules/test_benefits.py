"""Benefits: what each is worth a month, what is basis for contributions, and what the employee's payment does to it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from payroll.catalogue import pay_items
from payroll.rules.benefit_payments import PaymentNotCovered
from payroll.rules.employer_contributions import declared
from payroll.rules.given_lines import lines_of
from payroll.rules.pay_items import GivenLine
from payroll.rules.payslip import calculate_payslip
from payroll.rules.result import PayslipLine, PayslipResult
from payroll.statutory import ContributionGroup, FigureMissing, Parameters
from tests.factories.payslip_basis import SIDE_INCOME, law, make_basis, monthly

NEW = {"registered_on": "2023-03-01", "model_year": "2023", "new_car_price": "40000000", "vehicle_tax": "300000"}


def given(code: str, kronor: str = "0", **details: str) -> GivenLine:
    return GivenLine(pay_items()[code].item, Decimal(1), int(Decimal(kronor) * 100), tuple(sorted(details.items())))


def line(one: GivenLine, parameters: Parameters | None = None) -> PayslipLine:
    (made,) = lines_of(one, make_basis(), parameters or law())
    return made.line


def value(code: str, kronor: str = "0", **details: str) -> Decimal:
    return Decimal(line(given(code, kronor, **details)).amount) / 100


def slip(*lines: GivenLine, salary: int = 35_000) -> PayslipResult:
    return calculate_payslip(make_basis(monthly(salary), tax=SIDE_INCOME, given=lines), law())


def inputs(of: PayslipLine) -> dict[str, str]:
    return {one.name: one.value for one in of.explanation.inputs}


def car(**changes: str) -> Decimal:
    return value("car_benefit", **{**NEW, **changes})


def test_a_car_is_worth_base_interest_share_and_tax_of_a_twelfth_of_a_year() -> None:
    """0.29 × 59 200 + 400 000 × (0.7 × 2.55 % + 1 % + 13 %) + 3 000 = 17 168 + 63 140 + 3 000 = 83 308; / 12."""
    assert car() == 6942
    made = line(given("car_benefit", **NEW))
    assert made.explanation.formula == (
        "(0.29 × 59200 + 400000 × (0.7 × 2.55 % + 1 % + 13 %) + 3000) / 12 = 6942.33 → 6942.00"
    )
    assert inputs(made)["value_of_year"] == "8330800"
    assert {"price_base_amount", "state_loan_rate", "car_price_share"} <= {one.name for one in made.explanation.figures}


def test_a_car_without_vehicle_tax_says_nothing_of_it() -> None:
    made = line(given("car_benefit", **{**NEW, "vehicle_tax": ""}))
    assert made.explanation.formula == "(0.29 × 59200 + 400000 × (0.7 × 2.55 % + 1 % + 13 %)) / 12 = 6692.33 → 6692.00"


def test_extras_count_as_price() -> None:
    assert car(extras_price="2000000") == car(new_car_price="42000000") == 7205


@pytest.mark.parametrize(
    ("green", "price", "counted"),
    [
        ("ELECTRIC", 800_000, 450_000),
        ("ELECTRIC", 700_000, 350_000),
        ("ELECTRIC", 699_999, Decimal("349999.5")),
        ("PLUG_IN", 800_000, 660_000),
        ("PLUG_IN", 200_000, 100_000),
        ("GAS", 800_000, 700_000),
        ("GAS", 150_000, 75_000),
        ("", 800_000, 800_000),
    ],
)
def test_a_green_car_counts_with_a_lower_price_at_most_half_off(green: str, price: int, counted: Decimal) -> None:
    made = line(given("car_benefit", **{**NEW, "green": green, "new_car_price": str(price * 100)}))
    assert inputs(made)["counted_price"] == str(int(counted * 100))


def test_extras_are_not_halved() -> None:
    made = line(given("car_benefit", **{**NEW, "green": "ELECTRIC", "extras_price": "5000000"}))
    assert inputs(made)["counted_price"] == "25000000"


@pytest.mark.parametrize(
    ("year", "price", "counted"),
    [("2021", 180_000, 180_000), ("2020", 180_000, 236_800), ("2020", 300_000, 300_000), ("2020", 236_801, 236_801)],
)
def test_a_car_of_six_years_counts_with_four_base_amounts_at_least(year: str, price: int, counted: int) -> None:
    made = line(
        given(
            "car_benefit", **{**NEW, "registered_on": "2021-07-01", "model_year": year, "new_car_price": f"{price}00"}
        )
    )
    assert inputs(made)["counted_price"] == f"{counted}00"


def test_driving_much_at_work_leaves_three_quarters() -> None:
    """83 308 × 75 % = 62 481; / 12 = 5 206.75."""
    assert car(heavy_driving="1") == 5206


def test_the_loan_rate_counts_as_half_a_per_cent_at_least() -> None:
    low = with_rate("0.001")
    assert "0.7 × 0.5 %" in line(given("car_benefit", **NEW), low).explanation.formula


def test_a_car_from_before_july_2021_has_the_value_that_was_entered() -> None:
    assert car(registered_on="2021-06-30") == 0
    made = line(given("car_benefit", "4321.90", **{**NEW, "registered_on": "2021-06-30"}))
    assert (made.amount, made.explanation.law) == (432_100, "income_tax_act.car_entered")
    assert value("car_benefit", "4000") == 4000


def test_a_figure_that_is_missing_is_named() -> None:
    figures = {name: one for name, one in law().figures.items() if name != "state_loan_rate"}
    with pytest.raises(FigureMissing, match="state_loan_rate"):
        line(given("car_benefit", **NEW), replace(law(), figures=figures))


def with_rate(rate: str) -> Parameters:
    """The law with another state loan rate."""
    figures = dict(law().figures)
    figures["state_loan_rate"] = replace(figures["state_loan_rate"], value=Decimal(rate))
    return replace(law(), figures=figures)


def test_example_1_contributions_on_car_and_fuel_and_what_was_paid_for_it() -> None:
    """E1, the tax agency's example file: 28 500 + 2 500 + 1 200 / 1.2 − 1 000, 25 350 and 26 700; 31.42 % of 2021."""
    rate = replace(law().contribution_groups[0].rate, value=Decimal("0.3142"))
    group = ContributionGroup("standard", rate, None, None, date(2021, 1, 1), date(2021, 12, 31), None)
    parameters = replace(law(), contribution_groups=(group,))
    first = (given("car_benefit", "2500"), given("fuel_benefit", "1000"), given("fuel_payment", "1000"))
    slips = [
        calculate_payslip(make_basis(monthly(salary), given=lines), parameters)
        for salary, lines in ((28_500, first), (25_350, ()), (26_700, ()))
    ]
    fuel = next(one for one in slips[0].lines if one.pay_item == "fuel_benefit")
    assert (fuel.amount, slips[0].taxable_pay) == (120_000, 3_220_000)
    found = [one for result in slips for one in result.contributions]
    assert sum(one.basis for one in found) == 8_305_000
    assert declared(found) == 2_609_400
    why = {one.name: one.value for one in slips[0].contributions[0].explanation.inputs}
    assert (why["taxable_pay"], why["outside_contributions"], why["basis"]) == ("3220000", "120000", "3100000")


def test_fuel_that_was_paid_more_for_than_it_is_worth_lowers_nothing_else() -> None:
    result = slip(given("fuel_benefit", "500"), given("fuel_payment", "900"))
    assert (result.contributions[0].basis, result.net_deductions) == (3_500_000, 90_000)
    assert slip(given("fuel_payment", "900")).contributions[0].basis == 3_500_000
    assert slip(given("fuel_benefit", "500")).contributions[0].basis == 3_550_000


def test_example_9_a_bicycle_below_the_free_amount_is_not_taxed() -> None:
    """E9: 5 000 / 6 + 300 + 5 000 × 3.62 % = 1 314 a year."""
    details = {"bicycle_price": "500000", "life_years": "6", "service_cost": "30000"}
    free = line(given("bicycle_benefit", **details, offered_to_all="1"), with_rate("0.0262"))
    assert (free.amount, inputs(free)["value_of_year"]) == (0, "131400")
    assert line(given("bicycle_benefit", **details), with_rate("0.0262")).amount == 10_900


def test_an_electric_bicycle_loses_a_fifth_a_year() -> None:
    """36 000 × 20 % + 1 200 + 36 000 × 3.55 % = 9 678; less 3 000: 6 678; / 12 = 556.50."""
    details = {"bicycle_price": "3600000", "service_cost": "120000", "electric": "1", "offered_to_all": "1"}
    assert value("bicycle_benefit", **details) == 556


def test_meals_have_the_values_of_the_year() -> None:
    assert value("meals_benefit", whole_days="2", main_meals="18", breakfasts="3") == 2 * 310 + 18 * 124 + 3 * 62
    assert value("meals_benefit", main_meals="18") == 2232
    assert value("meals_benefit") == 0


def test_of_a_health_insurance_the_share_is_taxed_that_was_entered() -> None:
    assert value("health_insurance_benefit", "333", taxable_share="60") == 199
    assert value("health_insurance_benefit", "333.50") == Decimal("333.50")


def test_wellness_is_free_up_to_the_limit_and_taxed_in_whole_above() -> None:
    assert value("wellness_allowance", "5000") == 0
    assert value("wellness_allowance", "5000.01") == Decimal("5000.01")
    assert line(given("wellness_allowance", "4200")).explanation.formula == "4200 ≤ 5000 → 0 = 0.00"


def test_interest_below_the_law_is_a_benefit() -> None:
    """100 000 × (2.55 % + 1 % − 1 %) / 12 = 212.50."""
    assert value("loan_interest_benefit", "100000", interest_rate="1") == 212
    assert value("loan_interest_benefit", "100000", interest_rate="4") == 0


def test_payment_from_the_net_pay_lowers_the_car_and_no_further_than_to_nothing() -> None:
    result = slip(given("car_benefit", "2500"), given("car_payment", "1000"))
    assert (result.benefits, result.net_deductions, result.taxable_pay) == (150_000, 100_000, 3_650_000)
    lowered = next(one for one in result.lines if one.pay_item == "car_benefit")
    assert lowered.explanation.formula == "2500 − 1000 = 1500.00"
    assert inputs(lowered)["paid_for_benefit"] == "100000"
    assert slip(given("car_benefit", "2500"), given("car_payment", "3000")).benefits == 0
    two = slip(given("car_benefit", "800"), given("car_benefit", "700"), given("car_payment", "1000"))
    assert two.benefits == 50_000


def test_a_payment_lowers_only_its_own_benefit() -> None:
    result = slip(given("meals_benefit", main_meals="10"), given("car_payment", "1000"))
    assert result.benefits == 124_000
    assert slip(given("meals_benefit", main_meals="10"), given("meals_payment", "240")).benefits == 100_000


def test_a_payment_that_the_pay_is_not_enough_for_is_refused_as_far_as_a_benefit_was_lowered_by_it() -> None:
    with pytest.raises(PaymentNotCovered):
        slip(given("car_benefit", "6000"), given("car_payment", "5000"), salary=4_000)
    without_car = slip(given("car_payment", "5000"), salary=4_000)
    assert (without_car.net_deductions, without_car.net_pay) == (280_000, 0)


def test_a_benefit_alone_is_declared_without_tax() -> None:
    """No cash, nothing to withhold; contributions are paid all the same."""
    result = slip(given("car_benefit", "3000"), salary=0)
    assert (result.preliminary_tax, result.net_pay, result.contributions[0].basis) == (0, 0, 300_000)
