"""What is paid above the amounts that are free of tax is pay, on a line of its own; so is the VAT of an expense."""

from payroll.rules.pay_items import Basis, Method, PayItem, TaxTreatment
from payroll.rules.result import Group


def _taxable(code: str, account: str) -> PayItem:
    return PayItem(
        code=code,
        group=Group.GROSS,
        method=Method.AMOUNT,
        tax=TaxTreatment.ORDINARY,
        contributions=Basis.ALL,
        vacation_basis=False,
        account=account,
        declared_in="011",
        law="income_tax_act.above_free_amount",
    )


PER_DIEM_TAXABLE = _taxable("per_diem_taxable", "7322")
PER_DIEM_ABROAD_TAXABLE = _taxable("per_diem_abroad_taxable", "7324")
MILEAGE_TAXABLE = _taxable("mileage_taxable", "7332")
EXPENSE_VAT = PayItem(
    code="expense_vat",
    group=Group.REIMBURSEMENT,
    method=Method.AMOUNT,
    tax=TaxTreatment.FREE,
    contributions=Basis.NOTHING,
    vacation_basis=False,
    account="2641",
    declared_in="020",
    law="vat_act.input_tax",
)
PARTS = (PER_DIEM_TAXABLE, PER_DIEM_ABROAD_TAXABLE, MILEAGE_TAXABLE, EXPENSE_VAT)
"""The register has the same."""
