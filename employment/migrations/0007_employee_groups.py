"""Employees can be in a group, about which firm and client agree something of its own."""

from typing import ClassVar

from django.db import migrations, models

import common.identifiers
from common import rls

OFFICE = ("payroll", "lon_direkt", "preparation")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("employment", "0006_carried_over"), ("accounts", "0009_employee_groups")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="EmployeeGroup",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("company", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="accounts.company")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="employee_group_company_key"),
                    models.UniqueConstraint(fields=("company", "name"), name="employee_group_name_once"),
                ],
            },
        ),
        migrations.AddField(
            "employee",
            "group",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.PROTECT,
                related_name="employees",
                to="employment.employeegroup",
            ),
        ),
        rls.same_company("employment_employee", "group_id", "employment_employeegroup"),
        rls.office_rows("employment_employeegroup", readers=(*OFFICE, "schedules", "time_approval"), writers=OFFICE),
    ]
