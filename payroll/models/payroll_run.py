"""One run of payroll for a company and a month."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, User
from common.fields import MoneyField
from common.identifiers import new_id
from common.periods import Month
from common.scoping import CompanyScoped
from payroll.rules.accounts import WAGES_PAYABLE
from payroll.rules.run_states import OPEN_STATES, RunState

STATES = [
    (RunState.DRAFT, _("Being prepared")),
    (RunState.CALCULATING, _("Calculating")),
    (RunState.CALCULATED, _("To be reviewed")),
    (RunState.FAILED, _("Stopped")),
    (RunState.APPROVED, _("Approved")),
    (RunState.DISCARDED, _("Discarded")),
]


class RunKind(models.TextChoices):
    """What the run is for."""

    ORDINARY = "ORDINARY", _("Ordinary run")


class RunOrigin(models.TextChoices):
    """Which service the run was made in."""

    LON_SMART = "LON_SMART", _("Lön Smart")
    LON_DIREKT = "LON_DIREKT", _("Lön Direkt")


class PayrollRun(CompanyScoped):
    """Totals are öre. An approved run is frozen by triggers, with its payslips and its journal.

    `statutory_version` is the latest approved entry of statutory data that the present payslips rest on, 0 for none.
    `net_account` is the one that the net pay is owed on, in the journal of the run.
    `period` is the month of the salary, which may be paid the month after. Salaries contain the deviations from
    `deviation_first` to `deviation_last`, hours are paid from `hours_first` to `hours_last` (empty: the month before);
    there are none where the last is the day before the first.
    `input_digest` is what the present payslips were computed from, `result_digest` what came out.
    `first_approved_*`: where firm and client both approve, who did it first, for whom, and of which result.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    period = models.DateField()
    payday = models.DateField()
    deviation_first = models.DateField()
    deviation_last = models.DateField()
    hours_first = models.DateField(null=True)
    hours_last = models.DateField(null=True)
    kind = models.CharField(max_length=10, choices=RunKind.choices, default=RunKind.ORDINARY)
    origin = models.CharField(max_length=10, choices=RunOrigin.choices, default=RunOrigin.LON_SMART)
    state = models.CharField(max_length=12, choices=STATES, default=RunState.DRAFT)
    calculation = models.PositiveIntegerField(default=0)
    employee_count = models.PositiveIntegerField(default=0)
    gross_pay = MoneyField(default=0)
    preliminary_tax = MoneyField(default=0)
    net_pay = MoneyField(default=0)
    contribution_cost = MoneyField(default=0)
    employer_premiums = MoneyField(default=0, db_default=0)
    input_digest = models.CharField(max_length=64, blank=True)
    result_digest = models.CharField(max_length=64, blank=True)
    net_account = models.CharField(max_length=4, default=WAGES_PAYABLE, db_default=WAGES_PAYABLE)
    statutory_version = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    calculated_at = models.DateTimeField(null=True)
    first_approved_side = models.CharField(max_length=10, blank=True, default="", db_default="")
    first_approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    first_approved_at = models.DateTimeField(null=True)
    first_approved_digest = models.CharField(max_length=64, blank=True, default="", db_default="")
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="payroll_run_days",
                condition=Q(deviation_last__gte=F("deviation_first") - timedelta(days=1))
                & (
                    Q(hours_first__isnull=True, hours_last__isnull=True)
                    | Q(hours_first__isnull=False, hours_last__gte=F("hours_first") - timedelta(days=1))
                    & Q(hours_last__isnull=False)
                ),
            ),
            models.UniqueConstraint(fields=["company", "id"], name="payroll_run_company_key"),
            models.UniqueConstraint(
                fields=["company", "period", "kind"],
                name="payroll_run_one_a_month",
                condition=~Q(state=RunState.DISCARDED),
            ),
            models.CheckConstraint(
                name="payroll_run_approved_whole",
                condition=~Q(state=RunState.APPROVED)
                | Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(result_digest=""),
            ),
            models.CheckConstraint(
                name="payroll_run_first_approved_whole",
                condition=Q(first_approved_side="", first_approved_digest="", first_approved_by__isnull=True)
                & Q(first_approved_at__isnull=True)
                | Q(first_approved_by__isnull=False, first_approved_at__isnull=False)
                & ~Q(first_approved_side="")
                & ~Q(first_approved_digest=""),
            ),
            models.CheckConstraint(
                name="payroll_run_started_by_someone",
                condition=~Q(state=RunState.CALCULATING) | Q(started_by__isnull=False, started_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["company", "-period"], name="payroll_run_period")]

    def __str__(self) -> str:
        return f"{self.period:%Y-%m} {self.state}"

    @property
    def month(self) -> Month:
        """The month that the salary is for."""
        return Month.of(self.period)

    @property
    def is_open(self) -> bool:
        """Whether the run can still change."""
        return self.state in OPEN_STATES

    @property
    def employer_cost(self) -> int:
        """Pay, contributions and premiums, in öre."""
        return self.gross_pay + self.contribution_cost + self.employer_premiums
