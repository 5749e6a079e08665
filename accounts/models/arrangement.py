"""What firm and company agreed about who does what: written by collaborations, read by time and payroll."""

from django.db import models

from accounts.models.company import Company
from accounts.permissions import Party, TimeMode
from common.scoping import CompanyScoped


class Arrangement(CompanyScoped):
    """One row a company. Without a row the company runs its payroll itself and employees do not register.

    `groups` has what is agreed about single employee groups, by their ids: schedules, time_registration and
    time_approval with the party that has them, and employees_register.
    """

    company = models.OneToOneField(Company, on_delete=models.PROTECT, primary_key=True, related_name="arrangement")
    time_mode = models.CharField(max_length=20, choices=TimeMode.choices)
    schedules = models.CharField(max_length=10, choices=Party.choices)
    time_registration = models.CharField(max_length=10, choices=Party.choices)
    time_approval = models.CharField(max_length=10, choices=Party.choices)
    payroll_approval = models.CharField(max_length=10, choices=Party.choices)
    salary_payment = models.CharField(max_length=10, choices=Party.choices)
    groups = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.company_id} {self.time_mode}"
