"""Which rule an employee's vacation pay follows."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.identifiers
from common import rls

OFFICE = ("payroll", "lon_direkt")
CHOICES = "payroll_vacationrulechoice"
KEPT = f"""
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON {CHOICES}
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_vacation();
"""


def owner(name: str, *, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=name)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payroll", "0013_dimensions"), ("employment", "0021_vacation_rule")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="VacationRuleChoice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("starts_on", models.DateField()),
                (
                    "rule",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "As the agreement or the company's terms"),
                            ("SAME_PAY", "Same-pay rule"),
                            ("PERCENTAGE", "Percentage rule"),
                        ],
                        max_length=12,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("company", owner("accounts.company")),
                ("employee", owner("employment.employee")),
                ("created_by", owner(settings.AUTH_USER_MODEL, null=True)),
            ],
            options={
                "ordering": ["starts_on", "created_at", "id"],
                "indexes": [models.Index(fields=["company", "employee"], name="vacation_rule_choice_key")],
            },
        ),
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
        rls.same_company(CHOICES, "employee_id", "employment_employee"),
        rls.employee_rows(CHOICES, readers=OFFICE, writers=OFFICE),
    ]
