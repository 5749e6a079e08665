"""Why a figure is what it is, in words."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from payroll.explaining import answer_to, formula_in_words
from payroll.rules.basis import Exemption, Kind, PayslipBasis, Tax, TaxMethod, Terms
from payroll.rules.month_to_date import MonthToDate
from payroll.rules.payslip import calculate_payslip
from payroll.rules.result import Explanation, Input, Unit
from tests.factories.payslip_basis import SIDE_INCOME, law, make_basis, monthly, october, registered


@pytest.fixture(autouse=True)
def _swedish() -> object:
    with translation.override("sv"):
        yield


def said(basis: PayslipBasis) -> dict[str, str]:
    """The formula of each line, in words."""
    lines = calculate_payslip(basis, law()).lines
    sick_pay = {line.amount for line in lines if line.pay_item == "sick_pay"}
    words = {line.pay_item: formula_in_words(line.explanation, sick_pay) for line in lines}
    return {item: text.replace("\xa0", " ") for item, text in words.items()}


def sick(days: Sequence[int], minutes: int = 480, terms: Terms | None = None) -> PayslipBasis:
    return make_basis(terms or monthly(35_000), registrations=registered(Kind.SICK, october(*days), minutes))


def test_an_agreed_salary_and_the_cell_of_the_tax_table_are_said_in_words() -> None:
    words = said(make_basis(monthly(35_000)))
    assert words["monthly_salary"] == "Avtalad månadslön"
    assert words["preliminary_tax"] == "Tabell 33, kolumn 1: för 34 801–35 000 kr är skatten 7 134 kr"


def test_a_percentage_of_the_table_is_said_with_what_it_comes_to() -> None:
    words = said(make_basis(monthly(100_000)))
    assert words["preliminary_tax"].startswith("Tabell 33, kolumn 1: för ")
    assert " % av lönen: " in words["preliminary_tax"]


def test_the_tax_of_a_second_payment_in_a_month_is_said_with_what_the_first_bore() -> None:
    before = MonthToDate(by_table=2_510_000, table_tax=467_200, fixed_tax=180_000)
    words = said(replace(make_basis(monthly(25_100)), paid_in_month=before))
    assert words["preliminary_tax"] == (
        "Tabell 33, kolumn 1: för 50 001–50 200 kr är skatten 11 768 kr, "
        "varav 4 672 kr är draget tidigare i månaden: 7 096 kr"
    )
    per_cent = said(replace(make_basis(monthly(75_000)), paid_in_month=before))["preliminary_tax"]
    assert " % av lönen: " in per_cent
    assert ", varav 4 672 kr är draget tidigare i månaden: " in per_cent
    fixed = Tax(TaxMethod.ADJUSTMENT_AMOUNT, amount=250_000)
    words = said(replace(make_basis(monthly(25_100), tax=fixed), paid_in_month=before))
    assert words["fixed_tax"] == "Beslutat: 2 500 kr, varav 1 800 kr är draget tidigare i månaden: 700 kr"


def test_tax_that_the_cash_does_not_cover_says_so() -> None:
    inputs = (
        Input("taxable_pay", "3500000", Unit.ORE),
        Input("income_year", "2026", Unit.NONE),
        Input("tax_table", "33", Unit.NONE),
        Input("tax_column", "1", Unit.NONE),
    )
    stored = Explanation("preliminary_tax", "33:1, 34801–35000 → 900.00", inputs)
    assert formula_in_words(stored).endswith("7\xa0134 kr, men högst den kontanta lönen: 900 kr")


def test_the_table_of_a_year_that_is_gone_leaves_the_stored_formula() -> None:
    inputs = (
        Input("taxable_pay", "3500000", Unit.ORE),
        Input("income_year", "1999", Unit.NONE),
        Input("tax_table", "33", Unit.NONE),
        Input("tax_column", "1", Unit.NONE),
    )
    stored = Explanation("preliminary_tax", "33:1, 34801–35000 → 7134.00", inputs)
    answer = answer_to(stored)
    assert answer.formula.replace("\xa0", " ") == "33:1, 34 801–35 000 → 7 134,00"
    assert answer.steps == []


def test_side_income_has_its_percentage() -> None:
    assert said(make_basis(monthly(5_000), tax=SIDE_INCOME))["secondary_income_tax"] == "5 000,00 × 30 % → 1 500,00"


def test_decisions_and_wishes_are_said_in_words() -> None:
    decided = Tax(TaxMethod.ADJUSTMENT_AMOUNT, amount=250_000, extra=300_000)
    words = said(make_basis(monthly(5_000), tax=decided))
    assert words["fixed_tax"] == "Beslutat: 2 500 kr"
    assert words["extra_tax"] == "Önskat: 3 000 kr, men högst den kontanta lönen: 2 500 kr"
    assert said(make_basis(monthly(5_000), tax=Tax(TaxMethod.NO_TAX)))["no_tax"] == "Ingen skatt dras"
    assert said(make_basis(monthly(5_000), tax=Tax(TaxMethod.SINK)))["sink_tax"] == "5 000,00 × 22,5 % → 1 125,00"


def test_pay_that_is_free_of_tax_says_how_far_it_is_to_the_limit() -> None:
    student = replace(SIDE_INCOME, exemption=Exemption.STUDENT)
    words = said(make_basis(monthly(5_000), tax=student))
    assert words["student_free_tax"] == "Årets lön med den här: 5 000,00 kr, gränsen är 25 041 kr"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_kind_of_tax_has_name_inputs_and_law_in_words(language: str) -> None:
    every = [Tax(method, 33, 1, Decimal(18), 250_000, 50_000) for method in TaxMethod]
    every += [replace(SIDE_INCOME, exemption=one) for one in Exemption]
    with translation.override(language):
        for tax in every:
            for line in calculate_payslip(make_basis(monthly(900), tax=tax), law()).lines[1:]:
                answer = answer_to(line.explanation)
                assert answer.title != line.pay_item
                assert answer.law != line.explanation.law
                assert not {fact["label"] for fact in answer.facts} & {one.name for one in line.explanation.inputs}


def test_a_qualifying_deduction_is_whole_or_says_what_it_was_cut_to() -> None:
    assert said(sick([5]))["qualifying_deduction"] == "−20 % × 80 % × 35 000 × 12 / 52 = −1 292,31"
    cut = said(sick([5], minutes=240))["qualifying_deduction"]
    assert cut == "−20 % × 80 % × 35 000 × 12 / 52, högst sjuklönen 646,15"


def test_a_qualifying_deduction_that_goes_on_says_what_was_left_of_it() -> None:
    stored = Explanation("qualifying_deduction", "−20 % × 80 % × 35000 × 12 / 52, 646.15 = -646.15")
    assert formula_in_words(stored, {258_462}).endswith(", det som återstod 646,15")


def test_sources_are_given_as_the_law_is_cited() -> None:
    (line,) = [one for one in calculate_payslip(sick([5]), law()).lines if one.pay_item == "qualifying_deduction"]
    assert "6 § lagen (1991:1047) om sjuklön: 20 % av sjuklönen för en genomsnittlig vecka (2025-01-01)" in (
        answer_to(line.explanation).sources
    )
