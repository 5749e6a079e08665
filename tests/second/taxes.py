"""Preliminary tax of a payment, as payroll-rules.md section 2 puts it."""

from fractions import Fraction
from functools import cache
from math import ceil, floor

from payroll.rules.basis import Exemption, PayslipBasis, Tax, TaxMethod
from tests.second.figures import Refused, figure, kronor_down, one_off_per_cent, ore
from tests.unit.payroll.rules.second_tax_table import cell, per_cent

Line = tuple[str, int]
LAST_AMOUNT, LAST_STEP = 80_000, 2_000_000


def taxes(basis: PayslipBasis, taxable: int, one_off: int, cash: int) -> list[Line]:
    """Tax lines, negative: that of the pay, that of a one-off amount, and what was asked for on top."""
    lines: list[Line] = []
    left = kronor_down(cash)
    for name, wanted in _wanted(basis, taxable, one_off):
        taken = max(min(kronor_down(wanted), left), 0)
        left -= taken
        lines.append((name, -taken))
    return lines


def _wanted(basis: PayslipBasis, taxable: int, one_off: int) -> list[tuple[str, Fraction]]:
    tax = basis.tax
    extra = [("extra_tax", Fraction(tax.extra))]
    taxable, one_off = taxable - expert_part(basis, taxable), one_off - expert_part(basis, one_off)
    free = _free(basis, taxable)
    if free:
        return [(free, Fraction(0)), *extra]
    if tax.method == TaxMethod.TABLE and one_off:
        ordinary = taxable - one_off
        return [*_by_table(basis, ordinary), ("one_off_tax", _one_off(basis, ordinary, one_off)), *extra]
    if tax.method == TaxMethod.TABLE:
        return [*_by_table(basis, taxable), *extra]
    return [_by_decision(basis, taxable), *extra]


def expert_part(basis: PayslipBasis, amount: int) -> int:
    """What is exempt of an expert's pay: 25 %, to the öre."""
    if basis.tax.exemption != Exemption.EXPERT:
        return 0
    return ore(max(amount, 0) * figure("expert_exempt_share", basis.payday))


def _free(basis: PayslipBasis, taxable: int) -> str:
    """The name of the line when the pay of the year is within the limit of an exemption."""
    year = basis.year_to_date.gross_pay + basis.year_to_date.benefits + taxable
    if basis.tax.exemption == Exemption.STUDENT and year <= figure("student_income_limit", basis.payday) * 100:
        return "student_free_tax"
    if basis.tax.exemption == Exemption.LOW_INCOME and year < figure("low_income_free_below", basis.payday) * 100:
        return "low_income_free_tax"
    return ""


def _by_table(basis: PayslipBasis, pay: int) -> list[tuple[str, Fraction]]:
    earlier = basis.paid_in_month
    kronor = max(pay + (earlier.by_table if earlier else 0), 0) // 100
    of_month = 100 * table_tax(basis.payday.year, basis.tax, kronor)
    return [("preliminary_tax", Fraction(of_month - (earlier.table_tax if earlier else 0)))]


def table_tax(year: int, tax: Tax, kronor: int) -> int:
    """Whole kronor by the monthly table."""
    return _table_tax(year, tax.table, tax.column, kronor)


@cache
def _table_tax(year: int, table: int, column: int, kronor: int) -> int:
    if kronor <= 2_000:
        return cell(year, table, column, 2_000) if kronor else 0
    step = 100 if kronor <= 20_000 else 200
    upper = ceil(kronor / step) * step
    if upper <= LAST_AMOUNT:
        return cell(year, table, column, upper)
    return kronor * per_cent(year, table, column, min(upper, LAST_STEP)) // 100


def _one_off(basis: PayslipBasis, ordinary: int, one_off: int) -> Fraction:
    """By the income that the year is expected to come to, in whole kronor, with the one-off amount."""
    earned = basis.year_to_date.gross_pay + basis.year_to_date.benefits
    earned -= expert_part(basis, earned)
    months_left = 13 - basis.payday.month
    expected = basis.tax.expected_income or earned + ordinary * months_left + one_off
    rate = one_off_per_cent(basis.payday.year, basis.tax.column, floor(Fraction(expected, 100)))
    return Fraction(one_off * rate, 100)


def _by_decision(basis: PayslipBasis, taxable: int) -> tuple[str, Fraction]:
    tax, day, pay = basis.tax, basis.payday, Fraction(taxable)
    match tax.method:
        case TaxMethod.SECONDARY_INCOME:
            free = pay < figure("secondary_income_free_below", day) * 100
            return "secondary_income_tax", Fraction(0) if free else pay * figure("secondary_income_rate", day)
        case TaxMethod.ADJUSTMENT_RATE:
            return "adjusted_tax", pay * Fraction(tax.rate) / 100
        case TaxMethod.ADJUSTMENT_AMOUNT:
            return "fixed_tax", Fraction(tax.amount - (basis.paid_in_month.fixed_tax if basis.paid_in_month else 0))
        case TaxMethod.SINK:
            return "sink_tax", pay * figure("sink_rate", day)
        case TaxMethod.ARTIST_SINK:
            return "artist_sink_tax", pay * figure("artist_sink_rate", day)
        case TaxMethod.NO_TAX:
            return "no_tax", Fraction(0)
    raise Refused(tax.method)
