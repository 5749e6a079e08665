"""Some people look after the law's figures for everyone on the installation."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0007_preparation")]

    operations: ClassVar = [
        migrations.AddField(model_name="user", name="is_operator", field=models.BooleanField(default=False)),
    ]
