"""Where an employee's pay goes, from a date."""

from typing import ClassVar

from django.db import models

from accounts.models import Company
from common.fields import EncryptedTextField
from common.identifiers import new_id
from common.scoping import CompanyScoped
from employment.models.employee import Employee


class BankAccount(CompanyScoped):
    """Valid from `starts_on` until the next one; clearing number and account number are digits only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="bank_accounts")
    starts_on = models.DateField()
    clearing_number = EncryptedTextField()
    account_number = EncryptedTextField()
    last_four = models.CharField(max_length=4)
    bank_name = models.CharField(max_length=60, blank=True)
    passed_check = models.BooleanField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "employee", "starts_on"], name="bank_account_one_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.starts_on}"
