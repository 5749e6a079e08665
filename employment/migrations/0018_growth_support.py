"""The months of växa-stöd of an employee."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("employment", "0017_expert_tax")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="employee", name="growth_support_from", field=models.DateField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="employee", name="growth_support_until", field=models.DateField(blank=True, null=True)
        ),
        migrations.AddConstraint(
            model_name="employee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("growth_support_from__isnull", True), ("growth_support_until__isnull", True)),
                    models.Q(
                        ("growth_support_from__isnull", False),
                        ("growth_support_until__gte", models.F("growth_support_from")),
                    ),
                    _connector="OR",
                ),
                name="employee_growth_support_whole",
            ),
        ),
    ]
