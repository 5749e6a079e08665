"""The monthly tax tables, generated exactly as the agency's published ones.

Source: Skatteverket, SKV 433; every published amount cell and percent row of 2025 and 2026 is equal. All arithmetic is
integers scaled by a million, except the percent rows, which the agency computes in double precision.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import NamedTuple

from common.values import frozen
from payroll.statutory import Row, TaxConstants
from payroll.statutory.parameters import Line

SCALE = 1_000_000
TABLES = range(29, 43)
COLUMNS = range(1, 7)
SENIOR_COLUMNS = (2, 3)
PENSION_COLUMNS = (1, 3, 5)
FEE_RATE = 116  # burial and faith fee assumed in every table, 1.16 %, in hundredths of a per cent
LAST_AMOUNT, LAST_SCANNED = 80_000, 2_000_000
STRETCH = 100_000


class ScaledLine(NamedTuple):
    """A line of a schedule with the year's PBB put in, as integers."""

    limit: int  # thousandths of a krona; -1 for none
    constant: int  # millionths of a krona
    slope: int  # millionths


class Base(NamedTuple):
    """What depends on the yearly income alone, in whole kronor (credit bases in millionths)."""

    income: int
    allowance: int
    senior_allowance: int
    pension_fee: int
    job_credit: int
    senior_credit: int
    sickness_credit: int


class YearlyTax(NamedTuple):
    """The tax of one yearly income in one table and column, part by part, in whole kronor."""

    income: int
    allowance: int
    taxable: int
    municipal: int
    fees: int
    state: int
    pension_fee: int
    public_service: int
    pension_credit: int
    work_credit: int
    earned_income_credit: int
    total: int

    @property
    def monthly(self) -> int:
        """The cell: a twelfth, without öre."""
        return self.total // 12


def _scaled(lines: tuple[Line, ...], base_amount: int) -> tuple[ScaledLine, ...]:
    def millionths(value: Decimal) -> int:
        return int(value * SCALE)

    return tuple(
        ScaledLine(
            -1 if line.limit is None else int(line.limit * 1000 * base_amount),
            millionths((line.base - line.slope * line.kink) * base_amount),
            millionths(line.slope),
        )
        for line in lines
    )


def _value(lines: tuple[ScaledLine, ...], income: int) -> int:
    """The schedule's value for an income in kronor, in millionths of a krona."""
    line = next(line for line in lines if line.limit < 0 or income * 1000 <= line.limit)
    return line.constant + line.slope * income


