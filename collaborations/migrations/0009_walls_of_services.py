"""Subscriptions are the company's own; the invariants about payroll look at the service that does payroll."""

from typing import ClassVar

from django.db import migrations

from common import rls

START_ALONE = """
  SELECT collaboration.id, open_grant.id AS grant_id
    FROM collaborations_collaboration collaboration
    JOIN accounts_accessgrant open_grant
      ON open_grant.company_id = collaboration.company_id AND open_grant.ended_at IS NULL
   WHERE collaboration.service = 'LON_SMART' AND collaboration.variant = 'START' AND collaboration.state IN ('ACTIVE', 'ENDING')
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
   WHERE service = 'LON_SMART' AND variant = 'START' AND billing_recipient <> 'FIRM'
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
    FROM collaborations_collaboration WHERE service = 'LON_SMART' AND state IN ('ACTIVE', 'ENDING')
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
    "inv_09_collaboration_grants": GRANTS_FOLLOW,
    "inv_10_one_active_collaboration": ONE_ACTIVE,
    "inv_11_start_without_client_payroll": START_ALONE,
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("collaborations", "0008_services"), ("accounts", "0003_invariants")]

    operations: ClassVar = [
        rls.policy("collaborations_subscription", rls.MEMBER_COMPANY.format(column="company_id")),
        *(migrations.RunSQL(f"DROP VIEW {name}", migrations.RunSQL.noop) for name in INVARIANTS),
        *(rls.invariant(name, query) for name, query in INVARIANTS.items()),
    ]
