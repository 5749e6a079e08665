"""Row-level security, keys that hold firm, company and client together, and what must always hold."""

from typing import ClassVar

from django.db import migrations

from common import rls

COLLABORATION = "collaborations_collaboration"
INVITATION = "collaborations_invitation"


def _unique(table: str, *columns: str) -> migrations.RunSQL:
    name = f"{table}_{'_'.join(columns)}_together"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE ({', '.join(columns)})",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def _together(table: str, name: str, columns: str, other: str, other_columns: str) -> migrations.RunSQL:
    """A foreign key over several columns: row-level security does not look at keys, so they say whose row it is."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns})"
        f" REFERENCES {other} ({other_columns}) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


# On the signed list of SECURITY DEFINER functions: the holder of a link has no place anywhere yet, and the
# function answers only to the hash of a secret of 256 bits.
WHOSE_INVITATION = """
CREATE FUNCTION find_invitation(hash text) RETURNS TABLE (id uuid, firm_id uuid, company_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT id, firm_id, company_id FROM collaborations_invitation WHERE token_hash = hash
$$;
"""

INVITATIONS_MAILED = """
  SELECT invitation.id FROM collaborations_invitation invitation
   WHERE NOT EXISTS (
     SELECT FROM events_outboxeffect effect
      WHERE effect.dedupe_key = 'invitation:' || invitation.id || ':first'
        AND effect.kind = 'collaborations.send_invitation')
"""

START_ALONE = """
  SELECT collaboration.id, open_grant.id AS grant_id
    FROM collaborations_collaboration collaboration
    JOIN accounts_accessgrant open_grant
      ON open_grant.company_id = collaboration.company_id AND open_grant.ended_at IS NULL
   WHERE collaboration.variant = 'START' AND collaboration.state IN ('ACTIVE', 'ENDING')
     AND (open_grant.scope = 'lon_direkt' OR (open_grant.scope = 'payroll' AND NOT EXISTS (
       SELECT FROM accounts_firmmembership staff
        WHERE staff.user_id = open_grant.user_id AND staff.firm_id = collaboration.firm_id
          AND staff.ended_at IS NULL)))
"""

ONE_ACTIVE = """
  SELECT company_id, service, count(*) FROM collaborations_collaboration
   WHERE state IN ('ACTIVATING', 'ACTIVE', 'ENDING') GROUP BY company_id, service HAVING count(*) > 1
  UNION ALL
  SELECT company_id, service, 1 FROM collaborations_collaboration
   WHERE variant = 'START' AND billing_recipient <> 'FIRM'
"""

# The same function as `rules/grants.py`; a test compares the two over every state, time mode and matrix.
GRANTS_FOLLOW = """
  WITH working AS (
    SELECT *, variant = 'STANDARD' AND (
        responsibilities->>'schedules' <> 'FIRM' OR responsibilities->>'payroll_approval' <> 'FIRM'
        OR responsibilities->>'salary_payment' <> 'FIRM'
        OR (time_mode = 'FIRM_REGISTERS' AND responsibilities->>'time_registration' <> 'FIRM')
      ) AS client_works,
      time_mode = 'EMPLOYEES_REGISTER' AND responsibilities->>'time_approval' <> 'FIRM' AS client_approves,
      time_mode = 'EMPLOYEES_REGISTER' AND responsibilities->>'time_approval' <> 'CLIENT' AS firm_approves
    FROM collaborations_collaboration WHERE state IN ('ACTIVE', 'ENDING')
  ), staff AS (
    SELECT working.id, working.firm_approves, member.user_id FROM working
      JOIN advisor_assignment assignment ON assignment.id = working.assignment_id
      JOIN accounts_firmmembership member ON member.firm_id = working.firm_id AND member.ended_at IS NULL
      JOIN advisor_assignmentparticipant participant
        ON participant.assignment_id = assignment.id AND participant.user_id = member.user_id
     WHERE assignment.ended_at IS NULL
  ), client AS (
    SELECT working.id, working.client_works, working.client_approves, member.user_id, member.role FROM working
      JOIN accounts_companymembership member
        ON member.company_id = working.company_id AND member.ended_at IS NULL
  ), expected (source_id, user_id, scope) AS (
    SELECT id, user_id, 'payroll' FROM staff
    UNION SELECT id, user_id, 'payroll' FROM client WHERE client_works AND role = 'ADMINISTRATOR'
    UNION SELECT id, user_id, 'time_approval' FROM client WHERE client_approves
    UNION SELECT id, user_id, 'time_approval' FROM staff WHERE firm_approves
  ), held AS (
    SELECT source_id, user_id, scope FROM accounts_accessgrant
     WHERE source_type = 'collaboration' AND ended_at IS NULL
  )
  SELECT source_id, user_id, scope, held.user_id IS NULL AS missing
    FROM expected FULL JOIN held USING (source_id, user_id, scope)
   WHERE expected.user_id IS NULL OR held.user_id IS NULL
"""

INVARIANTS = {
    "inv_01_invitation_mailed": INVITATIONS_MAILED,
    "inv_09_collaboration_grants": GRANTS_FOLLOW,
    "inv_10_one_active_collaboration": ONE_ACTIVE,
    "inv_11_start_without_client_payroll": START_ALONE,
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("collaborations", "0001_initial"), ("events", "0002_append_only")]

    operations: ClassVar = [
        rls.enable(COLLABORATION, firm="firm_id", company="company_id"),
        rls.enable(INVITATION, firm="firm_id", company="company_id"),
        _unique("advisor_client", "id", "firm_id", "company_id"),
        _unique("advisor_assignment", "id", "client_id"),
        _unique("advisor_contact", "id", "client_id"),
        _unique(COLLABORATION, "id", "firm_id", "company_id"),
        _together(
            COLLABORATION,
            "collaboration_client_of_firm",
            "client_id, firm_id, company_id",
            "advisor_client",
            "id, firm_id, company_id",
        ),
        _together(
            COLLABORATION,
            "collaboration_assignment_of_client",
            "assignment_id, client_id",
            "advisor_assignment",
            "id, client_id",
        ),
        _together(
            COLLABORATION,
            "collaboration_contact_of_client",
            "contact_id, client_id",
            "advisor_contact",
            "id, client_id",
        ),
        _together(
            INVITATION,
            "invitation_of_collaboration",
            "collaboration_id, firm_id, company_id",
            COLLABORATION,
            "id, firm_id, company_id",
        ),
        migrations.RunSQL(WHOSE_INVITATION, "DROP FUNCTION find_invitation(text)"),
        *(rls.invariant(name, query) for name, query in INVARIANTS.items()),
    ]
