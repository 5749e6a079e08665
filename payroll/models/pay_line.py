"""Something that is on an employee's payslips besides the pay: once, or every month of a period."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accounts.models import Company, User
from common.fields import MoneyField
from common.identifiers import new_id
from common.scoping import CompanyScoped
from employment.models import Employee
from payroll.models.pay_item import PayItem


class PayLine(CompanyScoped):
    """On the payslips of the months from `starts_on` (a first day) to `ends_on` (a last day; until further notice).

    `item` is the code of the register, `own_item` the company's copy of it when that was chosen. `amount` is öre, each
    for `quantity`; `details` are what the item's method needs besides, as names and exact texts.
    `cost_centre` and `project` are codes that go before those of the employee's split.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="pay_lines")
    item = models.CharField(max_length=40)
    own_item = models.ForeignKey(PayItem, on_delete=models.PROTECT, null=True, related_name="+")
    quantity = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(1))
    amount = MoneyField(default=0)
    details = models.JSONField(default=dict)
    note = models.CharField(max_length=120, blank=True)
    cost_centre = models.CharField(max_length=20, blank=True, default="", db_default="")
    project = models.CharField(max_length=20, blank=True, default="", db_default="")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="pay_line_period", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(name="pay_line_quantity", condition=Q(quantity__gt=0)),
            models.CheckConstraint(name="pay_line_amount", condition=Q(amount__gte=0)),
        ]
        indexes: ClassVar = [models.Index(fields=["company", "employee", "starts_on"], name="pay_line_of_employee")]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.item}"
