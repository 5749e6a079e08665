"""Staff may prepare while a request waits, and only where nobody had done payroll."""

from typing import ClassVar

from django.db import migrations

from common import rls

# The same function as `rules/grants.py`, but for the past of the company: a preparation may be missing, for the view
# below says where there must be none.
GRANTS_FOLLOW = """
  WITH preparing AS (
    SELECT collaboration.id, member.user_id FROM collaborations_collaboration collaboration
      JOIN advisor_assignment assignment ON assignment.id = collaboration.assignment_id
      JOIN accounts_firmmembership member ON member.firm_id = collaboration.firm_id AND member.ended_at IS NULL
      JOIN advisor_assignmentparticipant participant
        ON participant.assignment_id = assignment.id AND participant.user_id = member.user_id
     WHERE service = 'LON_SMART' AND state = 'REQUESTED' AND assignment.ended_at IS NULL
  ), working AS (
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
    UNION SELECT id, user_id, 'preparation' FROM preparing
  ), held AS (
    SELECT source_id, user_id, scope FROM accounts_accessgrant
     WHERE source_type = 'collaboration' AND ended_at IS NULL
  )
  SELECT source_id, user_id, scope, held.user_id IS NULL AS missing
    FROM expected FULL JOIN held USING (source_id, user_id, scope)
   WHERE expected.user_id IS NULL OR (held.user_id IS NULL AND scope <> 'preparation')
"""

# Nobody prepares at a company whose payroll somebody has done, or that another firm has prepared.
PREPARED_FROM_NOTHING = """
  SELECT preparation.id, former.id AS former_id
    FROM accounts_accessgrant preparation
    JOIN accounts_accessgrant former
      ON former.company_id = preparation.company_id AND former.created_at < preparation.created_at
    LEFT JOIN collaborations_collaboration mine ON mine.id = preparation.source_id
    LEFT JOIN collaborations_collaboration theirs ON theirs.id = former.source_id
   WHERE preparation.scope = 'preparation' AND preparation.ended_at IS NULL
     AND (former.scope IN ('payroll', 'lon_direkt')
       OR (former.scope = 'preparation' AND theirs.firm_id IS DISTINCT FROM mine.firm_id))
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("collaborations", "0016_recovery"),
        ("accounts", "0007_preparation"),
    ]

    operations: ClassVar = [
        migrations.RunSQL("DROP VIEW inv_09_collaboration_grants", migrations.RunSQL.noop),
        rls.invariant("inv_09_collaboration_grants", GRANTS_FOLLOW),
        rls.invariant("inv_09_prepared_from_nothing", PREPARED_FROM_NOTHING),
    ]
