"""The posting of how a company's vacation liability changed up to the end of a month."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Company, User
from common.fields import MoneyField
from common.identifiers import new_id
from common.scoping import CompanyScoped


class VacationPosting(CompanyScoped):
    """`rows` tell each employee's days, value and debt; `lines` are accounts with amounts (öre, debit positive).

    `costs` is what of the debt belongs to cost centres and projects, by standard account.
    `accounts` are the company's own by standard account, where it had any that the debt was posted on.
    The debt by pay form and its contributions, before and after: the change is what was posted.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    monthly_before = MoneyField()
    hourly_before = MoneyField()
    contributions_before = MoneyField()
    monthly = MoneyField()
    hourly = MoneyField()
    contributions = MoneyField()
    rows = models.JSONField()
    lines = models.JSONField()
    costs = models.JSONField(default=list, db_default=[])
    accounts = models.JSONField(default=dict, db_default={})
    posted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    posted_at = models.DateTimeField()
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["company", "month"], condition=Q(undone_at__isnull=True), name="vacation_posted_once"
            ),
            models.CheckConstraint(
                name="vacation_posting_undone_by_someone",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.month:%Y-%m}"
