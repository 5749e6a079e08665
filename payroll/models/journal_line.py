"""The sum of an account, or of one of its dimensions, of a run."""

from django.db import models

from accounts.models import Company
from common.fields import MoneyField
from common.scoping import CompanyScoped
from payroll.models.payroll_run import PayrollRun


class JournalLine(CompanyScoped):
    """Debit is positive, credit negative; the lines of a run sum to zero.

    `cost_centre` and `project` are codes, as they were posted.
    """

    pk = models.CompositePrimaryKey("company", "run", "account", "cost_centre", "project")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(PayrollRun, on_delete=models.PROTECT, related_name="journal_lines")
    account = models.CharField(max_length=4)
    cost_centre = models.CharField(max_length=20, blank=True, default="", db_default="")
    project = models.CharField(max_length=20, blank=True, default="", db_default="")
    amount = MoneyField()

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"
