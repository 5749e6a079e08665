"""A company's own subscription to a service."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accounts.models import Company
from common.identifiers import new_id
from common.scoping import CompanyScoped


class Subscription(CompanyScoped):
    """What the company pays for itself, apart from any firm. Ended rows are kept.

    `service` and `variant` are codes of the catalogue; `includes` lists further services that are part of it.
    `renews_on` is the day on which the paid period is used up, empty when it never is.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="subscriptions")
    service = models.CharField(max_length=20)
    variant = models.CharField(max_length=20, blank=True)
    includes = models.JSONField(default=list, blank=True)
    starts_on = models.DateField()
    renews_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="subscription_one_per_service", fields=["company", "service"], condition=Q(ended_on__isnull=True)
            ),
            models.CheckConstraint(
                name="subscription_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.variant}"
