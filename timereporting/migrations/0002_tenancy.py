"""Row-level security of time: colleagues do not see each other's days."""

from typing import ClassVar

from django.db import migrations

from common import rls

TIME = ("payroll", "time_approval")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("timereporting", "0001_initial"), ("employment", "0002_tenancy")]

    operations: ClassVar = [
        rls.same_company("timereporting_workscheduleday", "schedule_id", "timereporting_workschedule"),
        rls.same_company("timereporting_scheduleassignment", "schedule_id", "timereporting_workschedule"),
        rls.same_company("timereporting_scheduleassignment", "employee_id", "employment_employee"),
        rls.same_company("timereporting_timereport", "employee_id", "employment_employee"),
        rls.same_company("timereporting_timeentry", "employee_id", "employment_employee"),
        rls.same_company("timereporting_timeentry", "report_id", "timereporting_timereport"),
        rls.same_company("timereporting_returnedday", "report_id", "timereporting_timereport"),
        rls.enable("timereporting_workschedule", company="company_id"),
        rls.enable("timereporting_workscheduleday", company="company_id"),
        rls.employee_rows("timereporting_scheduleassignment", writers=("payroll",)),
        rls.employee_rows("timereporting_timereport", writers=TIME, own_may_write=True),
        rls.employee_rows("timereporting_timeentry", writers=TIME, own_may_write=True),
        rls.employee_rows("timereporting_returnedday", writers=TIME, own_may_write=True),
        rls.revoke_app("timereporting_timeentry", "DELETE"),
        rls.revoke_app("timereporting_timereport", "DELETE"),
    ]
