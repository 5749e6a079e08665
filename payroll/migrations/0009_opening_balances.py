"""What employees were paid in a year before the payroll came here."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.fields
from common import rls

OFFICE = ("payroll", "lon_direkt")


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("accounts", "0009_employee_groups"),
        ("employment", "0010_import_files"),
        ("payroll", "0008_pay_lines"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="OpeningBalance",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "company", "employee", "year", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("gross_pay", common.fields.MoneyField(default=0)),
                ("benefits", common.fields.MoneyField(default=0)),
                ("preliminary_tax", common.fields.MoneyField(default=0)),
                ("net_pay", common.fields.MoneyField(default=0)),
                ("entered_at", models.DateTimeField()),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.company"
                    ),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opening_balances",
                        to="employment.employee",
                    ),
                ),
                (
                    "entered_by",
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("benefits__gte", 0),
                            ("gross_pay__gte", 0),
                            ("net_pay__gte", 0),
                            ("preliminary_tax__gte", 0),
                        ),
                        name="opening_balance_not_negative",
                    )
                ],
            },
        ),
        rls.same_company("payroll_openingbalance", "employee_id", "employment_employee"),
        rls.office_rows("payroll_openingbalance", readers=OFFICE, writers=OFFICE),
    ]
