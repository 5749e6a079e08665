"""How much leave an hour of overtime gives belongs to the agreement."""

from decimal import Decimal
from typing import ClassVar

import django.core.validators
from django.db import migrations, models

FACTORS = (("comp_simple_factor", Decimal("1.5")), ("comp_qualified_factor", Decimal(2)))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("employment", "0013_sick_protection")]

    operations: ClassVar = [
        migrations.AddField(
            "agreementversion",
            name,
            models.DecimalField(
                decimal_places=2,
                default=default,
                max_digits=4,
                validators=[django.core.validators.MinValueValidator(1)],
            ),
        )
        for name, default in FACTORS
    ]
