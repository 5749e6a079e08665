"""Journals by account, cost centre and project; payslips say how their cost is split, and lines what they were given.

What was stored before has no dimensions, and stays as it is.
"""

from typing import ClassVar

from django.db import migrations, models

from common import rls

KEY = ("company", "run", "account", "cost_centre", "project")
LINES = ("journalline", "payline", "payslipline")
JSON = (("payrollrunchunk", "moved"), ("payslip", "shares"), ("vacationposting", "costs"))
WIDER_KEY = """
ALTER TABLE payroll_journalline DROP CONSTRAINT payroll_journalline_pkey,
  ADD CONSTRAINT payroll_journalline_pkey PRIMARY KEY (company_id, run_id, account, cost_centre, project)
"""
# Lines of an account and its dimensions: the debts have none.
ONLY_COSTS_HAVE_DIMENSIONS = """
SELECT run_id, account FROM payroll_journalline
 WHERE (cost_centre <> '' OR project <> '') AND account !~ '^[3-8]'
"""


def _code() -> models.CharField:  # type: ignore[type-arg]
    return models.CharField(blank=True, db_default="", default="", max_length=20)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("employment", "0019_cost_splits"), ("payroll", "0012_comp_balances")]

    operations: ClassVar = [
        *(migrations.AddField(model, name, _code()) for model in LINES for name in ("cost_centre", "project")),
        *(migrations.AddField(model, name, models.JSONField(db_default=[], default=list)) for model, name in JSON),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(WIDER_KEY, migrations.RunSQL.noop)],
            state_operations=[
                migrations.AlterField(
                    "journalline",
                    "pk",
                    models.CompositePrimaryKey(*KEY, blank=True, editable=False, primary_key=True, serialize=False),
                )
            ],
        ),
        rls.invariant("inv_06_only_costs_have_dimensions", ONLY_COSTS_HAVE_DIMENSIONS),
    ]
