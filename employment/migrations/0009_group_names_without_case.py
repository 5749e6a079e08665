"""A company's groups differ by more than capital letters."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models.functions import Lower

# Names that differ only by capital letters were allowed before: the later ones get a number.
NUMBERED = """
UPDATE employment_employeegroup AS one SET name = left(one.name, 50) || ' (' || found.place || ')'
FROM (
    SELECT id, row_number() OVER (PARTITION BY company_id, lower(name) ORDER BY created_at, id) AS place
    FROM employment_employeegroup
) AS found
WHERE found.id = one.id AND found.place > 1
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("employment", "0008_tax_decisions")]

    operations: ClassVar = [
        migrations.RunSQL(NUMBERED, migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="employeegroup", name="employee_group_name_once"),
        migrations.AddConstraint(
            model_name="employeegroup",
            constraint=models.UniqueConstraint("company", Lower("name"), name="employee_group_name_once"),
        ),
    ]
