"""Who prepares payroll while a request waits lets employees work by schedules."""

from typing import ClassVar

from django.db import migrations

from common import rls


class Migration(migrations.Migration):
    dependencies: ClassVar = [("timereporting", "0008_imported_history"), ("accounts", "0007_preparation")]

    operations: ClassVar = [
        migrations.RunSQL("DROP POLICY tenant ON timereporting_scheduleassignment", migrations.RunSQL.noop),
        rls.employee_rows("timereporting_scheduleassignment", writers=("payroll", "preparation")),
    ]
