"""One file of a bundle."""

from typing import ClassVar

from django.db import models

from accounts.models import Company
from bundles.models.exit_bundle import ExitBundle
from common.identifiers import new_id
from common.scoping import CompanyScoped


class BundleFile(CompanyScoped):
    """What the manifest says of it; `rows` is empty for what is not a table."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    bundle = models.ForeignKey(ExitBundle, on_delete=models.CASCADE, related_name="files")
    path = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    rows = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["bundle", "path"], name="bundle_file_once")]

    def __str__(self) -> str:
        return self.path
