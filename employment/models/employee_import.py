"""A file with employees, between sending it in and importing it."""

import json
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, User
from common.fields import EncryptedTextField
from common.identifiers import new_id
from common.scoping import CompanyScoped
from common.uploaded_tables import Table


class ImportKind(models.TextChoices):
    """What a file is about."""

    EMPLOYEES = "EMPLOYEES", _("Employees")
    TAX = "TAX", _("Tax data")


class EmployeeImport(CompanyScoped):
    """A file of one person, as encrypted text and nothing more: nobody else sees it, and it is gone once imported.

    `columns` is the place of each column by what it is; terms that the file gives no day for begin on `applies_from`.
    `for_all` is what those get who have none where the file says nothing, such as a schedule: ids by what it is.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=ImportKind.choices)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = EncryptedTextField()
    columns = models.JSONField()
    for_all = models.JSONField(default=dict)
    applies_from = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="employee_import_one_each", fields=["company", "uploaded_by", "kind"]),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def table(self) -> Table:
        """The file as it was read."""
        head, rows = json.loads(self.content)
        return Table(tuple(head), tuple((line, tuple(cells)) for line, *cells in rows))

    @staticmethod
    def written(table: Table) -> str:
        """The text that a table is kept as."""
        return json.dumps([table.head, [[line, *cells] for line, cells in table.rows]])
