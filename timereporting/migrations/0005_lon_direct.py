"""Lön Direkt closes the months that it pays for, like any other payroll."""

from typing import ClassVar

from django.db import migrations

from common import rls

WRITERS = ("payroll", "time_approval", "lon_direkt")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("timereporting", "0004_walls")]

    operations: ClassVar = [
        migrations.RunSQL("DROP POLICY tenant ON timereporting_timereport", migrations.RunSQL.noop),
        rls.employee_rows("timereporting_timereport", writers=WRITERS, own_may_write=True),
    ]
