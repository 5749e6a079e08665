"""Access and agreements can be about one group of employees; work schedules have an access of their own."""

from typing import ClassVar

from django.db import migrations, models

from accounts.permissions import GrantScope

OF_GROUPS = ("schedules", "time_approval")
KEYS = ("user", "firm", "company", "scope", "employee_group", "source_type", "source_id")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0008_operators")]

    operations: ClassVar = [
        migrations.AlterField("accessgrant", "scope", models.CharField(choices=GrantScope.choices, max_length=30)),
        migrations.AddField("accessgrant", "employee_group", models.UUIDField(null=True)),
        migrations.AddField("arrangement", "groups", models.JSONField(default=dict)),
        migrations.AddConstraint(
            "accessgrant",
            models.CheckConstraint(
                condition=models.Q(employee_group__isnull=True) | models.Q(scope__in=OF_GROUPS),
                name="access_grant_group_scope",
            ),
        ),
        migrations.RemoveConstraint("accessgrant", "access_grant_open"),
        migrations.AddConstraint(
            "accessgrant",
            models.UniqueConstraint(
                fields=KEYS,
                name="access_grant_open",
                condition=models.Q(ended_at__isnull=True),
                nulls_distinct=False,
            ),
        ),
    ]
