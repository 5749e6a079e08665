"""Who makes the schedules by agreement gives them to employees."""

from typing import ClassVar

from django.db import migrations

from common import rls

WRITERS = ("payroll", "preparation", "schedules")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("timereporting", "0009_preparation"), ("accounts", "0009_employee_groups")]

    operations: ClassVar = [
        migrations.RunSQL("DROP POLICY tenant ON timereporting_scheduleassignment", migrations.RunSQL.noop),
        rls.employee_rows("timereporting_scheduleassignment", writers=WRITERS),
    ]
