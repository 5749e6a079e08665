"""Vacation: the terms of a company, an account of days for each employee, closed years and posted liability."""

from decimal import Decimal
from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.fields
import common.identifiers
import payroll.rules.vacation_ledger
import payroll.rules.vacation_order
import payroll.rules.vacation_terms


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("accounts", "0009_employee_groups"),
        ("employment", "0012_agreements"),
        ("payroll", "0009_opening_balances"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="VacationYearClose",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("closed_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.company"
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VacationEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("PAID", "PAID"), ("SAVED", "SAVED"), ("ADVANCE", "ADVANCE"), ("UNPAID", "UNPAID")],
                        max_length=8,
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            (payroll.rules.vacation_ledger.Cause["OPENING"], "Opening balance"),
                            (payroll.rules.vacation_ledger.Cause["EARNED"], "Earned"),
                            (payroll.rules.vacation_ledger.Cause["TAKEN"], "Taken"),
                            (payroll.rules.vacation_ledger.Cause["SAVED"], "Saved"),
                            (payroll.rules.vacation_ledger.Cause["FORFEITED"], "Gone"),
                            (payroll.rules.vacation_ledger.Cause["PAID_OUT"], "Paid out"),
                            (payroll.rules.vacation_ledger.Cause["EXPIRED"], "Too old, paid out"),
                            (payroll.rules.vacation_ledger.Cause["COMPENSATED"], "Paid when the employment ended"),
                            (payroll.rules.vacation_ledger.Cause["CORRECTION"], "Corrected"),
                            (payroll.rules.vacation_ledger.Cause["SETTLED"], "Paid on a payslip"),
                        ],
                        max_length=12,
                    ),
                ),
                ("days", models.DecimalField(decimal_places=2, max_digits=7)),
                ("vacation_year", models.PositiveSmallIntegerField()),
                ("saved_from", models.PositiveSmallIntegerField(null=True)),
                ("on", models.DateField()),
                ("amount", common.fields.MoneyField(null=True)),
                ("about", models.UUIDField(null=True, unique=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("explanation", models.JSONField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.company"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="employment.employee"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="payroll.payrollrun",
                    ),
                ),
                (
                    "close",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="payroll.vacationyearclose",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VacationPosting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField()),
                ("monthly_before", common.fields.MoneyField()),
                ("hourly_before", common.fields.MoneyField()),
                ("contributions_before", common.fields.MoneyField()),
                ("monthly", common.fields.MoneyField()),
                ("hourly", common.fields.MoneyField()),
                ("contributions", common.fields.MoneyField()),
                ("rows", models.JSONField()),
                ("lines", models.JSONField()),
                ("posted_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.company"
                    ),
                ),
                (
                    "posted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("company", "month"),
                        name="vacation_posted_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="vacation_posting_undone_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VacationTerms",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("starts_on", models.DateField()),
                ("starts_month", models.PositiveSmallIntegerField(default=4)),
                ("is_coinciding", models.BooleanField(default=False)),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            (payroll.rules.vacation_terms.VacationRule["SAME_PAY"], "Same-pay rule"),
                            (payroll.rules.vacation_terms.VacationRule["PERCENTAGE"], "Percentage rule"),
                        ],
                        default=payroll.rules.vacation_terms.VacationRule["SAME_PAY"],
                        max_length=12,
                    ),
                ),
                ("variable_rate", models.DecimalField(decimal_places=5, default=Decimal("0.12"), max_digits=6)),
                ("variable_day_rate", models.DecimalField(blank=True, decimal_places=5, max_digits=6, null=True)),
                ("counts_overtime", models.BooleanField(default=False)),
                ("percentage_rate", models.DecimalField(decimal_places=5, default=Decimal("0.12"), max_digits=6)),
                (
                    "percentage_extra_day",
                    models.DecimalField(decimal_places=5, default=Decimal("0.0048"), max_digits=6),
                ),
                ("advance_days", models.DecimalField(decimal_places=1, default=Decimal("0"), max_digits=4)),
                ("created_at", models.DateTimeField()),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.company"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "starts_on"), name="vacation_terms_one_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("starts_month__gte", 1), ("starts_month__lte", 12)),
                        name="vacation_terms_month",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="vacationyearclose",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="vacation_close_company_key"),
        ),
        migrations.AddConstraint(
            model_name="vacationyearclose",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)),
                fields=("company", "year"),
                name="vacation_year_closed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacationyearclose",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                    models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                    _connector="OR",
                ),
                name="vacation_close_undone_by_someone",
            ),
        ),
        migrations.AddIndex(
            model_name="vacationentry",
            index=models.Index(fields=["company", "employee", "created_at"], name="vacation_of_employee"),
        ),
        migrations.AddConstraint(
            model_name="vacationentry",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="vacation_entry_company_key"),
        ),
        migrations.AddConstraint(
            model_name="vacationentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", payroll.rules.vacation_order.DayKind["SAVED"]), ("saved_from__isnull", False)),
                    models.Q(
                        models.Q(("kind", payroll.rules.vacation_order.DayKind["SAVED"]), _negated=True),
                        ("saved_from__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="vacation_entry_saved_from",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacationentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "cause__in",
                            [
                                payroll.rules.vacation_ledger.Cause["TAKEN"],
                                payroll.rules.vacation_ledger.Cause["SETTLED"],
                            ],
                        ),
                        ("run__isnull", False),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "cause__in",
                                [
                                    payroll.rules.vacation_ledger.Cause["TAKEN"],
                                    payroll.rules.vacation_ledger.Cause["SETTLED"],
                                ],
                            ),
                            _negated=True,
                        ),
                        ("run__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="vacation_entry_on_a_payslip",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacationentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "cause__in",
                            [
                                payroll.rules.vacation_ledger.Cause["OPENING"],
                                payroll.rules.vacation_ledger.Cause["CORRECTION"],
                            ],
                        ),
                        _negated=True,
                    ),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="vacation_entry_reasoned",
            ),
        ),
    ]
