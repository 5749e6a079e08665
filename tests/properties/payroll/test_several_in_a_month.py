"""Several payments in a month: tax by table and the limits of a month are for all of them together."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from payroll.rules.basis import PayslipBasis, Tax, TaxMethod, YearToDate
from payroll.rules.month_to_date import EarlierPayslip, MonthToDate, month_to_date
from payroll.rules.payslip import calculate_payslip
from payroll.rules.result import Group, PayslipResult
from tests.factories.payslip_basis import TABLE_33, law, make_basis, monthly

LAW = law()
FIXED = Tax(TaxMethod.ADJUSTMENT_AMOUNT, amount=250_000)


def paid(ore: int, tax: Tax = TABLE_33, born: int = 1985) -> PayslipBasis:
    return make_basis(replace(monthly(1), monthly_salary=ore), tax=tax, birth_year=born)


def stored(slip: PayslipResult) -> EarlierPayslip:
    taxes = [(line.explanation, -line.amount) for line in slip.lines if line.group == Group.TAX]
    return EarlierPayslip(slip.taxable_pay, slip.contributions, taxes)


def in_a_month(*bases: PayslipBasis) -> list[PayslipResult]:
    """The payslips of one month, each knowing those before it."""
    slips: list[PayslipResult] = []
    for basis in bases:
        earned = YearToDate(sum(one.gross_pay for one in slips))
        before = month_to_date(map(stored, slips)) if slips else None
        slips.append(calculate_payslip(replace(basis, paid_in_month=before, year_to_date=earned), LAW))
    return slips


salaries = st.integers(100_000, 9_000_000)


@given(salaries, salaries, salaries)
def test_payments_of_a_month_have_the_tax_and_the_basis_of_their_sum(first: int, second: int, third: int) -> None:
    slips = in_a_month(*(paid(ore, born=2006) for ore in (first, second, third)))
    whole = calculate_payslip(paid(first + second + third, born=2006), LAW)
    left = whole.preliminary_tax - sum(one.preliminary_tax for one in slips)
    assert left == 0 or (left > 0 and slips[-1].net_pay < 100)
    assert bases_of(slips) == bases_of([whole])


def bases_of(slips: list[PayslipResult]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in (one for slip in slips for one in slip.contributions if one.basis):
        found[one.group] = found.get(one.group, 0) + one.basis
    return found


@given(salaries, salaries)
def test_a_decided_amount_is_taken_once_in_a_month(first: int, second: int) -> None:
    slips = in_a_month(paid(first, FIXED), paid(second, FIXED))
    assert sum(one.preliminary_tax for one in slips) == min(250_000, first // 100 * 100 + second // 100 * 100)


def test_the_second_tax_line_says_what_the_first_took() -> None:
    _first, second = in_a_month(paid(2_510_000), paid(2_510_000))
    line = second.lines[-1].explanation
    assert line.formula == "33:1, 50001–50200 − 4672.00 → 7096.00"
    told = {one.name: one.value for one in line.inputs}
    assert (told["taxable_pay"], told["taxed_this_month"], told["tax_taken_this_month"]) == (
        "2510000",
        "2510000",
        "467200",
    )
    (contribution,) = second.contributions
    assert ("charged_this_month", "2510000") in [(one.name, one.value) for one in contribution.explanation.inputs]
    _first, taken = in_a_month(paid(2_510_000, FIXED), paid(2_510_000, FIXED))
    assert taken.lines[-1].explanation.formula == "2500.00 − 2500.00 → 0.00"


def test_a_per_cent_of_the_table_is_of_the_whole_month() -> None:
    """Table 32 in 2026: 35 % from 89,401 to 90,400."""
    table_32 = Tax(TaxMethod.TABLE, 32, 1)
    first, second = in_a_month(paid(4_000_000, table_32), paid(5_000_150, table_32))
    assert first.preliminary_tax == 815_100
    assert second.preliminary_tax == 3_150_000 - 815_100
    assert second.lines[-1].explanation.formula == "90001 × 35 % − 8151.00 → 23349.00"


def test_pay_that_was_free_of_contributions_is_settled_once() -> None:
    """600.40 is free; with 700.40 the year's 1,300.80 is basis; the 100.20 after it makes it 1,401."""
    side = Tax(TaxMethod.SECONDARY_INCOME)
    slips = in_a_month(paid(60_040, side), paid(70_040, side), paid(10_020, side))
    assert [sum(one.basis for one in slip.contributions) for slip in slips] == [0, 130_000, 10_100]


def test_nothing_is_shared_with_what_was_taxed_otherwise() -> None:
    side_first = month_to_date([stored(calculate_payslip(paid(2_510_000, Tax(TaxMethod.SECONDARY_INCOME)), LAW))])
    assert side_first == MonthToDate(charged=2_510_000, bases=(("standard", 2_510_000),))
    assert calculate_payslip(replace(paid(2_510_000), paid_in_month=side_first), LAW).preliminary_tax == 467_200
