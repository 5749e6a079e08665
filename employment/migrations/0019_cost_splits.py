"""Cost centres, projects, and how the cost of an employee is split over them."""

from typing import ClassVar

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import common.identifiers
from common import rls

OFFICE = ("payroll", "lon_direkt", "preparation")
# A split is a hundred per cent of what there is.
SPLITS_ARE_WHOLE = """
SELECT split.id FROM employment_costsplit split
  CROSS JOIN LATERAL (
    SELECT sum((share->>'percent')::numeric) AS total,
           bool_or(share->>'cost_centre' = '' AND share->>'project' = '') AS unnamed,
           bool_or((share->>'cost_centre' <> '' AND NOT EXISTS (
             SELECT FROM employment_costobject known WHERE known.company_id = split.company_id
                AND known.dimension = 'COST_CENTRE' AND known.code = share->>'cost_centre'))
             OR (share->>'project' <> '' AND NOT EXISTS (
             SELECT FROM employment_costobject known WHERE known.company_id = split.company_id
                AND known.dimension = 'PROJECT' AND known.code = share->>'project'))) AS unknown
      FROM jsonb_array_elements(split.shares) share
  ) made
 WHERE jsonb_array_length(split.shares) > 0 AND (made.total <> 100 OR made.unnamed OR made.unknown)
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0009_employee_groups"), ("employment", "0018_growth_support")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="CostObject",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "dimension",
                    models.CharField(choices=[("COST_CENTRE", "Cost centre"), ("PROJECT", "Project")], max_length=11),
                ),
                ("code", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=60)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.company"
                    ),
                ),
            ],
            options={
                "ordering": ["dimension", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("company"),
                        models.F("dimension"),
                        django.db.models.functions.text.Lower("code"),
                        name="cost_object_code_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="cost_object_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), _negated=True), name="cost_object_has_code"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CostSplit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("starts_on", models.DateField()),
                ("shares", models.JSONField(default=list)),
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
                        related_name="cost_splits",
                        to="employment.employee",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on", "created_at", "id"],
                "indexes": [models.Index(fields=["company", "employee", "starts_on"], name="cost_split_of_employee")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("starts_on__day", 1)), name="cost_split_first")
                ],
            },
        ),
        rls.same_company("employment_costsplit", "employee_id", "employment_employee"),
        rls.office_rows("employment_costobject", readers=OFFICE, writers=OFFICE),
        rls.employee_rows("employment_costsplit", readers=OFFICE, writers=OFFICE),
        rls.revoke_app("employment_costobject", "DELETE"),
        rls.revoke_app("employment_costsplit", "UPDATE, DELETE"),
        rls.invariant("inv_06_splits_are_whole", SPLITS_ARE_WHOLE),
    ]
