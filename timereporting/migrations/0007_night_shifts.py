"""A day of a schedule may end the day after."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("timereporting", "0006_invariants")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="workscheduleday", name="work_schedule_day_ends_after_start"),
        migrations.AddConstraint(
            model_name="workscheduleday",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at", models.F("starts_at")), _negated=True),
                name="work_schedule_day_has_length",
            ),
        ),
    ]
