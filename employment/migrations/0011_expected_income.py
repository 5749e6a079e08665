"""The income of the year as an employee has stated it, for the tax of one-off amounts."""

from typing import ClassVar

from django.db import migrations, models

import common.fields


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("accounts", "0009_employee_groups"),
        ("employment", "0010_import_files"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="taxterms",
            name="expected_income",
            field=common.fields.MoneyField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="taxterms",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expected_income__isnull", True),
                    models.Q(("expected_income__gt", 0), ("method", "TABLE")),
                    _connector="OR",
                ),
                name="tax_terms_expected_income",
            ),
        ),
    ]
