"""Who is billed for a collaboration, from when to when."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from accounts.models import Company, Firm, User
from collaborations.models.choices import BILLING_REASONS, BILLING_RECIPIENTS
from collaborations.models.collaboration import Collaboration
from collaborations.rules.billing import Billed
from common.identifiers import new_id
from common.scoping import FirmOrCompanyScoped


class DaysInForce(Func):
    """From the first day through the last; empty for a row that another took the place of before it began."""

    template = "daterange(%(expressions)s)"
    arg_joiner = ", "
    output_field = DateRangeField()

    def __init__(self, first: str, last: str) -> None:
        super().__init__(F(first), F(last) + 1)


class BillingPeriod(FirmOrCompanyScoped):
    """A stretch of days in which one recipient is billed for one variant; never overlapping, never overwritten.

    `ends_on` is empty while it runs, and lies on the day before `starts_on` when the row never came into force.
    Until the day `free_until` nothing is charged: agreed periods are then counted from that day. A row that goes on
    with the agreed periods of the one before it has their first day as `continues_from`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    collaboration = models.ForeignKey(Collaboration, on_delete=models.PROTECT, related_name="billing_periods")
    service = models.CharField(max_length=20)
    variant = models.CharField(max_length=20, blank=True)
    recipient = models.CharField(max_length=10, choices=BILLING_RECIPIENTS)
    months = models.PositiveSmallIntegerField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    free_until = models.DateField(null=True)
    continues_from = models.DateField(null=True)
    reason = models.CharField(max_length=20, choices=BILLING_REASONS)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="billing_period_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on") - 1),
            ),
            models.CheckConstraint(
                name="billing_period_months_positive", condition=Q(months__isnull=True) | Q(months__gt=0)
            ),
            models.CheckConstraint(
                name="billing_period_free_from_start",
                condition=Q(free_until__isnull=True) | Q(free_until__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="billing_period_continues_what_began",
                condition=Q(continues_from__isnull=True) | Q(continues_from__lt=F("starts_on")),
            ),
            ExclusionConstraint(
                name="billing_periods_apart",
                expressions=[
                    ("collaboration", RangeOperators.EQUAL),
                    (DaysInForce("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["firm", "starts_on"], name="billing_period_firm")]

    def __str__(self) -> str:
        return f"{self.service} {self.variant} {self.recipient} {self.starts_on}"

    @property
    def counted_from(self) -> date:
        """The first day of the agreed periods."""
        return self.continues_from or max(self.starts_on, self.free_until or self.starts_on)

    @property
    def billed(self) -> Billed:
        """What is billed to whom, as the rules read it."""
        return Billed(self.recipient, self.variant, self.months)
