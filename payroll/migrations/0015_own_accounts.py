"""A company's own accounts; runs and vacation postings say which they were posted on."""

from importlib import import_module
from typing import ClassVar

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.identifiers
from common import rls

_first = import_module("payroll.migrations.0002_walls")
_vacation = import_module("payroll.migrations.0011_vacation_walls")
OFFICE = ("payroll", "lon_direkt", "preparation")
NET_IS_POSTED = _first.NET_IS_POSTED.replace("j.account = '2821'", "j.account = r.net_account")
# Debts are what is not cost: the accounts of the result begin with 3 to 8.
POSTINGS_BALANCE = _vacation.POSTINGS_BALANCE.replace(
    "line->>'account' IN ('2920', '2940')", "line->>'account' !~ '^[3-8]'"
)


def _replaced(name: str, former: str, query: str) -> list[migrations.RunSQL]:
    """The view says more; backwards it is what it was."""
    made = rls.invariant(name, former)
    return [migrations.RunSQL(made.reverse_sql, made.sql), rls.invariant(name, query)]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payroll", "0014_vacation_rule_choice")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="OwnAccount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("standard", models.CharField(max_length=4)),
                (
                    "number",
                    models.CharField(max_length=4, validators=[django.core.validators.RegexValidator("^\\d{4}$")]),
                ),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.company"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "standard"), name="own_account_one_each"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number__regex", "^[1-8]\\d{3}$"),
                            ("standard__regex", "^[1-8]\\d{3}$"),
                            models.Q(("number", models.F("standard")), _negated=True),
                        ),
                        name="own_account_number",
                    ),
                ],
            },
        ),
        migrations.AddField(
            "payrollrun", "net_account", models.CharField(db_default="2821", default="2821", max_length=4)
        ),
        migrations.AddField("vacationposting", "accounts", models.JSONField(db_default={}, default=dict)),
        rls.office_rows("payroll_ownaccount", readers=OFFICE, writers=OFFICE),
        *_replaced("inv_04_net_is_posted", _first.NET_IS_POSTED, NET_IS_POSTED),
        *_replaced("inv_06_vacation_posting_balances", _vacation.POSTINGS_BALANCE, POSTINGS_BALANCE),
    ]
