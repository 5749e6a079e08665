"""Collaborations that were made elsewhere, and the file that they come from while it is looked at."""

from typing import ClassVar

from django.db import models

from accounts.models import Firm, User
from collaborations.catalogue import service_name, variant_name
from collaborations.models.choices import BILLING_RECIPIENTS
from common.identifiers import new_id
from common.scoping import FirmScoped
from common.uploaded_tables import Table


class UnlinkedCollaboration(FirmScoped):
    """What a firm says that it has agreed elsewhere, until it is connected to a client or removed.

    It is the firm's word alone: it belongs to no company and gives nobody access. When it is connected a
    collaboration takes its place and the row is gone; the audit log tells what it said.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    corporate_identity_number = models.CharField(max_length=10)
    company_name = models.CharField(max_length=120, blank=True)
    service = models.CharField(max_length=20)
    variant = models.CharField(max_length=20, blank=True)
    billing_recipient = models.CharField(max_length=10, choices=BILLING_RECIPIENTS, blank=True)
    period_months = models.PositiveSmallIntegerField(null=True)
    agreed_on = models.DateField(null=True)
    imported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="unlinked_once_per_company", fields=["firm", "corporate_identity_number", "service"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.corporate_identity_number} {self.service}"

    def get_service_display(self) -> str:
        """What the service is called."""
        return service_name(self.service)

    def get_variant_display(self) -> str:
        """What the variant is called in the reader's language; empty for a service without variants."""
        return variant_name(self.service, self.variant)

    @property
    def choices(self) -> dict[str, str]:
        """The terms that are agreed already, as the activation names them."""
        terms = {
            "variant": self.variant,
            "billing_recipient": self.billing_recipient,
            "period_months": str(self.period_months or ""),
        }
        return {name: value for name, value in terms.items() if value}


class CollaborationImport(FirmScoped):
    """A file of one member of staff between sending it in and importing it, as text and nothing more.

    `columns` is the place of each column by what it is; `rows` are the line in the file, followed by the cells.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    head = models.JSONField()
    rows = models.JSONField()
    columns = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="collaboration_import_one_each", fields=["firm", "uploaded_by"]),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def table(self) -> Table:
        """The file as it was read."""
        return Table(tuple(self.head), tuple((line, tuple(cells)) for line, *cells in self.rows))
