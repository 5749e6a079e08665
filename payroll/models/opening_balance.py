"""What an employee was paid in a year before the company's payroll came here."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Company, User
from common.fields import MoneyField
from common.scoping import CompanyScoped
from employment.models import Employee


class OpeningBalance(CompanyScoped):
    """Sums of the calendar year in öre, counted with the payslips made here: for the year's sums and for the tax.

    `comp_minutes` are those of the comp balance when the payroll came here.
    """

    pk = models.CompositePrimaryKey("company", "employee", "year")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="opening_balances")
    year = models.PositiveSmallIntegerField()
    gross_pay = MoneyField(default=0)
    benefits = MoneyField(default=0)
    preliminary_tax = MoneyField(default=0)
    net_pay = MoneyField(default=0)
    comp_minutes = models.PositiveIntegerField(default=0)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="opening_balance_not_negative",
                condition=Q(gross_pay__gte=0, benefits__gte=0, preliminary_tax__gte=0, net_pay__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.year}"
