"""How an employee's preliminary tax is worked out, from a date."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models.functions import Coalesce, Mod
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from accounts.models import Company
from common.fields import MoneyField
from common.identifiers import new_id
from common.money import ORE_IN_KRONA
from common.scoping import CompanyScoped
from employment.models.employee import Employee
from employment.models.employment_terms import PERIOD
from employment.rules.tax_choices import COLUMNS, TABLES


class TaxMethod(models.TextChoices):
    """The decision that applies to the pay."""

    TABLE = "TABLE", _("Tax table")
    SECONDARY_INCOME = "SECONDARY_INCOME", _("Side income, 30 %")
    ADJUSTMENT_RATE = "ADJUSTMENT_RATE", _("Adjustment, per cent")
    ADJUSTMENT_AMOUNT = "ADJUSTMENT_AMOUNT", _("Adjustment, amount a month")
    SINK = "SINK", _("SINK, lives abroad")
    ARTIST_SINK = "ARTIST_SINK", _("A-SINK, artist or athlete who lives abroad")
    NO_TAX = "NO_TAX", _("No tax, by decision")


IN_SHORT = {
    TaxMethod.SECONDARY_INCOME: "30 %",
    TaxMethod.ADJUSTMENT_RATE: _("Adjustment"),
    TaxMethod.ADJUSTMENT_AMOUNT: _("Adjustment"),
    TaxMethod.SINK: "SINK",
    TaxMethod.ARTIST_SINK: "A-SINK",
    TaxMethod.NO_TAX: _("No tax"),
}


class TaxExemption(models.TextChoices):
    """What makes the pay free of tax: all of it up to a limit of the year, or an expert's share of it."""

    NONE = "", "–"
    STUDENT = "STUDENT", _("Student with certificate SKV 434")
    LOW_INCOME = "LOW_INCOME", _("Earns less than the least taxed amount this year")
    EXPERT = "EXPERT", _("Expert tax: a quarter of the pay is exempt, by decision")


# Those whose pay is taxed by the ordinary rules may be free up to a limit; a final tax or none takes nothing on top.
ORDINARY = (TaxMethod.TABLE, TaxMethod.SECONDARY_INCOME)
WITH_EXTRA_TAX = (*ORDINARY, TaxMethod.ADJUSTMENT_RATE, TaxMethod.ADJUSTMENT_AMOUNT)


def _in_kronor(name: str) -> models.Q:
    """Without öre; an amount that is not there has none."""
    return models.Q(Exact(Mod(Coalesce(name, 0), ORE_IN_KRONA), 0))


class TaxTerms(CompanyScoped):
    """Valid from `starts_on` to `ends_on`, both included; open while `ends_on` is empty. Periods never overlap.

    `adjustment_rate` is per cent of the pay; `adjustment_amount` and `extra_tax` are öre a month, in whole kronor.
    `expected_income` is öre a year as the employee has stated it, for the tax of one-off amounts.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="tax_terms")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    method = models.CharField(max_length=20, choices=TaxMethod.choices)
    tax_table = models.PositiveSmallIntegerField(null=True, blank=True)
    tax_column = models.PositiveSmallIntegerField(null=True, blank=True)
    adjustment_rate = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    adjustment_amount = MoneyField(null=True, blank=True)  # type: ignore[misc]
    extra_tax = MoneyField(null=True, blank=True)  # type: ignore[misc]
    expected_income = MoneyField(null=True, blank=True)  # type: ignore[misc]
    exemption = models.CharField(max_length=20, choices=TaxExemption.choices, blank=True, default=TaxExemption.NONE)
    decision_note = models.CharField(max_length=200, blank=True, default="")
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
                | (~models.Q(method=TaxMethod.TABLE) & models.Q(tax_table__isnull=True, tax_column__isnull=True)),
            ),
            models.CheckConstraint(
                name="tax_terms_adjustment_rate",
                condition=models.Q(
                    method=TaxMethod.ADJUSTMENT_RATE,
                    adjustment_rate__isnull=False,
                    adjustment_rate__gt=0,
                    adjustment_rate__lte=100,
                )
                | (~models.Q(method=TaxMethod.ADJUSTMENT_RATE) & models.Q(adjustment_rate__isnull=True)),
            ),
            models.CheckConstraint(
                name="tax_terms_adjustment_amount",
                condition=models.Q(
                    method=TaxMethod.ADJUSTMENT_AMOUNT, adjustment_amount__isnull=False, adjustment_amount__gt=0
                )
                | (~models.Q(method=TaxMethod.ADJUSTMENT_AMOUNT) & models.Q(adjustment_amount__isnull=True)),
            ),
            models.CheckConstraint(
                name="tax_terms_whole_kronor",
                condition=_in_kronor("adjustment_amount") & _in_kronor("extra_tax"),
            ),
            models.CheckConstraint(
                name="tax_terms_expected_income",
                condition=models.Q(expected_income__isnull=True)
                | models.Q(expected_income__gt=0, method=TaxMethod.TABLE),
            ),
            models.CheckConstraint(
                name="tax_terms_extra_tax",
                condition=models.Q(extra_tax__isnull=True) | models.Q(extra_tax__gt=0, method__in=WITH_EXTRA_TAX),
            ),
            models.CheckConstraint(
                name="tax_terms_exemption",
                condition=models.Q(exemption="") | models.Q(exemption__in=TaxExemption.values, method__in=ORDINARY),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["company", "employee", "starts_on"], name="tax_terms_key")]

    @property
    def in_short(self) -> str:
        """The method in a word; the table is told by its number."""
        return str(IN_SHORT.get(TaxMethod(self.method), self.get_method_display()))

    def __str__(self) -> str:
        return f"{self.employee_id} {self.method}"
