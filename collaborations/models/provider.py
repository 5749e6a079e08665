"""Services that somebody else runs: how a firm reaches each, what was opened there, and every call that was made."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Company, Firm
from collaborations.models.choices import PROVIDER_KINDS, ProviderKind
from collaborations.models.collaboration import Collaboration
from common.fields import EncryptedTextField
from common.identifiers import new_id
from common.scoping import FirmOrCompanyScoped, FirmScoped
from events.models import OutboxEffect


class ProviderSettings(FirmScoped):
    """How a firm's access in a service is opened: noted here, or asked of an address by a signed call.

    `link` leads people to the service. `secret_since` is empty while there is no secret. A replaced secret signs
    beside the new one until `previous_until`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="provider_settings")
    service = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=PROVIDER_KINDS, default=ProviderKind.LOCAL.value)
    link = models.CharField(max_length=500, blank=True)
    address = models.CharField(max_length=500, blank=True)
    secret = EncryptedTextField(null=True)  # type: ignore[misc]
    secret_since = models.DateTimeField(null=True)
    previous_secret = EncryptedTextField(null=True)  # type: ignore[misc]
    previous_until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["firm", "service"], name="provider_settings_one_per_service"),
            models.CheckConstraint(
                name="provider_settings_webhook_is_whole",
                condition=Q(kind=ProviderKind.LOCAL.value) | (~Q(address="") & Q(secret_since__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.kind}"


class ServiceAccess(FirmOrCompanyScoped):
    """The access that a collaboration has in a service that somebody else runs, once it is confirmed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.OneToOneField(Collaboration, on_delete=models.PROTECT, related_name="access")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    link = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.collaboration_id} {'closed' if self.closed_at else 'open'}"


class WebhookDelivery(FirmScoped):
    """One call to a provider and what became of it. Never a secret, a name or an address of a person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, null=True, related_name="+")
    collaboration = models.ForeignKey(Collaboration, on_delete=models.PROTECT, null=True, related_name="deliveries")
    effect = models.ForeignKey(OutboxEffect, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    service = models.CharField(max_length=20)
    action = models.CharField(max_length=10)
    attempt = models.PositiveSmallIntegerField()
    address = models.CharField(max_length=500)
    status = models.PositiveSmallIntegerField(null=True)
    duration = models.PositiveIntegerField()
    error = models.CharField(max_length=40, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["firm", "-sent_at"], name="webhook_delivery_firm"),
            models.Index(fields=["effect"], name="webhook_delivery_effect"),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.action} {self.status or self.error}"
