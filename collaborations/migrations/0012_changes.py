"""Changes of active collaborations: decided, asked for, carried out or dropped."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.identifiers
from common import rls

TABLE = "collaborations_collaborationchange"

# No change waits for a collaboration that has ended or is to end.
CHANGES_HOLD = """
SELECT change.id FROM collaborations_collaborationchange change
  JOIN collaborations_collaboration collaboration ON collaboration.id = change.collaboration_id
 WHERE change.state IN ('PENDING', 'WAITING_FOR_CLIENT') AND collaboration.state <> 'ACTIVE'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_ghosts_of_many"),
        ("collaborations", "0011_billing_follows_subscriptions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CollaborationChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("effective_on", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PENDING", "Decided"),
                            ("WAITING_FOR_CLIENT", "Waiting for the client"),
                            ("DONE", "Done"),
                            ("CANCELLED", "Cancelled"),
                            ("DECLINED", "Declined"),
                            ("EXPIRED", "Expired"),
                            ("FAILED", "Could not be carried out"),
                        ],
                        default="PENDING",
                        max_length=20,
                    ),
                ),
                ("party", models.CharField(choices=[("FIRM", "The firm"), ("CLIENT", "The client")], max_length=10)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "collaboration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
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
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.firm"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["collaboration", "-asked_at"], name="change_of_collaboration")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["PENDING", "WAITING_FOR_CLIENT"])),
                        fields=("collaboration",),
                        name="change_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "WAITING_FOR_CLIENT"), _negated=True),
                            ("expires_at__isnull", False),
                            _connector="OR",
                        ),
                        name="change_asked_expires",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["PENDING", "DONE"]), _negated=True),
                            ("effective_on__isnull", False),
                            _connector="OR",
                        ),
                        name="change_decided_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("state__in", ["PENDING", "WAITING_FOR_CLIENT"])),
                            models.Q(
                                models.Q(("state__in", ["PENDING", "WAITING_FOR_CLIENT"]), _negated=True),
                                ("finished_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="change_finished_at",
                    ),
                ],
            },
        ),
        rls.enable(TABLE, firm="firm_id", company="company_id"),
        migrations.RunSQL(
            f"ALTER TABLE {TABLE} ADD CONSTRAINT change_of_collaboration_together"
            " FOREIGN KEY (collaboration_id, firm_id, company_id)"
            " REFERENCES collaborations_collaboration (id, firm_id, company_id) DEFERRABLE INITIALLY DEFERRED",
            f"ALTER TABLE {TABLE} DROP CONSTRAINT change_of_collaboration_together",
        ),
        rls.invariant("inv_08_open_change_of_active_collaboration", CHANGES_HOLD),
    ]
