"""A part of a run that one task computes."""

from typing import ClassVar

from django.db import models

from accounts.models import Company
from common.scoping import CompanyScoped
from payroll.models.payroll_run import PayrollRun


class PayrollRunChunk(CompanyScoped):
    """Says which employees a task computes and whether it has; the one that finishes last closes the run.

    `moved` is what of its costs belongs to cost centres and projects: entries of the journal.
    """

    pk = models.CompositePrimaryKey("company", "run", "number")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(PayrollRun, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    employee_ids = models.JSONField()
    problems = models.JSONField(default=list)
    moved = models.JSONField(default=list, db_default=[])
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run"], name="payroll_run_chunk_run")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number}"
