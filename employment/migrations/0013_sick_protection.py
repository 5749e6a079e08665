"""Special protection from qualifying deductions by decision: for those who do payroll and the employee alone."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import common.identifiers
from common import rls

OFFICE = ("payroll", "lon_direkt", "preparation")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0009_employee_groups"), ("employment", "0012_agreements")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="SickProtection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
                        related_name="sick_protections",
                        to="employment.employee",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("employee", "starts_on"), name="sick_protection_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="sick_protection_period",
                    ),
                ],
            },
        ),
        rls.same_company("employment_sickprotection", "employee_id", "employment_employee"),
        rls.employee_rows("employment_sickprotection", readers=OFFICE, writers=OFFICE),
        rls.revoke_app("employment_sickprotection", "DELETE"),
    ]
