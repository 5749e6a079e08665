"""Terms that a firm proposes again and again, behind the wall of the firm."""

import django.db.models.deletion
from django.db import migrations, models

import common.identifiers
from common import rls


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_last_use"),
        ("collaborations", "0013_agreed_periods_go_on"),
    ]

    operations = [
        migrations.CreateModel(
            name="TermsTemplate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("service", models.CharField(max_length=20)),
                ("variant", models.CharField(max_length=20)),
                (
                    "billing_recipient",
                    models.CharField(choices=[("FIRM", "The firm"), ("CLIENT", "The client")], max_length=10),
                ),
                ("period_months", models.PositiveSmallIntegerField()),
                (
                    "time_mode",
                    models.CharField(
                        choices=[
                            ("FIRM_REGISTERS", "The firm registers with quick choices"),
                            ("EMPLOYEES_REGISTER", "Employees register and attestors approve"),
                        ],
                        max_length=20,
                    ),
                ),
                ("responsibilities", models.JSONField()),
                ("is_default", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.firm"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("firm", "name"), name="terms_template_name_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)), fields=("firm",), name="terms_template_one_default"
                    ),
                ],
            },
        ),
        rls.enable("collaborations_termstemplate", firm="firm_id"),
    ]
