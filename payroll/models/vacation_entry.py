"""One row of an employee's account of vacation days."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, User
from common.fields import MoneyField
from common.identifiers import new_id
from common.scoping import CompanyScoped
from employment.models import Employee
from payroll.models.payroll_run import PayrollRun
from payroll.models.vacation_year_close import VacationYearClose
from payroll.rules.vacation_ledger import Cause
from payroll.rules.vacation_ledger import Entry as Values
from payroll.rules.vacation_order import DayKind

KINDS = [(kind.value, kind.value) for kind in DayKind]
CAUSES = [
    (Cause.OPENING, _("Opening balance")),
    (Cause.EARNED, _("Earned")),
    (Cause.TAKEN, _("Taken")),
    (Cause.SAVED, _("Saved")),
    (Cause.FORFEITED, _("Gone")),
    (Cause.PAID_OUT, _("Paid out")),
    (Cause.EXPIRED, _("Too old, paid out")),
    (Cause.COMPENSATED, _("Paid when the employment ended")),
    (Cause.CORRECTION, _("Corrected")),
    (Cause.SETTLED, _("Paid on a payslip")),
]


class VacationEntry(CompanyScoped):
    """Rows are added, never changed; balances are their sums. `about` is the row that this one takes back,
    or has paid when it is settled on a payslip.

    The rules' `Entry` says what days, years and amount mean. `run` is the one whose payslip the days were taken on.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=KINDS)
    cause = models.CharField(max_length=12, choices=CAUSES)
    days = models.DecimalField(max_digits=7, decimal_places=2)
    vacation_year = models.PositiveSmallIntegerField()
    saved_from = models.PositiveSmallIntegerField(null=True)
    on = models.DateField()
    amount = MoneyField(null=True)  # type: ignore[misc]
    run = models.ForeignKey(PayrollRun, on_delete=models.PROTECT, null=True, related_name="+")
    close = models.ForeignKey(VacationYearClose, on_delete=models.PROTECT, null=True, related_name="entries")
    about = models.UUIDField(null=True, unique=True)
    reason = models.CharField(max_length=200, blank=True)
    explanation = models.JSONField(null=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "id"], name="vacation_entry_company_key"),
            models.CheckConstraint(
                name="vacation_entry_saved_from",
                condition=Q(kind=DayKind.SAVED, saved_from__isnull=False)
                | ~Q(kind=DayKind.SAVED) & Q(saved_from__isnull=True),
            ),
            models.CheckConstraint(
                name="vacation_entry_on_a_payslip",
                condition=Q(cause__in=[Cause.TAKEN, Cause.SETTLED], run__isnull=False)
                | ~Q(cause__in=[Cause.TAKEN, Cause.SETTLED]) & Q(run__isnull=True),
            ),
            models.CheckConstraint(
                name="vacation_entry_reasoned",
                condition=~Q(cause__in=[Cause.OPENING, Cause.CORRECTION]) | ~Q(reason=""),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["company", "employee", "created_at"], name="vacation_of_employee")]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.kind} {self.days}"

    @property
    def values(self) -> Values:
        """What the rules take."""
        return Values(
            DayKind(self.kind),
            Cause(self.cause),
            self.days,
            self.vacation_year,
            self.on,
            self.saved_from,
            self.amount,
        )
