"""Figures of the law that a payslip of a run will ask for and that are not there, found before the calculation."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from employment.models import Employee, TaxTerms
from employment.models.tax_terms import TaxExemption, TaxMethod
from employment.queries import tax_terms_on
from payroll.catalogue import pay_items
from payroll.figure_names import ONE_OFF
from payroll.models import PayrollRun
from payroll.parameters import parameters_for
from payroll.queries import pay_lines_in
from payroll.rules.given_lines import TAXED
from payroll.rules.pay_items import TaxTreatment
from payroll.statutory import Parameters, YearNotAvailable
from payroll.vacation_at_hand import payouts_before

FREE = (TaxExemption.STUDENT, TaxExemption.LOW_INCOME)
"""Whose pay may be free of tax, so that only the calculation knows whether the table is asked for."""


def without_one_off_table(run: PayrollRun, taxed: Mapping[UUID, TaxTerms], law: Parameters | None) -> dict[UUID, str]:
    """By employee the table that is missing, of those who are to be paid a one-off amount; two queries at most."""
    lacking = _lacking(taxed, law) if law else {}
    if not lacking:
        return {}
    paid = _with_one_off(run, lacking)
    return {one: name for one, name in lacking.items() if one in paid}


def missing_table_for(employee: Employee, item: str, payday: date) -> str:
    """The table that a line of the item would ask for and that is not there; empty when nothing is missing."""
    if item not in one_off_items():
        return ""
    taxed = tax_terms_on(employee.company_id, [employee.pk], payday)
    try:
        law = parameters_for(payday)
    except YearNotAvailable:
        return ""
    return _lacking(taxed, law).get(employee.pk, "")


def _lacking(taxed: Mapping[UUID, TaxTerms], law: Parameters) -> dict[UUID, str]:
    return {
        one: f"{ONE_OFF}{terms.tax_column}"
        for one, terms in taxed.items()
        if _asks_for_table(terms) and terms.tax_column not in law.one_off_tables
    }


def _asks_for_table(terms: TaxTerms) -> bool:
    return terms.method == TaxMethod.TABLE and terms.exemption not in FREE


def _with_one_off(run: PayrollRun, ids: Mapping[UUID, str]) -> set[UUID]:
    """Those with a line that is taxed as a one-off amount, or vacation days that are paid in money."""
    lines = pay_lines_in(run.company_id, ids, run.month).filter(item__in=one_off_items())
    given = {row.employee_id for row in lines if row.amount is None or row.amount > 0}
    return given | set(payouts_before(run, ids).order_by().values_list("employee_id", flat=True))


def one_off_items() -> list[str]:
    """The items of the register that are taxed as one-off amounts."""
    items = {code: entry.item for code, entry in pay_items().items()}
    return [code for code, item in items.items() if item.group in TAXED and item.tax == TaxTreatment.ONE_OFF]
