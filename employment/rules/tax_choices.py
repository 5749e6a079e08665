"""Which tax tables and columns there are, and which column an employer usually needs.

Skatteverket's monthly tables 29-42, columns 1-6. Pay is column 3 from the year after someone turned 66, otherwise
column 1 (allmänna råd for 2024-2026). It is a proposal: the decision is the tax agency's.
"""

from datetime import date

TABLES = tuple(range(29, 43))
COLUMNS = tuple(range(1, 7))
SENIOR_AGE = 66
UNDER_SENIOR_AGE, SENIOR = 1, 3


def proposed_column(birth_date: date, *, year: int) -> int:
    """The column for pay in a year: 3 when the senior age was reached before the year began."""
    return SENIOR if year - birth_date.year > SENIOR_AGE else UNDER_SENIOR_AGE
