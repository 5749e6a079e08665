"""What costs are followed up by: the cost centres and projects of a company."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Company
from common.identifiers import new_id
from common.scoping import CompanyScoped


class Dimension(models.TextChoices):
    """Which of the registers."""

    COST_CENTRE = "COST_CENTRE", _("Cost centre")
    PROJECT = "PROJECT", _("Project")


class CostObject(CompanyScoped):
    """A cost centre or a project, used from a day to a last day; open while that is empty.

    The code is what journals carry and never changes. Nothing is deleted: what is not used any more gets a last day.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    dimension = models.CharField(max_length=11, choices=Dimension.choices)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["dimension", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint("company", "dimension", Lower("code"), name="cost_object_code_once"),
            models.CheckConstraint(
                name="cost_object_period", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(name="cost_object_has_code", condition=~Q(code="")),
        ]

    def is_used_in(self, first: date, last: date) -> bool:
        """Whether it is used on some day of a period."""
        return self.starts_on <= last and (self.ends_on is None or self.ends_on >= first)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
