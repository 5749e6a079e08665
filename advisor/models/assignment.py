"""What the firm does for a client."""

from typing import ClassVar

from django.db import models

from accounts.models import Firm, User
from advisor.models.client import Client
from common.identifiers import new_id
from common.scoping import FirmScoped


class Assignment(FirmScoped):
    """Connects client, owner and participants; participants reach the client's services. Open while not ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="assignments")
    name = models.CharField(max_length=80)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["client"], name="assignment_of_client")]

    def __str__(self) -> str:
        return self.name
