"""One line of a payslip."""

from django.db import models

from accounts.models import Company
from common.fields import MoneyField
from common.scoping import CompanyScoped
from employment.models import Employee
from payroll.models.packed_fields import ExplanationField
from payroll.models.payroll_run import PayrollRun


class PayslipLine(CompanyScoped):
    """`rate` is öre per unit; `explanation` says what went in, the formula, the law's figures and what it rests on.

    `label` is a name of the company's own; `account` where the line is posted when the item alone does not say;
    `cost_centre` and `project` are codes that the line was given, before those of the employee's split.
    """

    pk = models.CompositePrimaryKey("company", "run", "employee", "position")
    # One key holds all three: the payslip's (migration 0003).
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    run = models.ForeignKey(
        PayrollRun, on_delete=models.PROTECT, related_name="lines", db_constraint=False, db_index=False
    )
    employee = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    position = models.PositiveSmallIntegerField()
    pay_item = models.CharField(max_length=40)
    group = models.CharField(max_length=16)
    quantity = models.DecimalField(max_digits=14, decimal_places=6)
    unit = models.CharField(max_length=10)
    rate = models.DecimalField(max_digits=18, decimal_places=6)
    amount = MoneyField()
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    explanation = ExplanationField()
    label = models.CharField(max_length=60, default="", db_default="")
    account = models.CharField(max_length=4, default="", db_default="")
    cost_centre = models.CharField(max_length=20, blank=True, default="", db_default="")
    project = models.CharField(max_length=20, blank=True, default="", db_default="")

    def __str__(self) -> str:
        return f"{self.pay_item} {self.amount}"
