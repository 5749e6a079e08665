"""The closing of a company's vacation year."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Company, User
from common.identifiers import new_id
from common.scoping import CompanyScoped


class VacationYearClose(CompanyScoped):
    """`year` is the calendar year in which the vacation year began. Its entries stay when it is undone, with others
    that take them back.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "id"], name="vacation_close_company_key"),
            models.UniqueConstraint(
                fields=["company", "year"], condition=Q(undone_at__isnull=True), name="vacation_year_closed_once"
            ),
            models.CheckConstraint(
                name="vacation_close_undone_by_someone",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.year}"
