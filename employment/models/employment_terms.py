"""What an employee is paid, from a date."""

from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Company
from common.fields import MoneyField
from common.identifiers import new_id
from common.scoping import CompanyScoped
from employment.models.employee import Employee


class PayForm(models.TextChoices):
    """How pay is measured."""

    MONTHLY = "MONTHLY", _("Monthly salary")
    HOURLY = "HOURLY", _("Hourly wage")


PERIOD = models.Func(
    models.F("starts_on"),
    models.F("ends_on"),
    models.Value("[]"),
    function="daterange",
    output_field=DateRangeField(),
)


class EmploymentTerms(CompanyScoped):
    """Valid from `starts_on` to `ends_on`, both included; open while `ends_on` is empty. Periods never overlap.

    `monthly_salary` (öre) is what is paid a month at the employment rate, not a full-time equivalent;
    `employment_rate` is in percent of full time.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="employment_terms")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    pay_form = models.CharField(max_length=10, choices=PayForm.choices)
    monthly_salary = MoneyField(null=True, blank=True)  # type: ignore[misc]
    hourly_wage = MoneyField(null=True, blank=True)  # type: ignore[misc]
    employment_rate = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(100))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="employment_terms_no_overlap",
                expressions=[("employee", RangeOperators.EQUAL), (PERIOD, RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="employment_terms_period",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="employment_terms_amount",
                condition=models.Q(
                    pay_form=PayForm.MONTHLY,
                    monthly_salary__isnull=False,
                    monthly_salary__gt=0,
                    hourly_wage__isnull=True,
                )
                | models.Q(
                    pay_form=PayForm.HOURLY, hourly_wage__isnull=False, hourly_wage__gt=0, monthly_salary__isnull=True
                ),
            ),
            models.CheckConstraint(
                name="employment_terms_rate",
                condition=models.Q(employment_rate__gt=0, employment_rate__lte=100),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["company", "employee", "starts_on"], name="employment_terms_key")]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.starts_on}"
