"""The matrix can say something of its own about employee groups, and schedules have an access of their own."""

from typing import ClassVar

from django.db import migrations, models

from common import rls

# The same function as `rules/grants.py`, row by row of the matrix: one for everybody, one for each group about which
# something of its own is agreed. A preparation may be missing (see `inv_09_prepared_from_nothing`).
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
        responsibilities->>'payroll_approval' <> 'FIRM' OR responsibilities->>'salary_payment' <> 'FIRM'
        OR (time_mode = 'FIRM_REGISTERS' AND responsibilities->>'time_registration' <> 'FIRM')
      ) AS client_works
    FROM collaborations_collaboration WHERE service = 'LON_SMART' AND state IN ('ACTIVE', 'ENDING')
  ), matrix AS (
    SELECT id, NULL::uuid AS employee_group, variant = 'STANDARD' AND responsibilities->>'schedules' <> 'FIRM' AS plans,
      time_mode = 'EMPLOYEES_REGISTER' AS registers, responsibilities->>'time_approval' AS approval
    FROM working
    UNION ALL SELECT id, (own->>'group')::uuid,
      variant = 'STANDARD' AND coalesce(own->>'schedules', responsibilities->>'schedules') <> 'FIRM',
      coalesce(own->>'time_registration' <> 'FIRM', time_mode = 'EMPLOYEES_REGISTER'),
      coalesce(own->>'time_approval', responsibilities->>'time_approval')
    FROM working, jsonb_array_elements(group_responsibilities) own
  ), staff AS (
    SELECT working.id, member.user_id FROM working
      JOIN advisor_assignment assignment ON assignment.id = working.assignment_id
      JOIN accounts_firmmembership member ON member.firm_id = working.firm_id AND member.ended_at IS NULL
      JOIN advisor_assignmentparticipant participant
        ON participant.assignment_id = assignment.id AND participant.user_id = member.user_id
     WHERE assignment.ended_at IS NULL
  ), client AS (
    SELECT working.id, working.client_works, member.user_id, member.role FROM working
      JOIN accounts_companymembership member
        ON member.company_id = working.company_id AND member.ended_at IS NULL
  ), expected (source_id, user_id, scope, employee_group) AS (
    SELECT id, user_id, 'payroll', NULL::uuid FROM staff
    UNION SELECT id, user_id, 'payroll', NULL FROM client WHERE client_works AND role = 'ADMINISTRATOR'
    UNION SELECT id, user_id, 'schedules', employee_group FROM client JOIN matrix USING (id)
           WHERE plans AND role = 'ADMINISTRATOR'
    UNION SELECT id, user_id, 'time_approval', employee_group FROM client JOIN matrix USING (id)
           WHERE registers AND approval <> 'FIRM'
    UNION SELECT id, user_id, 'time_approval', employee_group FROM staff JOIN matrix USING (id)
           WHERE registers AND approval <> 'CLIENT'
    UNION SELECT id, user_id, 'preparation', NULL FROM preparing
  ), held AS (
    SELECT source_id, user_id, scope, employee_group FROM accounts_accessgrant
     WHERE source_type = 'collaboration' AND ended_at IS NULL
  ), differing AS (
    (SELECT *, true AS missing FROM (SELECT * FROM expected EXCEPT SELECT * FROM held) lacking
      WHERE scope <> 'preparation')
    UNION ALL SELECT *, false FROM (SELECT * FROM held EXCEPT SELECT * FROM expected) needless
  )
  SELECT source_id, user_id, scope, employee_group, missing FROM differing
"""

# Schedules were done with payroll access, which was given for them too.
SCHEDULES_APART = """
INSERT INTO accounts_accessgrant
  (id, user_id, firm_id, company_id, scope, source_type, source_id, starts_on, created_at, ended_reason)
SELECT DISTINCT gen_random_uuid(), member.user_id, NULL::uuid, one.company_id, 'schedules', 'collaboration', one.id,
    current_date, now(), ''
  FROM collaborations_collaboration one
  JOIN accounts_companymembership member ON member.company_id = one.company_id AND member.ended_at IS NULL
 WHERE one.service = 'LON_SMART' AND one.variant = 'STANDARD' AND one.state IN ('ACTIVE', 'ENDING')
   AND one.responsibilities->>'schedules' <> 'FIRM' AND member.role = 'ADMINISTRATOR';
UPDATE accounts_accessgrant held SET ended_at = now(), ended_reason = 'schedules_apart'
  FROM collaborations_collaboration one
  JOIN accounts_companymembership member ON member.company_id = one.company_id AND member.ended_at IS NULL
 WHERE held.source_type = 'collaboration' AND held.source_id = one.id AND held.scope = 'payroll'
   AND held.ended_at IS NULL AND held.user_id = member.user_id AND one.responsibilities->>'schedules' <> 'FIRM'
   AND one.responsibilities->>'payroll_approval' = 'FIRM' AND one.responsibilities->>'salary_payment' = 'FIRM'
   AND (one.time_mode <> 'FIRM_REGISTERS' OR one.responsibilities->>'time_registration' = 'FIRM');
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("collaborations", "0020_made_elsewhere"),
        ("accounts", "0009_employee_groups"),
    ]

    operations: ClassVar = [
        migrations.AddField("collaboration", "group_responsibilities", models.JSONField(default=list)),
        migrations.RunSQL(SCHEDULES_APART, migrations.RunSQL.noop),
        migrations.RunSQL("DROP VIEW inv_09_collaboration_grants", migrations.RunSQL.noop),
        rls.invariant("inv_09_collaboration_grants", GRANTS_FOLLOW),
    ]
