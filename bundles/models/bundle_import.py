"""A bundle on its way into a company."""

from typing import ClassVar

from django.db import models

from accounts.models import Company, User
from bundles.rules.states import OPEN_IMPORTS, ImportState
from common.identifiers import new_id
from common.scoping import CompanyScoped


class BundleImport(CompanyScoped):
    """The file is in `StoredChunk` until it is taken in or thrown away; the audit log in it is kept there for ever.

    `preview` is the number of rows of each file, `refusals` why it cannot be taken in, `sha256` the file's hash.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    firm_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=[(one, one) for one in ImportState], default=ImportState.CHECKING)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    preview = models.JSONField(default=dict)
    refusals = models.JSONField(default=list)
    made_at = models.CharField(max_length=40, blank=True)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["company"], name="bundle_import_one_open", condition=models.Q(state__in=OPEN_IMPORTS)
            )
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.state}"
