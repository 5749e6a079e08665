"""The firm's prices, from the first of a month; never overwritten."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.fields
import common.identifiers
from common import rls

TABLE = "collaborations_pricelistrow"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_ghosts_of_many"),
        ("collaborations", "0006_providers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PriceListRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("service", models.CharField(max_length=20)),
                ("variant", models.CharField(blank=True, max_length=20)),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("PERIOD", "Per collaboration and period"),
                            ("MONTH", "Per month"),
                            ("PAYSLIP", "Per payslip"),
                        ],
                        max_length=10,
                    ),
                ),
                ("amount", common.fields.MoneyField()),
                ("vat_percent", models.PositiveSmallIntegerField()),
                ("starts_on", models.DateField()),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.firm"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["firm", "starts_on"], name="price_list_firm")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="price_not_negative"),
                    models.CheckConstraint(condition=models.Q(("vat_percent__lte", 100)), name="price_vat_in_percent"),
                    models.CheckConstraint(condition=models.Q(("starts_on__day", 1)), name="price_from_first_of_month"),
                ],
            },
        ),
        rls.enable(TABLE, firm="firm_id"),
        rls.revoke_app(TABLE, "UPDATE, DELETE"),
    ]
