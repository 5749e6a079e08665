"""A payday up to the last of the month, what bank holidays do to it, and whom the tax agency asks."""

from typing import ClassVar

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("employment", "0019_cost_splits"),
    ]

    operations: ClassVar = [
        migrations.RemoveConstraint(
            model_name="companypayrollsettings",
            name="payroll_settings_payday",
        ),
        migrations.AddField(
            model_name="companypayrollsettings",
            name="bank_day_rule",
            field=models.CharField(
                choices=[("BEFORE", "The bank day before"), ("AFTER", "The bank day after")],
                db_default="BEFORE",
                default="BEFORE",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="companypayrollsettings",
            name="contact_email",
            field=models.EmailField(blank=True, db_default="", default="", max_length=254),
        ),
        migrations.AddField(
            model_name="companypayrollsettings",
            name="contact_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=50),
        ),
        migrations.AddField(
            model_name="companypayrollsettings",
            name="contact_phone",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AlterField(
            model_name="companypayrollsettings",
            name="payday_day",
            field=models.PositiveSmallIntegerField(
                default=25,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(31)],
            ),
        ),
        migrations.AddConstraint(
            model_name="companypayrollsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("payday_day__gte", 1), ("payday_day__lte", 31)), name="payroll_settings_payday"
            ),
        ),
        migrations.AddConstraint(
            model_name="companypayrollsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contact_email", ""), ("contact_name", ""), ("contact_phone", "")),
                    models.Q(
                        models.Q(("contact_name", ""), _negated=True),
                        models.Q(("contact_phone", ""), _negated=True),
                        models.Q(("contact_email", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="payroll_settings_contact_whole",
            ),
        ),
    ]
