"""The law's figures: dated data with unit and source. A year that is not there is an error, never last year's value."""

from payroll.statutory.loading import YearNotAvailable, available_years, parameters_on, tax_constants_of
from payroll.statutory.parameters import ContributionGroup, Figure, Parameters, TaxConstants

__all__ = [
    "ContributionGroup",
    "Figure",
    "Parameters",
    "TaxConstants",
    "YearNotAvailable",
    "available_years",
    "parameters_on",
    "tax_constants_of",
]
