"""Agreements say what unsocial hours give."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("employment", "0014_comp_factors")]

    operations: ClassVar = [
        migrations.AddField("agreementversion", "unsocial_bands", models.JSONField(default=list)),
        migrations.AddField(
            "agreementversion",
            "unsocial_overlap",
            models.CharField(
                choices=[("HIGHEST", "The highest supplement"), ("FIRST", "The one that stands first")],
                default="HIGHEST",
                max_length=7,
            ),
        ),
        migrations.AddField("agreementversion", "unsocial_by_schedule", models.BooleanField(default=False)),
        migrations.AddField("agreementversion", "unsocial_with_overtime", models.BooleanField(default=False)),
    ]
