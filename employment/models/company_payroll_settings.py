"""What a company has decided about its payroll: payday and periods. The figures are those of its agreements."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Company
from common.scoping import CompanyScoped
from employment.rules.pay_periods import HIGHEST_CUT_OFF_DAY, CutOffs, PayRule, read


class DeviationPeriod(models.TextChoices):
    """Whose deviations a month's pay contains. Hourly staff are always paid for the month before.

    In arrears the salary is that of the month before too, and is paid with that month's deviations.
    """

    PREVIOUS_MONTH = "PREVIOUS_MONTH", _("The month before")
    CURRENT_MONTH = "CURRENT_MONTH", _("The same month")
    IN_ARREARS = "IN_ARREARS", _("The month before, and so is the salary (paid in arrears)")


class BankDayRule(models.TextChoices):
    """When the pay comes that would come on a day when banks are closed."""

    BEFORE = "BEFORE", _("The bank day before")
    AFTER = "AFTER", _("The bank day after")


class CompanyPayrollSettings(CompanyScoped):
    """One row a company. A payday that a month does not have is its last day.

    `cut_off_day` ends the period of the month's own deviations, the month's last day when it is empty;
    `earlier_cut_offs` are those of months that have been reported by another.

    The contact is whom the tax agency asks about the employer's declaration: whole, or nobody.
    """

    company = models.OneToOneField(Company, on_delete=models.PROTECT, primary_key=True, related_name="payroll_settings")
    payday_day = models.PositiveSmallIntegerField(default=25, validators=[MinValueValidator(1), MaxValueValidator(31)])
    bank_day_rule = models.CharField(
        max_length=10, choices=BankDayRule.choices, default=BankDayRule.BEFORE, db_default=BankDayRule.BEFORE
    )
    deviation_period = models.CharField(
        max_length=20, choices=DeviationPeriod.choices, default=DeviationPeriod.PREVIOUS_MONTH
    )
    cut_off_day = models.PositiveSmallIntegerField(null=True, blank=True)
    earlier_cut_offs = models.JSONField(default=list, blank=True, db_default=models.Value([], models.JSONField()))
    contact_name = models.CharField(max_length=50, blank=True, default="", db_default="")
    contact_phone = models.CharField(max_length=20, blank=True, default="", db_default="")
    contact_email = models.EmailField(max_length=254, blank=True, default="", db_default="")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="payroll_settings_payday", condition=models.Q(payday_day__gte=1, payday_day__lte=31)
            ),
            models.CheckConstraint(
                name="payroll_settings_cut_off_day",
                condition=models.Q(cut_off_day__isnull=True)
                | models.Q(
                    deviation_period=DeviationPeriod.CURRENT_MONTH,
                    cut_off_day__gte=1,
                    cut_off_day__lte=HIGHEST_CUT_OFF_DAY,
                ),
            ),
            models.CheckConstraint(
                name="payroll_settings_contact_whole",
                condition=models.Q(contact_name="", contact_phone="", contact_email="")
                | ~models.Q(contact_name="") & ~models.Q(contact_phone="") & ~models.Q(contact_email=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.company_id)

    @property
    def cut_offs(self) -> CutOffs:
        """The days that periods of time end on."""
        return read(self.cut_off_day, self.earlier_cut_offs)

    @property
    def pay_rule(self) -> PayRule:
        """Which days go with which salary."""
        return rule_of(self.deviation_period, self.cut_offs)


def rule_of(deviation_period: str, cut_offs: CutOffs) -> PayRule:
    """What a choice means: a salary in arrears comes with the deviations of its own month."""
    return PayRule(
        is_current=deviation_period != DeviationPeriod.PREVIOUS_MONTH,
        is_in_arrears=deviation_period == DeviationPeriod.IN_ARREARS,
        cut_offs=cut_offs,
    )
