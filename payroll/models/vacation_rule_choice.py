"""Which rule an employee's vacation pay follows, from a date, where it is not what agreement or company say."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, User
from common.identifiers import new_id
from common.scoping import CompanyScoped
from employment.models import Employee
from payroll.models.vacation_terms import RULES

CHOICES = [("", _("As the agreement or the company's terms")), *RULES]


class VacationRuleChoice(CompanyScoped):
    """Never changed: the latest of those that have begun counts, and an empty rule ends what was chosen before."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    rule = models.CharField(max_length=12, choices=CHOICES, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["starts_on", "created_at", "id"]
        indexes: ClassVar = [models.Index(fields=["company", "employee"], name="vacation_rule_choice_key")]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.starts_on} {self.rule}"
