"""What a company has agreed about pay: payday, periods and the figures of its agreement."""

from decimal import Decimal
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
    """One row a company; every figure of an agreement is a field, none a constant in code.

    Rates are shares (0.0043 is 0.43 %). Divisors divide the full-time monthly salary. Defaults: Semesterlagen 16 a §
    (0.43 %, 12 %), the usual private salaried agreements (94, 72, 4.6 %), 40 hours a week.
    """

    company = models.OneToOneField(Company, on_delete=models.PROTECT, primary_key=True, related_name="payroll_settings")
    payday_day = models.PositiveSmallIntegerField(default=25, validators=[MinValueValidator(1), MaxValueValidator(28)])
    deviation_period = models.CharField(
        max_length=20, choices=DeviationPeriod.choices, default=DeviationPeriod.PREVIOUS_MONTH
    )
    full_time_weekly_hours = models.DecimalField(
        max_digits=4, decimal_places=2, default=Decimal(40), validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    vacation_days = models.PositiveSmallIntegerField(
        default=25, validators=[MinValueValidator(25), MaxValueValidator(50)]
    )
    vacation_supplement_rate = models.DecimalField(
        max_digits=6, decimal_places=5, default=Decimal("0.0043"), validators=[MinValueValidator(0)]
    )
    vacation_day_deduction_rate = models.DecimalField(
        max_digits=6, decimal_places=5, default=Decimal("0.046"), validators=[MinValueValidator(0)]
    )
    hourly_vacation_rate = models.DecimalField(
        max_digits=6, decimal_places=5, default=Decimal("0.12"), validators=[MinValueValidator(0)]
    )
    overtime_simple_divisor = models.DecimalField(
        max_digits=6, decimal_places=2, default=Decimal(94), validators=[MinValueValidator(1)]
    )
    overtime_qualified_divisor = models.DecimalField(
        max_digits=6, decimal_places=2, default=Decimal(72), validators=[MinValueValidator(1)]
    )
    additional_time_divisor = models.DecimalField(
        max_digits=6, decimal_places=2, default=Decimal(165), validators=[MinValueValidator(1)]
    )
    overtime_simple_factor = models.DecimalField(
        max_digits=4, decimal_places=2, default=Decimal("1.5"), validators=[MinValueValidator(1)]
    )
    overtime_qualified_factor = models.DecimalField(
        max_digits=4, decimal_places=2, default=Decimal("2"), validators=[MinValueValidator(1)]
    )
    absence_day_divisor = models.DecimalField(
        max_digits=5, decimal_places=2, default=Decimal(21), validators=[MinValueValidator(1)]
    )
    absence_hour_divisor = models.DecimalField(
        max_digits=6, decimal_places=2, default=Decimal(165), validators=[MinValueValidator(1)]
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
