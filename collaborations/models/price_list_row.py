"""What the firm takes for a service."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Firm, User
from collaborations.models.choices import PRICE_UNITS
from collaborations.rules.invoicing import Price, PriceUnit
from common.fields import MoneyField
from common.identifiers import new_id
from common.scoping import FirmScoped


class PriceListRow(FirmScoped):
    """A price from the first of a month, without value added tax. Never changed: a new price is a new row.

    Of several from the same month the last decided holds.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=20)
    variant = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=10, choices=PRICE_UNITS)
    amount = MoneyField()
    vat_percent = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="price_not_negative", condition=Q(amount__gte=0)),
            models.CheckConstraint(name="price_vat_in_percent", condition=Q(vat_percent__lte=100)),
            models.CheckConstraint(name="price_from_first_of_month", condition=Q(starts_on__day=1)),
        ]
        indexes: ClassVar = [models.Index(fields=["firm", "starts_on"], name="price_list_firm")]

    def __str__(self) -> str:
        return f"{self.service} {self.variant} {self.unit} {self.starts_on}"

    @property
    def price(self) -> Price:
        """The row as the rules read it."""
        return Price(self.service, self.variant, PriceUnit(self.unit), self.amount, self.vat_percent, self.starts_on)
