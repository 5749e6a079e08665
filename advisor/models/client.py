"""A firm's relation to a company."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, Firm, User
from common.collation import SwedishOrder
from common.identifiers import new_id
from common.scoping import FirmScoped


class ClientStatus(models.TextChoices):
    """Whether the firm works with the client."""

    ACTIVE = "ACTIVE", _("Active client")
    INACTIVE = "INACTIVE", _("Inactive client")


class Client(FirmScoped):
    """What the firm knows of a company: its own words, not the company's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="clients")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="clients")
    name = models.CharField(max_length=120)
    client_number = models.CharField(max_length=20, blank=True)
    corporate_identity_number = models.CharField(max_length=10)
    responsible_consultant = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=ClientStatus.choices, default=ClientStatus.ACTIVE)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    street = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=2, choices=[("sv", _("Swedish")), ("en", _("English"))], default="sv")
    created_at = models.DateTimeField(auto_now_add=True)
    sort_key = models.GeneratedField(
        expression=SwedishOrder(Lower("name")),
        output_field=models.CharField(max_length=120, db_collation="C"),
        db_persist=True,
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["firm", "company"], name="client_company_once"),
            models.UniqueConstraint(
                fields=["firm", "client_number"], name="client_number_once", condition=~models.Q(client_number="")
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["firm", "sort_key", "id"], name="client_by_name")]

    def __str__(self) -> str:
        return self.name
