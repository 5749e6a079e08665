"""Employments that ended before somebody was hired again."""

from typing import ClassVar

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import common.identifiers
from common import rls

OFFICE = ("payroll", "lon_direkt", "preparation")
# The latest employment stands on the employee: it begins after every former one.
LATEST_IS_LAST = """
SELECT former.id FROM employment_formeremployment former
  JOIN employment_employee employee ON employee.id = former.employee_id
 WHERE employee.hired_on <= former.ends_on
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0009_employee_groups"), ("employment", "0022_cut_off_day")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="FormerEmployment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("ended_for_next", models.BooleanField(default=False)),
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
                        related_name="former_employments",
                        to="employment.employee",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("employee", "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="former_employment_no_overlap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="former_employment_period"
                    ),
                ],
            },
        ),
        rls.same_company("employment_formeremployment", "employee_id", "employment_employee"),
        rls.employee_rows("employment_formeremployment", writers=OFFICE),
        rls.revoke_app("employment_formeremployment", "UPDATE"),
        rls.invariant("inv_16_latest_employment_is_last", LATEST_IS_LAST),
    ]
