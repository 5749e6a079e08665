"""A company's own copy of an item of the standard register."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from accounts.models import Company
from common.identifiers import new_id
from common.scoping import CompanyScoped


class PayItem(CompanyScoped):
    """It has a name and an account of its own and is treated as the item that it was copied from.

    A retired one is not offered any more; lines that have it go on.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    based_on = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    account = models.CharField(max_length=4, blank=True, validators=[RegexValidator(r"^\d{4}$")])
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "id"], name="pay_item_company_key"),
            models.UniqueConstraint(
                fields=["company", "name"], name="pay_item_one_name", condition=Q(retired_at__isnull=True)
            ),
            models.CheckConstraint(name="pay_item_account", condition=Q(account__regex=r"^(\d{4})?$")),
            models.CheckConstraint(name="pay_item_named", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
