"""Tax by table, tax on side income, and never more tax than there is cash."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from payroll.rules.basis import Exemption, Tax, TaxMethod
from payroll.rules.month_to_date import MonthToDate
from payroll.rules.preliminary_tax import Payment, preliminary_tax, tax_lines
from payroll.rules.result import Group
from payroll.rules.tax_by_amount import fixed_tax
from payroll.statutory import Parameters
from tests.factories.payslip_basis import SIDE_INCOME, TABLE_33, law, seen

DECIDED = (
    Tax(TaxMethod.ADJUSTMENT_RATE, rate=Decimal(18)),
    Tax(TaxMethod.ADJUSTMENT_AMOUNT, amount=250_000),
    Tax(TaxMethod.SINK),
    Tax(TaxMethod.ARTIST_SINK),
)
STUDENT = replace(SIDE_INCOME, exemption=Exemption.STUDENT)
LOW_EARNER = replace(SIDE_INCOME, exemption=Exemption.LOW_INCOME)


def tax_on(taxable: int, tax: Tax = TABLE_33, cash: int | None = None, parameters: Parameters | None = None) -> int:
    """Öre of tax on öre of taxable pay."""
    line = preliminary_tax(tax, taxable, taxable if cash is None else cash, parameters or law())
    assert line.group == Group.TAX
    return -line.amount


def test_the_table_of_the_year_of_the_payday_decides() -> None:
    table_34 = Tax(TaxMethod.TABLE, 34, 1)
    assert tax_on(2_810_000, table_34) == 558_800
    assert tax_on(2_810_000, table_34, parameters=law(date(2025, 12, 23))) == 581_500


def test_oere_of_the_pay_do_not_reach_the_next_row() -> None:
    assert tax_on(2_520_099) == tax_on(2_520_000) == 467_200
    assert tax_on(2_520_100) > 467_200


def test_percent_rows_take_whole_kronor_of_the_whole_pay() -> None:
    """Table 32 in 2026: 35 % from 89,401 to 90,400; 35 % of 90,001 is 31,500.35."""
    assert tax_on(9_000_199, Tax(TaxMethod.TABLE, 32, 1)) == 3_150_000


def test_nothing_is_taken_of_nothing() -> None:
    assert tax_on(0) == tax_on(99) == tax_on(99, cash=10_000) == 0
    assert tax_on(0, SIDE_INCOME) == 0


def test_a_decided_amount_is_taken_whole_where_nothing_was_taken_before_in_the_month() -> None:
    line = fixed_tax(DECIDED[1], 3_000_000, 3_000_000, law())
    assert (line.amount, line.explanation.formula) == (-250_000, "2500.00 → 2500.00")
    again = fixed_tax(DECIDED[1], 3_000_000, 3_000_000, law(), 100_000)
    assert (again.amount, again.explanation.formula) == (-150_000, "2500.00 − 1000.00 → 1500.00")


def test_side_income_gives_thirty_per_cent_without_oere() -> None:
    assert tax_on(900_000, SIDE_INCOME) == 270_000
    assert tax_on(900_099, SIDE_INCOME) == 270_000  # 2,700.297


@pytest.mark.parametrize(("taxable", "tax"), [(9_999, 0), (10_000, 3_000)])
def test_side_income_below_a_hundred_kronor_is_free(taxable: int, tax: int) -> None:
    assert tax_on(taxable, SIDE_INCOME) == tax


@pytest.mark.parametrize(("cash", "tax"), [(100_000, 100_000), (100_099, 100_000), (99, 0), (0, 0), (-5_000, 0)])
@pytest.mark.parametrize("method", [TABLE_33, SIDE_INCOME, *DECIDED])
def test_tax_is_never_more_than_the_cash(method: Tax, cash: int, tax: int) -> None:
    """Benefits of 30,000 kronor are taxed out of whatever is paid in cash, in whole kronor."""
    assert tax_on(3_000_000, method, cash) == tax


def test_the_tax_line_says_which_cell_it_is() -> None:
    line = preliminary_tax(TABLE_33, 2_510_000, 2_510_000, law())
    assert line.explanation.formula == "33:1, 25001–25200 → 4672.00"
    assert {one.name: one.value for one in line.explanation.inputs} == {
        "taxable_pay": "2510000",
        "income_year": "2026",
        "tax_table": "33",
        "tax_column": "1",
        "tax_source": "Skatteverket, SKV 433 utgåva 36 (inkomstår 2026)",
    }
    assert line.explanation.law == "tax_procedure_act.table"


def test_the_tax_line_of_a_percent_row_says_per_cent_of_what() -> None:
    line = preliminary_tax(Tax(TaxMethod.TABLE, 32, 1), 9_000_199, 9_000_199, law())
    assert line.explanation.formula == "90001 × 35 % → 31500.00"


def test_the_tax_line_of_no_pay_is_nothing() -> None:
    assert preliminary_tax(TABLE_33, 0, 0, law()).explanation.formula == "0 → 0.00"


def test_side_income_says_the_rate_and_where_it_comes_from() -> None:
    explanation = preliminary_tax(SIDE_INCOME, 900_000, 900_000, law()).explanation
    assert explanation.formula == "9000.00 × 30 % → 2700.00"
    rate, free = explanation.figures
    assert seen(rate.value, rate.unit, free.value) == (Decimal("0.30"), "share", 100)
    assert "11 kap. 20 §" in rate.source
    assert explanation.law == "tax_procedure_act.secondary_income"


@pytest.mark.parametrize(
    ("tax", "owed"), [*zip(DECIDED, (180_000, 250_000, 225_000, 150_000), strict=True), (Tax(TaxMethod.NO_TAX), 0)]
)
def test_a_decision_comes_before_table_and_side_income(tax: Tax, owed: int) -> None:
    assert tax_on(1_000_000, replace(tax, table=33, column=1), 1_000_000) == owed


def test_sink_follows_the_year_of_the_payday() -> None:
    sink = Tax(TaxMethod.SINK)
    assert tax_on(1_000_000, sink, parameters=law(date(2025, 12, 23))) == 250_000
    assert tax_on(1_000_099, sink) == 225_000  # 2,250.22


def test_a_quarter_of_an_experts_pay_and_of_a_one_off_amount_is_exempt() -> None:
    expert = replace(TABLE_33, exemption=Exemption.EXPERT)
    (line,) = tax_lines(expert, Payment(10_000_000, 10_000_000), law())
    assert -line.amount == tax_on(7_500_000, TABLE_33)
    assert ("expert_exempt", "2500000") in [(one.name, one.value) for one in line.explanation.inputs]
    both = tax_lines(expert, Payment(12_000_000, 12_000_000, one_off=2_000_000, earned=4_000_000), law())
    plain = tax_lines(TABLE_33, Payment(9_000_000, 12_000_000, one_off=1_500_000, earned=3_000_000), law())
    assert [one.amount for one in both] == [one.amount for one in plain]


@pytest.mark.parametrize(
    ("tax", "earned", "owed"),
    [
        (STUDENT, 1_704_100, 0),
        (STUDENT, 1_704_101, 240_000),
        (LOW_EARNER, 0, 240_000),
    ],
)
def test_a_student_is_free_until_the_pay_of_the_year_passes_the_limit(tax: Tax, earned: int, owed: int) -> None:
    (line,) = tax_lines(tax, Payment(800_000, 800_000, earned=earned), law())
    assert -line.amount == owed


@pytest.mark.parametrize(("earned", "owed"), [(0, 0), (49_999, 0), (50_000, 15_000), (90_000, 15_000)])
def test_a_low_earner_is_free_below_the_amount_of_the_year(earned: int, owed: int) -> None:
    (line,) = tax_lines(LOW_EARNER, Payment(50_000, 50_000, earned=earned), law())
    assert -line.amount == owed


@pytest.mark.parametrize(("cash", "extra"), [(1_000_000, 50_000), (330_000, 30_000), (300_000, 0), (300_099, 0)])
def test_extra_tax_takes_no_more_than_what_is_left(cash: int, extra: int) -> None:
    ordinary, asked = tax_lines(replace(SIDE_INCOME, extra=50_000), Payment(1_000_000, cash), law())
    assert (-ordinary.amount, -asked.amount) == (300_000, extra)


def test_who_is_free_of_tax_can_still_ask_for_some() -> None:
    lines = tax_lines(replace(STUDENT, extra=50_000), Payment(800_000, 800_000), law())
    assert [(line.pay_item, line.amount) for line in lines] == [("student_free_tax", 0), ("extra_tax", -50_000)]


def test_one_off_pay_without_other_pay_has_its_own_tax_alone() -> None:
    """10 000 of severance to who has earned 400 000: 26 %."""
    lines = tax_lines(TABLE_33, Payment(1_000_000, 1_000_000, 1_000_000, 40_000_000), law())
    assert [(line.pay_item, line.amount) for line in lines] == [("one_off_tax", -260_000)]


def test_ordinary_pay_beside_a_one_off_amount_is_taxed_with_what_was_paid_before_in_the_month() -> None:
    """25 200 before and 9 800 now are 35 000: the tax of the table is 7 134, of which 4 672 is taken already."""
    before = MonthToDate(by_table=2_520_000, table_tax=467_200)
    lines = tax_lines(TABLE_33, Payment(1_980_000, 1_980_000, 1_000_000, 40_000_000, before=before), law())
    assert [(line.pay_item, line.amount) for line in lines] == [
        ("preliminary_tax", -246_200),
        ("one_off_tax", -260_000),
    ]


def test_the_tax_of_a_one_off_amount_takes_no_more_than_the_cash_that_the_other_tax_left() -> None:
    """35 000 and 10 000 of which 38 000 are benefits: of 7 000 in cash the table takes all of 7 134 that there is."""
    lines = tax_lines(TABLE_33, Payment(4_500_000, 700_000, 1_000_000, 40_000_000), law())
    assert [line.amount for line in lines] == [-700_000, 0]
    lines = tax_lines(TABLE_33, Payment(4_500_000, 800_000, 1_000_000, 40_000_000), law())
    assert [line.amount for line in lines] == [-713_400, -86_600]
