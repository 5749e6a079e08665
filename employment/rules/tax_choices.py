"""Which tax tables and columns there are, and which column an employer usually needs.

Skatteverket's monthly tables 29-42, columns 1-6. Pay is column 3 from the year after someone turned 66, otherwise
column 1 (allmänna råd for 2024-2026). It is a proposal: the decision is the tax agency's.
"""

from datetime import date
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

TABLES = tuple(range(29, 43))
COLUMNS = tuple(range(1, 7))
SENIOR_AGE = 66
UNDER_SENIOR_AGE, SENIOR = 1, 3
FOR_YOUNGER, FOR_SENIORS = frozenset({1, 6}), frozenset({2, 3})
"""The columns that are for one side of the senior age only."""


def proposed_column(birth_date: date, *, year: int) -> int:
    """The column for pay in a year: 3 when the senior age was reached before the year began."""
    return SENIOR if is_senior(birth_date, year=year) else UNDER_SENIOR_AGE


def is_senior(birth_date: date, *, year: int) -> bool:
    """Whether the senior age was reached before the year began."""
    return year - birth_date.year > SENIOR_AGE


def fits_age(column: int, birth_date: date, *, year: int) -> bool:
    """Whether a column can be right for the age in a year; some are for any age."""
    return column not in (FOR_YOUNGER if is_senior(birth_date, year=year) else FOR_SENIORS)


def proposed_table(rate: Decimal) -> int | None:
    """The table of a total municipal rate in per cent: 32.50 gives 32, and 32.51 gives 33; None where there is none.

    The rate is municipality, region and burial fee, and the fee of a faith community for its members, where the person
    was registered on 1 November the year before. Hundredths 01-50 are dropped and 51-99 make a whole per cent
    (skattefakta.nu/skattetabeller; munkfors.se, skattesats). The burial fee has three decimals, so the sum is rounded
    to two first: whether a third decimal counts is not verified.
    """
    hundredths = rate.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    table = int(hundredths.quantize(Decimal(1), rounding=ROUND_HALF_DOWN))
    return table if table in TABLES else None
