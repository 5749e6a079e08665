"""Agreements may say by which rule vacation is paid."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("employment", "0020_payday_and_contact")]

    operations: ClassVar = [
        migrations.AddField(
            "agreementversion",
            "vacation_rule",
            models.CharField(
                blank=True,
                choices=[
                    ("", "As the company's vacation terms"),
                    ("SAME_PAY", "Same-pay rule"),
                    ("PERCENTAGE", "Percentage rule"),
                ],
                default="",
                max_length=12,
            ),
        )
    ]
