"""Collaborations that a firm has made elsewhere, behind the firm's wall: they are no state of a collaboration."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.identifiers
from common import rls

# On the signed list of SECURITY DEFINER functions: of a company that is its client a firm may know that another firm
# works with it in a service, as its activation says too. A thousand clients have to be asked about at once.
SERVICES_ELSEWHERE = """
CREATE FUNCTION services_of_other_firms(firm uuid) RETURNS TABLE (corporate_identity_number text, service text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT DISTINCT client.corporate_identity_number::text, collaboration.service::text
    FROM advisor_client client
    JOIN collaborations_collaboration collaboration ON collaboration.company_id = client.company_id
   WHERE client.firm_id = firm AND firm = ANY (actor_firm_ids()) AND collaboration.firm_id <> firm
     AND collaboration.state IN ('ACTIVATING', 'ACTIVE', 'ENDING')
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_preparation"),
        ("collaborations", "0019_handover"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="collaboration",
            name="state",
            field=models.CharField(
                choices=[
                    ("DRAFT", "Draft"),
                    ("REQUESTED", "Waiting for the client"),
                    ("AGREED", "Takes over later"),
                    ("ACTIVATING", "Being activated"),
                    ("ACTIVE", "Active"),
                    ("ENDING", "Ending"),
                    ("ENDED", "Ended"),
                    ("DECLINED", "Declined"),
                    ("WITHDRAWN", "Withdrawn"),
                    ("EXPIRED", "Expired"),
                ],
                default="DRAFT",
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="CollaborationImport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("uploaded_at", models.DateTimeField()),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("head", models.JSONField()),
                ("rows", models.JSONField()),
                ("columns", models.JSONField()),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.firm"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("firm", "uploaded_by"), name="collaboration_import_one_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="UnlinkedCollaboration",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("corporate_identity_number", models.CharField(max_length=10)),
                ("company_name", models.CharField(blank=True, max_length=120)),
                ("service", models.CharField(max_length=20)),
                ("variant", models.CharField(blank=True, max_length=20)),
                (
                    "billing_recipient",
                    models.CharField(
                        blank=True, choices=[("FIRM", "The firm"), ("CLIENT", "The client")], max_length=10
                    ),
                ),
                ("period_months", models.PositiveSmallIntegerField(null=True)),
                ("agreed_on", models.DateField(null=True)),
                ("imported_at", models.DateTimeField()),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.firm"
                    ),
                ),
                (
                    "imported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("firm", "corporate_identity_number", "service"), name="unlinked_once_per_company"
                    )
                ],
            },
        ),
        rls.enable("collaborations_unlinkedcollaboration", firm="firm_id"),
        rls.enable("collaborations_collaborationimport", firm="firm_id"),
        migrations.RunSQL(SERVICES_ELSEWHERE, "DROP FUNCTION services_of_other_firms(uuid)"),
    ]
