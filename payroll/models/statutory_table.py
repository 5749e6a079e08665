"""One of the fourteen monthly tax tables of an imported year."""

from django.db import models

from payroll.models.statutory_entry import StatutoryEntry


class StatutoryTable(models.Model):
    """`rows` are lists of kind, income from, income to (null: no end) and the columns, in the order of the file."""

    pk = models.CompositePrimaryKey("entry", "number")
    entry = models.ForeignKey(StatutoryEntry, on_delete=models.PROTECT, related_name="tables")
    number = models.PositiveSmallIntegerField()
    rows = models.JSONField()

    def __str__(self) -> str:
        return f"{self.number}"
