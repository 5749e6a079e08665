"""How an employee's preliminary tax is worked out, from a date."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Company
from common.identifiers import new_id
from common.scoping import CompanyScoped
from employment.models.employee import Employee
from employment.models.employment_terms import PERIOD
from employment.rules.tax_choices import COLUMNS, TABLES


class TaxMethod(models.TextChoices):
    """The decision that applies to the pay."""

    TABLE = "TABLE", _("Tax table")
    SECONDARY_INCOME = "SECONDARY_INCOME", _("Side income, 30 %")


class TaxTerms(CompanyScoped):
    """Valid from `starts_on` to `ends_on`, both included; open while `ends_on` is empty. Periods never overlap."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="tax_terms")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    method = models.CharField(max_length=20, choices=TaxMethod.choices)
    tax_table = models.PositiveSmallIntegerField(null=True, blank=True)
    tax_column = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="tax_terms_no_overlap",
                expressions=[("employee", RangeOperators.EQUAL), (PERIOD, RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="tax_terms_period",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="tax_terms_table",
                condition=models.Q(
                    method=TaxMethod.TABLE,
                    tax_table__isnull=False,
                    tax_column__isnull=False,
                    tax_table__range=(TABLES[0], TABLES[-1]),
                    tax_column__range=(COLUMNS[0], COLUMNS[-1]),
                )
                | models.Q(method=TaxMethod.SECONDARY_INCOME, tax_table__isnull=True, tax_column__isnull=True),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["company", "employee", "starts_on"], name="tax_terms_key")]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.method}"
