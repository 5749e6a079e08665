"""Care of a close relative, contagion, military service and studies are registered as what they are."""

from typing import ClassVar

from django.db import migrations, models

CHOICES = [
    ("SICK", "Sick"),
    ("CARE_OF_CHILD", "Care of child"),
    ("PARENTAL_LEAVE", "Parental leave"),
    ("VACATION", "Vacation"),
    ("COMP_LEAVE", "Comp leave"),
    ("CLOSE_RELATIVE_CARE", "Care of a close relative"),
    ("CONTAGION", "Risk of contagion"),
    ("MILITARY_SERVICE", "Military service"),
    ("STUDY_LEAVE", "Studies"),
    ("UNPAID_LEAVE", "Leave without pay"),
    ("OTHER_ABSENCE", "Other absence"),
    ("OVERTIME_SIMPLE", "Simple overtime"),
    ("OVERTIME_QUALIFIED", "Qualified overtime"),
    ("ADDITIONAL_TIME", "Additional time"),
    ("HOURS_WORKED", "Hours worked"),
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("timereporting", "0010_schedules_of_the_client")]

    operations: ClassVar = [
        migrations.AlterField("timeentry", "quick_choice", models.CharField(choices=CHOICES, max_length=20)),
    ]
