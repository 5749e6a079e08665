"""What a company's vacation follows, from a date."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, User
from common.identifiers import new_id
from common.scoping import CompanyScoped
from payroll.rules.vacation_terms import APRIL, VacationRule
from payroll.rules.vacation_terms import VacationTerms as Terms

RULES = [(VacationRule.SAME_PAY, _("Same-pay rule")), (VacationRule.PERCENTAGE, _("Percentage rule"))]
AGREED = frozenset({"days", "supplement_rate", "day_deduction_rate"})
"""What each employee's agreement says (`terms_by`)."""
FIELDS = tuple(name for name in Terms.__dataclass_fields__ if name not in AGREED)


class VacationTerms(CompanyScoped):
    """The fields of the rules' `VacationTerms`, which says what each means, but those of agreements.

    A change is a new row from a date.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    starts_month = models.PositiveSmallIntegerField(default=APRIL)
    is_coinciding = models.BooleanField(default=False)
    rule = models.CharField(max_length=12, choices=RULES, default=VacationRule.SAME_PAY)
    variable_rate = models.DecimalField(max_digits=6, decimal_places=5, default=Decimal("0.12"))
    variable_day_rate = models.DecimalField(max_digits=6, decimal_places=5, null=True, blank=True)
    counts_overtime = models.BooleanField(default=False)
    percentage_rate = models.DecimalField(max_digits=6, decimal_places=5, default=Decimal("0.12"))
    percentage_extra_day = models.DecimalField(max_digits=6, decimal_places=5, default=Decimal("0.0048"))
    advance_days = models.DecimalField(max_digits=4, decimal_places=1, default=Decimal(0))
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "starts_on"], name="vacation_terms_one_a_day"),
            models.CheckConstraint(name="vacation_terms_month", condition=Q(starts_month__gte=1, starts_month__lte=12)),
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.starts_on}"

    @property
    def values(self) -> Terms:
        """What the rules take."""
        given = {name: getattr(self, name) for name in FIELDS}
        return Terms(**{**given, "rule": VacationRule(self.rule)})
