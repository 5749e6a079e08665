"""Columns of the tax table that are for another age than the employee has in the income year."""

from employment.models.tax_terms import TaxMethod
from employment.queries import tax_terms_in_force
from employment.rules.tax_choices import fits_age
from payroll.findings.case import Case
from payroll.findings.kinds import Finding, FindingKind


def columns_of_another_age(case: Case) -> list[Finding]:
    """Whose table has a column that cannot be right for the age at the start of the payday's year."""
    payday = case.run.payday
    tables = tax_terms_in_force(case.run.company_id, case.people, payday).filter(method=TaxMethod.TABLE)
    columns = {one: column for one, column in tables.values_list("employee_id", "tax_column") if column is not None}
    return [
        Finding(FindingKind.TAX_COLUMN, one, number=columns[one.pk], since=one.birth_date)
        for one in case.people.values()
        if one.pk in columns and one.birth_date and not fits_age(columns[one.pk], one.birth_date, year=payday.year)
    ]
