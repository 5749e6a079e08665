"""What a company has decided about its payroll: payday and periods. The figures are those of its agreements."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Company
from common.scoping import CompanyScoped


class DeviationPeriod(models.TextChoices):
    """Whose deviations a month's pay contains. Hourly staff are always paid for the month before."""

    PREVIOUS_MONTH = "PREVIOUS_MONTH", _("The month before")
    CURRENT_MONTH = "CURRENT_MONTH", _("The same month")


class CompanyPayrollSettings(CompanyScoped):
    """One row a company."""

    company = models.OneToOneField(Company, on_delete=models.PROTECT, primary_key=True, related_name="payroll_settings")
    payday_day = models.PositiveSmallIntegerField(default=25, validators=[MinValueValidator(1), MaxValueValidator(28)])
    deviation_period = models.CharField(
        max_length=20, choices=DeviationPeriod.choices, default=DeviationPeriod.PREVIOUS_MONTH
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="payroll_settings_payday", condition=models.Q(payday_day__gte=1, payday_day__lte=28)
            )
        ]

    def __str__(self) -> str:
        return str(self.company_id)
