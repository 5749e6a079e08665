"""Billing that changes within an agreed period goes on with it."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_last_use"),
        ("collaborations", "0012_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="billingperiod",
            name="continues_from",
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name="billingperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("continues_from__isnull", True), ("continues_from__lt", models.F("starts_on")), _connector="OR"
                ),
                name="billing_period_continues_what_began",
            ),
        ),
    ]
