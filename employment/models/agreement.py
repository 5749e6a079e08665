"""Agreements about pay: their figures from a date, and who follows which from a date."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Company
from common.identifiers import new_id
from common.scoping import CompanyScoped
from employment.models.employee import Employee


class PartMonth(models.TextChoices):
    """How a part of a month is paid to somebody with a monthly salary."""

    CALENDAR_DAYS = "CALENDAR_DAYS", _("By calendar days")
    WORKDAYS = "WORKDAYS", _("By scheduled workdays")


class VacationRule(models.TextChoices):
    """By which rule vacation is paid (16 a and 16 b §§ semesterlagen 1977:480)."""

    COMPANY = "", _("As the company's vacation terms")
    SAME_PAY = "SAME_PAY", _("Same-pay rule")
    PERCENTAGE = "PERCENTAGE", _("Percentage rule")


class UnsocialOverlap(models.TextChoices):
    """Which supplement an hour has where several bands of unsocial hours meet."""

    HIGHEST = "HIGHEST", _("The highest supplement")
    FIRST = "FIRST", _("The one that stands first")


class Agreement(CompanyScoped):
    """A collective agreement, or what the company has agreed with its employees without one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "id"], name="agreement_company_key"),
            models.UniqueConstraint("company", Lower("name"), name="agreement_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


def rate(default: str) -> Any:
    """A share: 0.0043 is 0.43 %."""
    validators = [MinValueValidator(0), MaxValueValidator(1)]
    return models.DecimalField(max_digits=6, decimal_places=5, default=Decimal(default), validators=validators)


def divisor(default: int) -> Any:
    """What a monthly salary is divided by."""
    return models.DecimalField(
        max_digits=6, decimal_places=2, default=Decimal(default), validators=[MinValueValidator(1)]
    )


def factor(default: str) -> Any:
    """How many times an hour counts."""
    return models.DecimalField(
        max_digits=4, decimal_places=2, default=Decimal(default), validators=[MinValueValidator(1)]
    )


class AgreementVersion(CompanyScoped):
    """The figures of an agreement from the first of a month until the next version; none of them is a constant in code.

    Divisors divide the full-time monthly salary, only that of a day of absence divides what is paid. The defaults are
    what applies where nobody has chosen an agreement. `sources` says of figures that were copied from a template where
    the template has them from, and whether that is verified.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    starts_on = models.DateField()
    full_time_weekly_hours = models.DecimalField(
        max_digits=4, decimal_places=2, default=Decimal(40), validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    overtime_simple_divisor = divisor(94)
    overtime_qualified_divisor = divisor(72)
    additional_time_divisor = divisor(165)
    overtime_simple_factor = factor("1.5")
    overtime_qualified_factor = factor("2")
    comp_simple_factor = factor("1.5")
    comp_qualified_factor = factor("2")
    absence_day_divisor = divisor(21)
    absence_hour_divisor = divisor(165)
    calendar_day_absence_after = models.PositiveSmallIntegerField(default=5, validators=[MaxValueValidator(366)])
    part_month = models.CharField(max_length=13, choices=PartMonth.choices, default=PartMonth.CALENDAR_DAYS)
    qualifying_weeks = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(52)])
    sick_supplement_rate = rate("0")
    sick_supplement_above_rate = rate("0")
    sick_supplement_last_day = models.PositiveSmallIntegerField(default=90, validators=[MaxValueValidator(366)])
    vacation_days = models.PositiveSmallIntegerField(
        default=25, validators=[MinValueValidator(25), MaxValueValidator(50)]
    )
    vacation_rule = models.CharField(
        max_length=12, choices=VacationRule.choices, default=VacationRule.COMPANY, blank=True
    )
    vacation_supplement_rate = rate("0.0043")
    vacation_day_deduction_rate = rate("0.046")
    hourly_vacation_rate = rate("0.12")
    unsocial_bands = models.JSONField(default=list)
    unsocial_overlap = models.CharField(max_length=7, choices=UnsocialOverlap.choices, default=UnsocialOverlap.HIGHEST)
    unsocial_by_schedule = models.BooleanField(default=False)
    unsocial_with_overtime = models.BooleanField(default=False)
    sources = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "starts_on"], name="agreement_version_once_a_day"),
            models.CheckConstraint(name="agreement_version_first", condition=models.Q(starts_on__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.starts_on}"


class AgreementChoice(CompanyScoped):
    """Which agreement an employee follows from the first of a month, or all who have no choice of their own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="choices")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["company", "employee", "starts_on"],
                name="agreement_choice_once_a_day",
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="agreement_choice_first", condition=models.Q(starts_on__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.agreement_id} {self.starts_on}"
