"""A draft made by mistake is kept out of everything and its number is free again."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("employment", "0003_invariants")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="employee", name="employee_number_unique"),
        migrations.AddField(
            model_name="employee", name="removed_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddConstraint(
            model_name="employee",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("company", "number"),
                name="employee_number_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="employee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("removed_at__isnull", True),
                    models.Q(("completed_at__isnull", True), ("identity_index__isnull", True), ("user__isnull", True)),
                    _connector="OR",
                ),
                name="employee_removed_is_bare",
            ),
        ),
    ]
