"""Pay items of a company, lines that people decide about, and payslips with benefits, net deductions and expenses."""

from decimal import Decimal
from importlib import import_module
from typing import ClassVar

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import common.fields
import common.identifiers
from common import rls

_first = import_module("payroll.migrations.0002_walls")
_before = import_module("payroll.migrations.0004_invariants")
READERS = ("payroll", "lon_direkt")
# What is taxed without being paid out, and what is the employer's alone, is not part of the net pay.
LINES_ADD_UP = """
SELECT p.run_id, p.employee_id FROM payroll_payslip p
 WHERE p.net_pay <> (SELECT coalesce(sum(amount), 0) FROM payroll_payslipline l
                      WHERE l.company_id = p.company_id AND l.run_id = p.run_id AND l.employee_id = p.employee_id
                        AND l."group" NOT IN ('BENEFIT', 'COST', 'INFORMATION'))
    OR p.taxable_pay <> p.gross_pay + p.benefits
"""
# A line rests on registrations or on what somebody has decided for the employee.
FROM_CLOSED_TIME = """
SELECT line.run_id, line.employee_id, line.position FROM payroll_payslipline line
  JOIN payroll_payrollrun run ON run.id = line.run_id AND run.state = 'APPROVED'
  CROSS JOIN LATERAL jsonb_array_elements_text(line.explanation->'references') reference (id)
  LEFT JOIN timereporting_timeentry entry
    ON entry.id = reference.id::uuid AND entry.employee_id = line.employee_id AND entry.struck_at IS NULL
  LEFT JOIN timereporting_timereport report ON report.id = entry.report_id
 WHERE (report.state IS NULL OR report.state NOT IN ('IMPORTED', 'LOCKED'))
   AND NOT EXISTS (
     SELECT FROM payroll_payline given WHERE given.id = reference.id::uuid AND given.employee_id = line.employee_id)
"""


def _replaced(name: str, former: str, query: str) -> list[migrations.RunSQL]:
    """The view says more; backwards it is what it was."""
    made = rls.invariant(name, former)
    return [migrations.RunSQL(made.reverse_sql, made.sql), rls.invariant(name, query)]


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("accounts", "0009_employee_groups"),
        ("employment", "0009_group_names_without_case"),
        ("payroll", "0007_statutory_entries"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="PayItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("based_on", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                (
                    "account",
                    models.CharField(
                        blank=True, max_length=4, validators=[django.core.validators.RegexValidator("^\\d{4}$")]
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PayLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("item", models.CharField(max_length=40)),
                ("quantity", models.DecimalField(decimal_places=2, default=Decimal("1"), max_digits=10)),
                ("amount", common.fields.MoneyField(default=0)),
                ("details", models.JSONField(default=dict)),
                ("note", models.CharField(blank=True, max_length=120)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="payslip",
            name="payslip_adds_up",
        ),
        migrations.AddField(
            model_name="payrollrun",
            name="employer_premiums",
            field=common.fields.MoneyField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="payslip",
            name="benefits",
            field=common.fields.MoneyField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="payslip",
            name="employer_premiums",
            field=common.fields.MoneyField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="payslip",
            name="net_deductions",
            field=common.fields.MoneyField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="payslip",
            name="reimbursements",
            field=common.fields.MoneyField(db_default=0, default=0),
        ),
        migrations.AlterField(
            model_name="payslipline",
            name="group",
            field=models.CharField(max_length=16),
        ),
        migrations.AddField(
            model_name="payslipline",
            name="account",
            field=models.CharField(db_default="", default="", max_length=4),
        ),
        migrations.AddField(
            model_name="payslipline",
            name="label",
            field=models.CharField(db_default="", default="", max_length=60),
        ),
        migrations.AddConstraint(
            model_name="payslip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "net_pay",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("gross_pay"), "-", models.F("preliminary_tax")
                                ),
                                "-",
                                models.F("net_deductions"),
                            ),
                            "+",
                            models.F("reimbursements"),
                        ),
                    )
                ),
                name="payslip_adds_up",
            ),
        ),
        migrations.AddField(
            model_name="payitem",
            name="company",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.company"
            ),
        ),
        migrations.AddField(
            model_name="payline",
            name="company",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.company"
            ),
        ),
        migrations.AddField(
            model_name="payline",
            name="created_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="payline",
            name="employee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="pay_lines", to="employment.employee"
            ),
        ),
        migrations.AddField(
            model_name="payline",
            name="own_item",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="payroll.payitem"
            ),
        ),
        migrations.AddConstraint(
            model_name="payitem",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="pay_item_company_key"),
        ),
        migrations.AddConstraint(
            model_name="payitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at__isnull", True)), fields=("company", "name"), name="pay_item_one_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="payitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("account__regex", "^(\\d{4})?$")), name="pay_item_account"
            ),
        ),
        migrations.AddConstraint(
            model_name="payitem",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="pay_item_named"),
        ),
        migrations.AddIndex(
            model_name="payline",
            index=models.Index(fields=["company", "employee", "starts_on"], name="pay_line_of_employee"),
        ),
        migrations.AddConstraint(
            model_name="payline",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="pay_line_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="payline",
            constraint=models.CheckConstraint(condition=models.Q(("quantity__gt", 0)), name="pay_line_quantity"),
        ),
        migrations.AddConstraint(
            model_name="payline",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="pay_line_amount"),
        ),
        rls.same_company("payroll_payline", "employee_id", "employment_employee"),
        rls.same_company("payroll_payline", "own_item_id", "payroll_payitem"),
        rls.office_rows("payroll_payitem", readers=READERS, writers=READERS),
        rls.office_rows("payroll_payline", readers=READERS, writers=READERS),
        *_replaced("inv_04_lines_add_up", _first.LINES_ADD_UP, LINES_ADD_UP),
        *_replaced("inv_15_from_closed_time", _before.FROM_CLOSED_TIME, FROM_CLOSED_TIME),
    ]
