"""A piece of a stored file."""

from typing import ClassVar

from django.db import models

from accounts.models import Company
from common.identifiers import new_id
from common.scoping import CompanyScoped


class StoredChunk(CompanyScoped):
    """Files are kept in the database in pieces of a few megabytes: no memory holds a whole one, row-level security
    guards them like every row, and a backup has them. `owner_id` is the bundle or the import; an empty `path` is the
    archive itself.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    owner_id = models.UUIDField()
    path = models.CharField(max_length=200, blank=True)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner_id", "path", "number"], name="stored_chunk_once")
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.number}"