def _up_to_hundred(millionths: int) -> int:
    """Whole kronor, rounded up to whole hundreds."""
    return -(-millionths // (100 * SCALE)) * 100


@frozen
class YearTables:
    """The generator for one year."""

    constants: TaxConstants
    basic: tuple[ScaledLine, ...]
    senior: tuple[ScaledLine, ...]
    job: tuple[ScaledLine, ...]
    senior_job: tuple[ScaledLine, ...]
    sickness: tuple[ScaledLine, ...]
    service_cap: int  # the largest taxable income that the public service fee counts, in hundredths of a krona

    @classmethod
    def of(cls, constants: TaxConstants) -> "YearTables":
        """Put the year's PBB into the schedules."""
        schedules = (
            constants.basic_allowance,
            constants.senior_allowance,
            constants.job_credit,
            constants.senior_credit,
            constants.sickness_credit,
        )
        cap = int(constants.public_service_cap * constants.income_base_amount * 100)
        basic, senior, job, senior_job, sickness = (_scaled(one, constants.price_base_amount) for one in schedules)
        return cls(constants, basic, senior, job, senior_job, sickness, cap)

    def base(self, income: int) -> Base:
        """The parts that are the same in every table, for a yearly income in kronor."""
        income -= income % 100
        basic = _value(self.basic, income)
        allowance = min(_up_to_hundred(basic), income)
        senior = min(_up_to_hundred(basic + _value(self.senior, income)), income)
        rounded = _up_to_hundred(basic) * SCALE
        sickness = max(_value(self.sickness, income) - rounded, 45_000 * income)
        return Base(
            income,
            allowance,
            senior,
            self._pension_fee(income),
            max(_value(self.job, income) - rounded, 0),
            _value(self.senior_job, income) // SCALE,
            sickness,
        )

    def _pension_fee(self, income: int) -> int:
        """7 % up to 8.07 IBB, from 0.423 PBB, to the nearest hundred with an exact fifty going down."""
        if income * 1000 < 423 * self.constants.price_base_amount:
            return 0
        ten_thousandths = 7 * min(100 * income, 807 * self.constants.income_base_amount)
        return -(-(ten_thousandths - 500_000) // 1_000_000) * 100

    def tax(self, base: Base, table: int, column: int) -> YearlyTax:
        """The yearly tax of an income in a table (29–42) and column (1–6)."""
        allowance = base.senior_allowance if column in SENIOR_COLUMNS else base.allowance
        taxable = base.income - allowance
        rate = table * 100 - FEE_RATE
        municipal = taxable * rate // 10_000
        fees = taxable * FEE_RATE // 10_000
        state = max(taxable - self.constants.state_tax_threshold, 0) // 5
        pension_fee = base.pension_fee if column in PENSION_COLUMNS else 0
        public_service = min(taxable * 100, self.service_cap) // 10_000
        pension_credit = min(pension_fee, municipal + state)
        left = max(municipal - pension_credit, 0)
        state_left = state - max(pension_credit - municipal, 0)
        work_credit = min(self._work_credit(base, column, rate), left)
        earned = min(_earned_income_credit(taxable), left - work_credit)
        total = left - work_credit - earned + state_left + fees + pension_fee + public_service
        return YearlyTax(
            base.income, allowance, taxable, municipal, fees, state, pension_fee, public_service,
            pension_credit, work_credit, earned, total,
        )  # fmt: skip

    def _work_credit(self, base: Base, column: int, rate: int) -> int:
        if column == 1:
            return base.job_credit * rate // (10_000 * SCALE)
        if column == 3:
            return base.senior_credit
        if column == 4:
            return base.sickness_credit * rate // (10_000 * SCALE)
        return 0


def _earned_income_credit(taxable: int) -> int:
    """0.75 % of what is above 40,000, at most 1,500."""
    if taxable <= 40_000:
        return 0
    return min((taxable - 40_000) * 75 // 10_000, 1_500)


def amount_ranges() -> Iterator[tuple[int, int]]:
    """The income ranges of the amount part."""
    yield 1, 2_000
    yield from ((upper - 99, upper) for upper in range(2_100, 20_001, 100))
    yield from ((upper - 199, upper) for upper in range(20_200, LAST_AMOUNT + 1, 200))


@cache
def _amount_bases(year: YearTables) -> tuple[tuple[int, int, Base], ...]:
    return tuple((lower, upper, year.base(12 * upper)) for lower, upper in amount_ranges())


@cache
def _percent_bases(year: YearTables, start: int) -> tuple[tuple[int, Base], ...]:
    """The steps of a hundred thousand kronor: few look further, and all tables share them."""
    uppers = range(start + 200, min(start + STRETCH, LAST_SCANNED) + 1, 200)
    return tuple((upper, year.base(12 * upper)) for upper in uppers)


def amount_rows(year: YearTables, table: int) -> Iterator[Row]:
    """The 481 rows in kronor."""
    for lower, upper, base in _amount_bases(year):
        yield Row("B", table, lower, upper, tuple(year.tax(base, table, column).monthly for column in COLUMNS))


def percent_rows(year: YearTables, table: int) -> Iterator[Row]:
    """The rows in per cent, one by one; neighbouring steps with the same six percentages are one row."""
    start, held = LAST_AMOUNT + 1, None
    stretches = (_percent_bases(year, first) for first in range(LAST_AMOUNT, LAST_SCANNED, STRETCH))
    for upper, base in chain.from_iterable(stretches):
        values = tuple(_per_cent(year.tax(base, table, column).monthly, upper) for column in COLUMNS)
        if held is not None and values != held:
            yield Row("%", table, start, upper - 200, held)
            start = upper - 199
        held = values
    assert held is not None
    yield Row("%", table, start, None, held)


def _per_cent(monthly: int, upper: int) -> int:
    # The one place with binary floats: the published rows are made like this, in this order.
    return int(monthly / upper * 100 + 1 / 2)
