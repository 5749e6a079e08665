"""A firm that waits for an answer can prepare payroll."""

from typing import ClassVar

from django.db import migrations, models

from accounts.permissions import GrantScope


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0006_last_use")]

    operations: ClassVar = [
        migrations.AlterField("accessgrant", "scope", models.CharField(choices=GrantScope.choices, max_length=30)),
    ]
