"""Agreements say over how many weeks an average week of hourly staff is counted."""

from typing import ClassVar

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("employment", "0015_unsocial_hours")]

    operations: ClassVar = [
        migrations.AddField(
            "agreementversion",
            "qualifying_weeks",
            models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(52)]),
        )
    ]
