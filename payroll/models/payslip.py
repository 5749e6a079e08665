"""One employee's pay of one run."""

from typing import ClassVar

from django.db import models

from accounts.models import Company
from common.fields import DigestField, MoneyField
from common.scoping import CompanyScoped
from employment.models import Employee
from payroll.models.packed_fields import ContributionsField, SickStateField
from payroll.models.payroll_run import PayrollRun
from payroll.rules.basis import PayForm


class Payslip(CompanyScoped):
    """Written in bulk, without an id of its own. Period and payday are the run's, kept here for the employee to read.

    `shares` say how the cost is split over cost centres and projects; `vacation_days_before_turn` are those of the days
    taken that lie in the vacation year before the last day's.
    `fingerprint` says what it was computed from, `result_digest` what came out. `approved_at` is set when the run is
    approved: until then the employee does not see it. `comp_minutes` is the comp balance after the deviations that it
    pays, empty for who has none.
    """

    pk = models.CompositePrimaryKey("company", "run", "employee")
    # Keys and indexes of their own would cost more than the rows: run and employee are held by keys that have the
    # company in them (migrations 0002), and everything is looked for by the key or by employee and payday.
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    run = models.ForeignKey(
        PayrollRun, on_delete=models.PROTECT, related_name="payslips", db_constraint=False, db_index=False
    )
    employee = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="payslips", db_constraint=False, db_index=False
    )
    period = models.DateField()
    payday = models.DateField()
    pay_form = models.CharField(max_length=10)
    gross_pay = MoneyField()
    taxable_pay = MoneyField()
    preliminary_tax = MoneyField()
    benefits = MoneyField(default=0, db_default=0)
    net_deductions = MoneyField(default=0, db_default=0)
    reimbursements = MoneyField(default=0, db_default=0)
    net_pay = MoneyField()
    contribution_cost = MoneyField()
    employer_premiums = MoneyField(default=0, db_default=0)
    contributions = ContributionsField()
    shares = models.JSONField(default=list, db_default=[])
    year_gross = MoneyField()
    year_tax = MoneyField()
    year_net = MoneyField()
    vacation_days_taken = models.DecimalField(max_digits=6, decimal_places=2)
    vacation_days_before_turn = models.DecimalField(max_digits=6, decimal_places=2, default=0, db_default=0)
    vacation_days_left = models.DecimalField(max_digits=6, decimal_places=2)
    comp_minutes = models.IntegerField(null=True)
    sick_state = SickStateField()
    fingerprint = DigestField()
    result_digest = DigestField()
    engine_version = models.PositiveSmallIntegerField()
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="payslip_adds_up",
                condition=models.Q(
                    net_pay=models.F("gross_pay")
                    - models.F("preliminary_tax")
                    - models.F("net_deductions")
                    + models.F("reimbursements")
                ),
            ),
            models.CheckConstraint(name="payslip_net_not_negative", condition=models.Q(net_pay__gte=0)),
        ]
        indexes: ClassVar = [models.Index(fields=["company", "employee", "-payday"], name="payslip_of_employee")]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.period:%Y-%m}"

    @property
    def employer_cost(self) -> int:
        """Pay, contributions and premiums, in öre."""
        return self.gross_pay + self.contribution_cost + self.employer_premiums

    @property
    def has_vacation_days(self) -> bool:
        """Whether there are days to take: hourly staff have their vacation pay with each payment."""
        return self.pay_form != PayForm.HOURLY
