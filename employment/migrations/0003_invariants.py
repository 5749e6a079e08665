"""What must always hold of employees: access follows from the employment, and complete ones lack nothing."""

from typing import ClassVar

from django.db import migrations

from common import rls

ACCESS_FOLLOWS_EMPLOYMENT = """
SELECT g.id FROM accounts_accessgrant g
  LEFT JOIN employment_employee e ON e.id = g.source_id AND e.company_id = g.company_id
 WHERE g.source_type = 'employee' AND g.ended_at IS NULL
   AND (e.id IS NULL OR e.user_id IS DISTINCT FROM g.user_id OR g.scope <> 'self' OR e.left_on < current_date - 1)
"""
COMPLETE_LACKS_TERMS = """
SELECT e.id FROM employment_employee e
 WHERE e.completed_at IS NOT NULL AND NOT (
   e.identity_index IS NOT NULL
   AND EXISTS (SELECT FROM employment_employmentterms t WHERE t.employee_id = e.id)
   AND EXISTS (SELECT FROM employment_taxterms t WHERE t.employee_id = e.id)
   AND EXISTS (SELECT FROM employment_bankaccount b WHERE b.employee_id = e.id))
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("employment", "0002_tenancy")]

    operations: ClassVar = [
        rls.invariant("inv_09_access_follows_employment", ACCESS_FOLLOWS_EMPLOYMENT),
        rls.invariant("inv_16_complete_employees", COMPLETE_LACKS_TERMS),
    ]
