"""An accountancy firm."""

from typing import ClassVar

from django.db import models

from common.identifiers import new_id


class Firm(models.Model):
    """A tenant: the firm whose staff work in the portal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    corporate_identity_number = models.CharField(max_length=10)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corporate_identity_number"], name="firm_number_unique")
        ]

    def __str__(self) -> str:
        return self.name
