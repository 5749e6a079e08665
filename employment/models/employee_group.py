"""Employees of a company about whom firm and client agree something of their own."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

from accounts.models import Company
from common.identifiers import new_id
from common.scoping import CompanyScoped


class EmployeeGroup(CompanyScoped):
    """A name that a company gives to some of its employees, such as "Lager"; an employee is in one at most."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "id"], name="employee_group_company_key"),
            models.UniqueConstraint("company", Lower("name"), name="employee_group_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
