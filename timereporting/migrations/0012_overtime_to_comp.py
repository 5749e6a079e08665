"""Overtime can be registered to be taken as leave."""

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
    ("COMP_SIMPLE", "Simple overtime to comp"),
    ("COMP_QUALIFIED", "Qualified overtime to comp"),
    ("ADDITIONAL_TIME", "Additional time"),
    ("HOURS_WORKED", "Hours worked"),
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("timereporting", "0011_more_absence")]

    operations: ClassVar = [
        migrations.AlterField("timeentry", "quick_choice", models.CharField(choices=CHOICES, max_length=20)),
    ]
