"""Activating for many clients at once, behind the wall of the firm; keys say whose client and assignment it is."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.identifiers
from common import rls

BULK = "collaborations_bulkactivation"
ITEM = "collaborations_bulkitem"


def _unique(table, *columns):
    name = f"{table}_{'_'.join(columns)}_together"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE ({', '.join(columns)})",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def _together(name, columns, other, other_columns):
    """Row-level security does not look at keys: they say whose row it is."""
    return migrations.RunSQL(
        f"ALTER TABLE {ITEM} ADD CONSTRAINT {name} FOREIGN KEY ({columns})"
        f" REFERENCES {other} ({other_columns}) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {ITEM} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_preparation"),
        ("advisor", "0003_invariants"),
        ("collaborations", "0017_preparation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkActivation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("service", models.CharField(blank=True, max_length=20)),
                ("written_terms", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("CHOSEN", "Terms are to be chosen"),
                            ("PROPOSED", "Not confirmed"),
                            ("CONFIRMED", "Confirmed"),
                            ("DISCARDED", "Thrown away"),
                        ],
                        default="CHOSEN",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.firm"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BulkItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "To be looked at"),
                            ("READY", "Can be activated"),
                            ("BLOCKED", "Cannot be activated"),
                            ("LEFT_OUT", "Left out"),
                            ("QUEUED", "In turn"),
                            ("ACTIVATED", "Activated"),
                            ("REQUESTED", "Request sent"),
                            ("REFUSED", "Nothing done"),
                        ],
                        default="WAITING",
                        max_length=10,
                    ),
                ),
                ("scenario", models.CharField(blank=True, max_length=10)),
                ("waits_for_answer", models.BooleanField(default=False)),
                ("asks_for_contact", models.BooleanField(default=False)),
                ("is_included", models.BooleanField(default=False)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("people", models.JSONField(default=dict)),
                ("written_blockers", models.JSONField(default=list)),
                ("reason", models.CharField(blank=True, max_length=20)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "assignment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="advisor.assignment",
                    ),
                ),
                (
                    "bulk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="collaborations.bulkactivation",
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="advisor.client"
                    ),
                ),
                (
                    "collaboration",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="collaborations.collaboration",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="advisor.contact"
                    ),
                ),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.firm"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="bulkactivation",
            index=models.Index(fields=["firm", "-made_at"], name="bulk_of_firm"),
        ),
        migrations.AddConstraint(
            model_name="bulkitem",
            constraint=models.UniqueConstraint(fields=("bulk", "client"), name="bulk_client_once"),
        ),
        migrations.AddConstraint(
            model_name="bulkitem",
            constraint=models.UniqueConstraint(fields=("bulk", "position"), name="bulk_position_once"),
        ),
        migrations.AddConstraint(
            model_name="bulkitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["ACTIVATED", "REQUESTED"]), _negated=True),
                    models.Q(("collaboration__isnull", False), ("finished_at__isnull", False)),
                    _connector="OR",
                ),
                name="bulk_done_has_collaboration",
            ),
        ),
        _unique(BULK, "id", "firm_id"),
        _unique("advisor_client", "id", "firm_id"),
        _together("bulk_item_of_bulk", "bulk_id, firm_id", BULK, "id, firm_id"),
        _together("bulk_item_client_of_firm", "client_id, firm_id", "advisor_client", "id, firm_id"),
        _together("bulk_item_assignment_of_client", "assignment_id, client_id", "advisor_assignment", "id, client_id"),
        _together("bulk_item_contact_of_client", "contact_id, client_id", "advisor_contact", "id, client_id"),
        rls.enable(BULK, firm="firm_id"),
        rls.enable(ITEM, firm="firm_id"),
    ]
