"""How the cost of an employee is split from a month."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Company
from common.identifiers import new_id
from common.scoping import CompanyScoped
from employment.models.employee import Employee


class CostSplit(CompanyScoped):
    """From the first of a month until the next split; a change is a new row, and rows are never changed.

    `shares` are codes of cost centre and project with per cent, as texts (see rules/cost_splits.py); none: from then
    on the cost is not split. Of rows from the same month the latest made is the one that applies.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="cost_splits")
    starts_on = models.DateField()
    shares = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["starts_on", "created_at", "id"]
        constraints: ClassVar = [models.CheckConstraint(name="cost_split_first", condition=Q(starts_on__day=1))]
        indexes: ClassVar = [
            models.Index(fields=["company", "employee", "starts_on"], name="cost_split_of_employee"),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.starts_on}"
