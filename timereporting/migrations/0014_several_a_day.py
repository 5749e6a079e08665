"""Several registrations of a kind stand on a day where their clock times do not overlap."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DecimalRangeField
from django.db import migrations, models

# An end that is not after the start is on the next day. Hours without clock times may lie anywhere.
BY_THE_CLOCK = """
CREATE FUNCTION by_the_clock(starts_at time, ends_at time) RETURNS numrange LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN starts_at IS NULL THEN numrange(NULL, NULL) ELSE numrange(
        extract(epoch FROM starts_at),
        extract(epoch FROM ends_at) + CASE WHEN ends_at > starts_at THEN 0 ELSE 86400 END) END
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("timereporting", "0013_report_periods")]

    operations: ClassVar = [
        migrations.RunSQL(BY_THE_CLOCK, "DROP FUNCTION by_the_clock(time, time)"),
        migrations.RemoveConstraint("timeentry", "time_entry_once_a_day"),
        migrations.AddConstraint(
            "timeentry",
            ExclusionConstraint(
                name="time_entry_no_overlap",
                expressions=[
                    ("employee", "="),
                    ("worked_on", "="),
                    ("quick_choice", "="),
                    (
                        models.Func(
                            models.F("starts_at"),
                            models.F("ends_at"),
                            function="by_the_clock",
                            output_field=DecimalRangeField(),
                        ),
                        "&&",
                    ),
                ],
                condition=models.Q(struck_at__isnull=True),
            ),
        ),
    ]
