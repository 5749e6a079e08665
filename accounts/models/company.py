"""A company: the employer that owns its payroll data."""

from typing import ClassVar

from django.db import models

from common.identifiers import new_id


class Company(models.Model):
    """A tenant: can be the client of several firms; reached only through grants."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    corporate_identity_number = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corporate_identity_number"], name="company_number_unique")
        ]

    def __str__(self) -> str:
        return self.name
