"""A company's groups differ by more than capital letters."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies: ClassVar = [("employment", "0008_tax_decisions")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="employeegroup", name="employee_group_name_once"),
        migrations.AddConstraint(
            model_name="employeegroup",
            constraint=models.UniqueConstraint("company", Lower("name"), name="employee_group_name_once"),
        ),
    ]
