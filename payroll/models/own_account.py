"""The account that a company posts on where the standard says another."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import Company, User
from common.identifiers import new_id
from common.scoping import CompanyScoped


class OwnAccount(CompanyScoped):
    """One row for each standard account that has another number with the company; none where it is the standard's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    standard = models.CharField(max_length=4)
    number = models.CharField(max_length=4, validators=[RegexValidator(r"^\d{4}$")])
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "standard"], name="own_account_one_each"),
            models.CheckConstraint(
                name="own_account_number",
                condition=Q(standard__regex=r"^[1-8]\d{3}$", number__regex=r"^[1-8]\d{3}$") & ~Q(number=F("standard")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard} {self.number}"
