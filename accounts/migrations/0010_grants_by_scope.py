"""What a person holds of one kind is found among thousands of grants."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0009_employee_groups")]

    operations: ClassVar = [
        migrations.AddIndex(
            "accessgrant",
            models.Index(
                condition=models.Q(("ended_at__isnull", True)), fields=["user", "scope"], name="access_grant_user_scope"
            ),
        )
    ]
