"""A company goes from one firm to another on a day that its administrator approves; never two firms in payroll."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from common import rls

TABLE = "collaborations_collaboration"

# Who takes over works for the same company in the same service.
SAME_SERVICE = (
    f"ALTER TABLE {TABLE} ADD CONSTRAINT collaboration_service_together UNIQUE (id, company_id, service);"
    f"ALTER TABLE {TABLE} ADD CONSTRAINT collaboration_successor_together FOREIGN KEY (successor_id, company_id, service)"
    f" REFERENCES {TABLE} (id, company_id, service) DEFERRABLE INITIALLY DEFERRED"
)
NOT_SAME_SERVICE = (
    f"ALTER TABLE {TABLE} DROP CONSTRAINT collaboration_successor_together;"
    f"ALTER TABLE {TABLE} DROP CONSTRAINT collaboration_service_together"
)

# The audit log of a company is one sequence, so it tells for every moment who had access: when a firm got it, no other
# firm had it. Only the row that was written decides, not what a clock said.
PAYROLL_ACCESS = """
  SELECT access.id, access.company_id, collaboration.firm_id, given.sequence AS given_at, ended.sequence AS ended_at
    FROM accounts_accessgrant access
    JOIN collaborations_collaboration collaboration ON collaboration.id = access.source_id
    JOIN events_auditevent given
      ON given.subject_id = access.id AND given.kind = 'accounts.access_given' AND given.chain_id = access.company_id
    LEFT JOIN events_auditevent ended
      ON ended.subject_id = access.id AND ended.kind = 'accounts.access_ended' AND ended.chain_id = access.company_id
   WHERE access.source_type = 'collaboration' AND access.scope = 'payroll'
"""
ONE_FIRM_IN_PAYROLL = f"""
  WITH access AS ({PAYROLL_ACCESS})
  SELECT later.id, earlier.id AS earlier_id
    FROM access later JOIN access earlier
      ON earlier.company_id = later.company_id AND earlier.firm_id <> later.firm_id
     AND earlier.given_at < later.given_at
   WHERE earlier.ended_at IS NULL OR earlier.ended_at > later.given_at
"""

# The database itself refuses it, whichever operation tries.
REFUSE_SECOND_FIRM = """
CREATE FUNCTION refuse_second_firm_in_payroll() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM accounts_accessgrant other
      JOIN collaborations_collaboration theirs ON theirs.id = other.source_id
      JOIN collaborations_collaboration mine ON mine.id = NEW.source_id
     WHERE other.company_id = NEW.company_id AND other.scope = 'payroll' AND other.ended_at IS NULL
       AND other.source_type = 'collaboration' AND theirs.firm_id <> mine.firm_id
  ) THEN
    RAISE EXCEPTION 'Another firm still does the payroll of this company.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER one_firm BEFORE INSERT ON accounts_accessgrant
  FOR EACH ROW WHEN (NEW.scope = 'payroll' AND NEW.source_type = 'collaboration' AND NEW.ended_at IS NULL)
  EXECUTE FUNCTION refuse_second_firm_in_payroll();
"""
ALLOW_SECOND_FIRM = "DROP TRIGGER one_firm ON accounts_accessgrant; DROP FUNCTION refuse_second_firm_in_payroll()"

# Whoever works in a service while a handover is agreed is to leave before the day; and something waits for the day.
HANDOVERS_HOLD = """
  SELECT coming.id FROM collaborations_collaboration coming
   WHERE coming.state = 'AGREED' AND (
     EXISTS (
       SELECT FROM collaborations_collaboration present
        WHERE present.company_id = coming.company_id AND present.service = coming.service
          AND present.state IN ('ACTIVATING', 'ACTIVE', 'ENDING')
          AND NOT (present.state = 'ENDING' AND present.successor_id = coming.id
                   AND present.ends_on < coming.takes_over_on))
     OR NOT EXISTS (
       SELECT FROM events_outboxeffect effect
        WHERE effect.kind = 'collaborations.hand_over_when_due' AND effect.subject_id = coming.id
          AND effect.state <> 'SENT'))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_preparation"),
        ("advisor", "0003_invariants"),
        ("events", "0002_append_only"),
        ("collaborations", "0018_bulk_activation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="collaboration",
            name="collaboration_one_per_client",
        ),
        migrations.AddField(
            model_name="collaboration",
            name="former_end",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="collaboration",
            name="successor",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="collaborations.collaboration",
            ),
        ),
        migrations.AddField(
            model_name="collaboration",
            name="takes_over_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="collaboration",
            name="after_end",
            field=models.CharField(
                blank=True,
                choices=[
                    ("READ_ONLY", "Read only: what was approved can be read"),
                    ("TAKES_OVER", "The client takes over and does the payroll itself"),
                    ("MOVES", "The client moves to another firm"),
                    ("HANDED_OVER", "Handed over to another firm on an agreed day"),
                ],
                max_length=12,
            ),
        ),
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
                    ("UNLINKED", "Not linked"),
                ],
                default="DRAFT",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="collaboration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["AGREED", "REQUESTED", "ACTIVATING", "ACTIVE", "ENDING"])),
                fields=("client", "service"),
                name="collaboration_one_per_client",
            ),
        ),
        migrations.AddConstraint(
            model_name="collaboration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["AGREED", "REQUESTED"]), ("takes_over_on__isnull", False)),
                fields=("company", "service"),
                name="collaboration_one_handover",
            ),
        ),
        migrations.AddConstraint(
            model_name="collaboration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "AGREED"), _negated=True),
                    models.Q(("answered_at__isnull", False), ("takes_over_on__isnull", False)),
                    _connector="OR",
                ),
                name="collaboration_agreed_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="collaboration",
            constraint=models.CheckConstraint(
                condition=models.Q(("successor__isnull", True), ("state__in", ["ENDING", "ENDED"]), _connector="OR"),
                name="collaboration_successor_of_ending",
            ),
        ),
        migrations.RunSQL(SAME_SERVICE, NOT_SAME_SERVICE),
        migrations.RunSQL(REFUSE_SECOND_FIRM, ALLOW_SECOND_FIRM),
        rls.invariant("inv_10_one_firm_in_payroll", ONE_FIRM_IN_PAYROLL),
        rls.invariant("inv_10_handovers_hold", HANDOVERS_HOLD),
    ]
