"""A person at a client."""

from typing import ClassVar

from django.db import models

from accounts.models import Firm
from advisor.models.client import Client
from common.identifiers import new_id
from common.scoping import FirmScoped


class Contact(FirmScoped):
    """Someone the firm talks to; the administrator is the one who answers invitations."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="contacts")
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    role = models.CharField(max_length=80, blank=True)
    is_administrator = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["client", "family_name"], name="contact_of_client")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()
