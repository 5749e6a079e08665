"""Employees whom a firm took on from Lön Direkt, and when somebody went through what was there."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("employment", "0005_preparation")]

    operations: ClassVar = [
        migrations.AddField("employee", "carried_over_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("employee", "gone_through_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddConstraint(
            "employee",
            models.CheckConstraint(
                name="employee_gone_through_after_carried",
                condition=models.Q(gone_through_at__isnull=True)
                | models.Q(gone_through_at__gte=models.F("carried_over_at")),
            ),
        ),
    ]
