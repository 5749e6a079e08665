"""A file with employees is kept, encrypted, until it is imported or thrown away."""

from typing import ClassVar

from django.conf import settings
from django.db import migrations, models

import common.fields
import common.identifiers
from common import rls

OFFICE = ("payroll", "lon_direkt", "preparation")


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("accounts", "0009_employee_groups"),
        ("employment", "0009_group_names_without_case"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="EmployeeImport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("uploaded_at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(choices=[("EMPLOYEES", "Employees"), ("TAX", "Tax data")], max_length=10),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("content", common.fields.EncryptedTextField(editable=True)),
                ("columns", models.JSONField()),
                ("applies_from", models.DateField()),
                ("company", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="accounts.company")),
                (
                    "uploaded_by",
                    models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "uploaded_by", "kind"), name="employee_import_one_each")
                ],
            },
        ),
        rls.office_rows("employment_employeeimport", readers=OFFICE, writers=OFFICE),
    ]
