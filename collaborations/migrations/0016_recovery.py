"""A new administrator for a company that has none left; whose rows they are, and how a link is found."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import collaborations.models.invitation
import common.identifiers
from common import rls

RECOVERY = "collaborations_recovery"
NOTICE = "collaborations_recoverynotice"
# On the signed list of SECURITY DEFINER functions: the holder of a link may have no place anywhere, and the function
# answers only to the hash of a secret of 256 bits.
WHOSE_RECOVERY = """
CREATE FUNCTION find_recovery(hash text) RETURNS TABLE (recovery_id uuid, notice_id uuid, firm_id uuid, company_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT id, NULL::uuid, firm_id, company_id FROM collaborations_recovery WHERE token_hash = hash
  UNION ALL
  SELECT recovery_id, id, firm_id, company_id FROM collaborations_recoverynotice WHERE token_hash = hash
$$;
"""


def _together(table, name, columns, other, other_columns):
    """Row-level security does not look at keys: they say whose row it is."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns})"
        f" REFERENCES {other} ({other_columns}) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_last_use"),
        ("advisor", "0003_invariants"),
        ("collaborations", "0015_after_end"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Recovery",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("given_name", models.CharField(max_length=80)),
                ("family_name", models.CharField(max_length=80)),
                ("email", models.EmailField(max_length=254)),
                ("reason", models.CharField(max_length=500)),
                ("signatory_email", models.EmailField(max_length=254)),
                ("salt", models.BinaryField(default=collaborations.models.invitation.new_salt, max_length=32)),
                ("token_hash", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("UNVOUCHED", "Waits for a second administrator of the firm"),
                            ("SENT", "Waits for the authorised signatory"),
                            ("WAITING", "Confirmed, waiting time"),
                            ("DONE", "The company has a new administrator"),
                            ("STOPPED", "Stopped"),
                            ("EXPIRED", "Nobody confirmed in time"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="advisor.client"
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
                (
                    "vouched_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RecoveryNotice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("salt", models.BinaryField(default=collaborations.models.invitation.new_salt, max_length=32)),
                ("token_hash", models.CharField(max_length=64)),
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
                (
                    "recovery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="collaborations.recovery",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SignatoryAddress",
            fields=[
                (
                    "company",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="accounts.company",
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("registered_at", models.DateTimeField()),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.UniqueConstraint(fields=("token_hash",), name="recovery_token_unique"),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["SENT", "UNVOUCHED", "WAITING"])),
                fields=("company",),
                name="recovery_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("vouched_by__isnull", True),
                    models.Q(("vouched_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="recovery_two_persons",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["WAITING", "DONE"]), _negated=True),
                    models.Q(("confirmed_at__isnull", False), ("due_at__gt", models.F("confirmed_at"))),
                    _connector="OR",
                ),
                name="recovery_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="recoverynotice",
            constraint=models.UniqueConstraint(fields=("token_hash",), name="recovery_notice_token_unique"),
        ),
        migrations.AddConstraint(
            model_name="recoverynotice",
            constraint=models.UniqueConstraint(fields=("recovery", "user"), name="recovery_notice_once"),
        ),
        migrations.RunSQL(
            f"ALTER TABLE {RECOVERY} ADD CONSTRAINT recovery_together UNIQUE (id, firm_id, company_id)",
            f"ALTER TABLE {RECOVERY} DROP CONSTRAINT recovery_together",
        ),
        _together(
            RECOVERY,
            "recovery_client_of_firm",
            "client_id, firm_id, company_id",
            "advisor_client",
            "id, firm_id, company_id",
        ),
        _together(
            NOTICE, "notice_of_recovery", "recovery_id, firm_id, company_id", RECOVERY, "id, firm_id, company_id"
        ),
        rls.enable(RECOVERY, firm="firm_id", company="company_id"),
        rls.enable(NOTICE, firm="firm_id", company="company_id"),
        rls.policy("collaborations_signatoryaddress", rls.MEMBER_COMPANY.format(column="company_id")),
        migrations.RunSQL(WHOSE_RECOVERY, "DROP FUNCTION find_recovery(text)"),
    ]
