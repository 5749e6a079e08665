"""Terms that a firm proposes again and again."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Firm
from accounts.permissions import TimeMode
from collaborations.models.choices import BILLING_RECIPIENTS
from common.identifiers import new_id
from common.scoping import FirmScoped


class TermsTemplate(FirmScoped):
    """Who does what, how time is reported, who is billed and for how long, under a name of the firm's own.

    It fills in the activation and is not remembered by what was agreed: changing it changes no collaboration.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    service = models.CharField(max_length=20)
    variant = models.CharField(max_length=20)
    billing_recipient = models.CharField(max_length=10, choices=BILLING_RECIPIENTS)
    period_months = models.PositiveSmallIntegerField()
    time_mode = models.CharField(max_length=20, choices=TimeMode.choices)
    responsibilities = models.JSONField()
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="terms_template_name_once", fields=["firm", "name"]),
            models.UniqueConstraint(name="terms_template_one_default", fields=["firm"], condition=Q(is_default=True)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def choices(self) -> dict[str, Any]:
        """What it fills in, as a form of terms names it."""
        return {
            "variant": self.variant,
            "billing_recipient": self.billing_recipient,
            "period_months": str(self.period_months),
            "time_mode": self.time_mode,
            **self.responsibilities,
        }
