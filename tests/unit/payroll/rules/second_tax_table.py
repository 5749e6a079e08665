"""The monthly tax tables once more, written from the description alone, in exact fractions and without haste.

It shares neither code nor data with the product: constants and steps are those of SKV 433 as tax-tables.md, sections
3 and 4, tells them. Compared in full with the product's tables of 2025 and 2026, every row was equal.
"""

from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

Line = tuple[str, str, str]
BASIC: list[Line] = [
    ("0.99", "0.423", "0"),
    ("2.72", "0.225", "0.20"),
    ("3.11", "0.77", "0"),
    ("7.88", "1.081", "-0.10"),
    ("99999", "0.293", "0"),
]
SENIOR: list[Line] = [
    ("0.91", "0.687", "0"),
    ("1.11", "0.885", "-0.20"),
    ("1.965", "0.600", "0.057"),
    ("2.72", "0.333", "0.1949"),
    ("3.11", "-0.212", "0.3949"),
    ("3.24", "-0.523", "0.4949"),
]


class Year(NamedTuple):
    pbb: int
    ibb: int
    threshold: int
    service_cap: str
    senior: list[Line]
    job_slope: str
    job_top: str
    sickness: tuple[str, str, str]


YEARS = {
    2025: Year(
        58_800, 80_600, 625_800, "1.55",
        [*SENIOR, ("5.00", "0.096", "0.304"), ("7.88", "0.186", "0.286"), ("8.08", "0.872", "0.199"),
         ("10.94", "2.480", "0"), ("12.47", "9.263", "-0.62"), ("99999", "1.532", "0")],
        "0.199", "2.776", ("0.3405", "1.703", "0.128"),
    ),
    2026: Year(
        59_200, 83_400, 643_000, "1.42",
        [*SENIOR, ("5.00", "-0.073", "0.356"), ("7.88", "0.017", "0.338"), ("8.08", "0.703", "0.251"),
         ("11.16", "2.732", "0"), ("12.84", "9.651", "-0.62"), ("99999", "1.691", "0")],
        "0.251", "3.027", ("0.3874", "1.813", "0.251"),
    ),
}  # fmt: skip


def cell(year: int, table: int, column: int, upper: int) -> int:
    """The amount cell of the row that ends at `upper` kronor a month."""
    return yearly_tax(YEARS[year], table, column, 12 * upper // 100 * 100) // 12


def per_cent(year: int, table: int, column: int, upper: int) -> int:
    """The percentage of the step that ends at `upper`: binary floats in the order of the agency."""
    return int(cell(year, table, column, upper) / upper * 100 + 0.5)


def yearly_tax(year: Year, table: int, column: int, income: int) -> int:
    """Steps 2 to 6."""
    basic = _schedule(BASIC, income, year.pbb)
    usual = min(_hundred_up(basic), income)
    allowance = usual
    if column in (2, 3):
        allowance = min(_hundred_up(basic + _schedule(year.senior, income, year.pbb)), income)
    taxable = income - allowance
    rate = Fraction(table, 100) - Fraction("0.0116")
    municipal, state = floor(taxable * rate), floor(Fraction(max(0, taxable - year.threshold), 5))
    fees = floor(taxable * Fraction("0.0116"))
    pension = _pension_fee(year, income) if column in (1, 3, 5) else 0
    service = floor(min(Fraction(taxable), Fraction(year.service_cap) * year.ibb) / 100)
    against_municipal = min(pension, municipal)
    municipal -= against_municipal
    state -= min(pension - against_municipal, state)
    municipal -= min(_work_credit(year, column, income, usual, rate), municipal)
    municipal -= min(_earned_income_credit(taxable), municipal)
    return municipal + state + fees + pension + service


def _schedule(lines: list[Line], income: int, pbb: int) -> Fraction:
    limit, base, slope = next(line for line in lines if income <= Fraction(line[0]) * pbb)
    return Fraction(base) * pbb + Fraction(slope) * income


def _hundred_up(kronor: Fraction) -> int:
    return ceil(kronor / 100) * 100


def _pension_fee(year: Year, income: int) -> int:
    if income < Fraction("0.423") * year.pbb:
        return 0
    exact = Fraction("0.07") * min(Fraction(income), Fraction("8.07") * year.ibb)
    below = floor(exact / 100) * 100
    return below if exact - below <= 50 else below + 100


def _work_credit(year: Year, column: int, income: int, allowance: int, rate: Fraction) -> int:
    if column == 1:
        top = (year.job_slope, year.job_top)
        return floor(max(Fraction(0), _job_base(year, income, *top) - allowance) * rate)
    if column == 3:
        lines = [("1.75", "0", "0.22"), ("5.24", "0.2635", "0.07"), ("99999", "0.6293", "0")]
        return floor(_schedule(lines, income, year.pbb))
    if column == 4:
        return floor(max(_sickness_base(year, income) - allowance, Fraction("0.045") * income) * rate)
    return 0


def _kink(income: int, pbb: int, kink: str, value: str, slope: str) -> Fraction:
    return Fraction(value) * pbb + Fraction(slope) * (income - Fraction(kink) * pbb)


def _job_base(year: Year, income: int, slope: str, top: str) -> Fraction:
    if income <= Fraction("0.91") * year.pbb:
        return Fraction(income)
    if income <= Fraction("3.24") * year.pbb:
        return _kink(income, year.pbb, "0.91", "0.91", "0.3874")
    if income <= Fraction("8.08") * year.pbb:
        return _kink(income, year.pbb, "3.24", "1.813", slope)
    return Fraction(top) * year.pbb


def _sickness_base(year: Year, income: int) -> Fraction:
    first, value, second = year.sickness
    if income <= Fraction("0.91") * year.pbb:
        return Fraction(income)
    if income <= Fraction("3.24") * year.pbb:
        return _kink(income, year.pbb, "0.91", "0.91", first)
    return _kink(income, year.pbb, "3.24", value, second)


def _earned_income_credit(taxable: int) -> int:
    if taxable <= 40_000:
        return 0
    return floor(Fraction("0.0075") * (taxable - 40_000)) if taxable <= 240_000 else 1_500
