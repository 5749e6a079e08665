"""The law's figures: dated data with unit and source. A year that is not there is an error, never last year's value."""

from payroll.statutory.loading import (
    NOTHING_ADDED,
    Additions,
    YearNotAvailable,
    available_years,
    missing_on,
    parameters_on,
    tax_constants_of,
)
from payroll.statutory.parameters import (
    ContributionGroup,
    Figure,
    FigureMissing,
    ImportedTables,
    OneOffTable,
    Parameters,
    Row,
    TaxConstants,
)

__all__ = [
    "NOTHING_ADDED",
    "Additions",
    "ContributionGroup",
    "Figure",
    "FigureMissing",
    "ImportedTables",
    "OneOffTable",
    "Parameters",
    "Row",
    "TaxConstants",
    "YearNotAvailable",
    "available_years",
    "missing_on",
    "parameters_on",
    "tax_constants_of",
]
