"""Addresses that no mail reaches, and how a mail provider's report finds the invitations to one."""

from typing import ClassVar

from django.db import migrations, models

# On the signed list of SECURITY DEFINER functions: the mail provider, which has shown a secret, knows an address and
# no tenant. It answers with ids alone, and only for invitations that wait.
WHOSE_ADDRESS = """
CREATE FUNCTION open_invitations_to(address text) RETURNS TABLE (id uuid, firm_id uuid, company_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT id, firm_id, company_id FROM collaborations_invitation WHERE state = 'OPEN' AND email = lower(address)
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("collaborations", "0009_walls_of_services")]

    operations: ClassVar = [
        migrations.AddField("invitation", "bounced_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "invitation",
            "bounce_reason",
            models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
        migrations.AddIndex(
            "invitation",
            models.Index(fields=["email"], name="invitation_open_address", condition=models.Q(state="OPEN")),
        ),
        migrations.RunSQL(WHOSE_ADDRESS, "DROP FUNCTION open_invitations_to(text)"),
    ]
