"""Who is billed from when to when, as dated rows that are never overwritten; what is agreed already gets its rows."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import collaborations.models.billing_period
import common.identifiers
from common import rls

TABLE = "collaborations_billingperiod"

FILL = """
INSERT INTO collaborations_billingperiod (id, firm_id, company_id, collaboration_id, service, variant, recipient,
                                          months, starts_on, ends_on, free_until, reason, decided_at, decided_by_id)
SELECT uuidv7(), firm_id, company_id, id, service, variant, billing_recipient, period_months, period_starts_on,
       CASE WHEN state = 'ENDED' THEN
         greatest(least((ended_at AT TIME ZONE 'Europe/Stockholm')::date, ends_on), period_starts_on) END,
       NULL, 'STARTED', activated_at, requested_by_id
  FROM collaborations_collaboration
 WHERE activated_at IS NOT NULL AND period_starts_on IS NOT NULL AND billing_recipient <> ''
"""

# Somebody works, and the wrong one is billed or nobody; or the collaboration is over, and somebody still is.
BILLING_FOLLOWS = """
SELECT collaboration.id FROM collaborations_collaboration collaboration
  LEFT JOIN collaborations_billingperiod running
    ON running.collaboration_id = collaboration.id AND running.ends_on IS NULL
 WHERE CASE WHEN collaboration.state IN ('ACTIVE', 'ENDING') AND collaboration.billing_recipient <> ''
       THEN running.id IS NULL OR running.recipient <> collaboration.billing_recipient
         OR running.variant <> collaboration.variant
       ELSE running.id IS NOT NULL END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_ghosts_of_many"),
        ("collaborations", "0004_invariants"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BillingPeriod",
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
                    "recipient",
                    models.CharField(choices=[("FIRM", "The firm"), ("CLIENT", "The client")], max_length=10),
                ),
                ("months", models.PositiveSmallIntegerField(null=True)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("free_until", models.DateField(null=True)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("STARTED", "The collaboration began"),
                            ("RECIPIENT_CHANGED", "Another pays"),
                            ("VARIANT_CHANGED", "The variant was changed"),
                            ("PERIOD_CHANGED", "Another period was agreed"),
                            ("RENEWED", "A new period was agreed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("decided_at", models.DateTimeField()),
                (
                    "collaboration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="billing_periods",
                        to="collaborations.collaboration",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.company"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "indexes": [models.Index(fields=["firm", "starts_on"], name="billing_period_firm")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            (
                                "ends_on__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("starts_on"), "-", models.Value(1)
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="billing_period_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months__isnull", True), ("months__gt", 0), _connector="OR"),
                        name="billing_period_months_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("free_until__isnull", True), ("free_until__gt", models.F("starts_on")), _connector="OR"
                        ),
                        name="billing_period_free_from_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("collaboration", "="),
                            (collaborations.models.billing_period.DaysInForce("starts_on", "ends_on"), "&&"),
                        ],
                        name="billing_periods_apart",
                    ),
                ],
            },
        ),
        rls.enable(TABLE, firm="firm_id", company="company_id"),
        rls.revoke_app(TABLE, "UPDATE, DELETE"),
        migrations.RunSQL(f"GRANT UPDATE (ends_on) ON {TABLE} TO lonsam_app", migrations.RunSQL.noop),
        migrations.RunSQL(
            f"ALTER TABLE {TABLE} ADD CONSTRAINT billing_of_collaboration"
            " FOREIGN KEY (collaboration_id, firm_id, company_id)"
            " REFERENCES collaborations_collaboration (id, firm_id, company_id) DEFERRABLE INITIALLY DEFERRED",
            f"ALTER TABLE {TABLE} DROP CONSTRAINT billing_of_collaboration",
        ),
        rls.invariant("inv_10_billing_follows", BILLING_FOLLOWS),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
