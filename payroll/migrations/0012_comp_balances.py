"""The comp balance on payslips, and when the payroll came here; the employee reads the own row that it rests on."""

from typing import ClassVar

from django.db import migrations, models

from common import rls

OFFICE = ("payroll", "lon_direkt")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payroll", "0011_vacation_walls")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="openingbalance", name="comp_minutes", field=models.PositiveIntegerField(default=0)
        ),
        migrations.AddField(model_name="payslip", name="comp_minutes", field=models.IntegerField(null=True)),
        migrations.RunSQL("DROP POLICY tenant ON payroll_openingbalance", migrations.RunSQL.noop),
        rls.employee_rows("payroll_openingbalance", readers=OFFICE, writers=OFFICE),
    ]
