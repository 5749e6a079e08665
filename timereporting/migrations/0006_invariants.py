"""What must always hold of attested time."""

from typing import ClassVar

from django.db import migrations

from common import rls

# The attestor held the scope at that moment: a grant that had begun and was not yet ended.
APPROVED_WITH_THE_RIGHT_TO = """
SELECT report.id FROM timereporting_timereport report
 WHERE report.approved_by_id IS NOT NULL AND NOT EXISTS (
   SELECT FROM accounts_accessgrant held
    WHERE held.user_id = report.approved_by_id AND held.company_id = report.company_id
      AND held.scope = 'time_approval' AND held.starts_on <= (report.approved_at AT TIME ZONE 'Europe/Stockholm')::date
      AND (held.ended_at IS NULL OR held.ended_at >= report.approved_at)
      AND (held.ends_on IS NULL OR held.ends_on >= (report.approved_at AT TIME ZONE 'Europe/Stockholm')::date))
"""
APPROVAL_IS_TOLD = """
SELECT report.id FROM timereporting_timereport report
 WHERE report.approved_at IS NOT NULL AND NOT EXISTS (
   SELECT FROM events_auditevent event
    WHERE event.subject_id = report.id AND event.kind = 'timereporting.report_approved')
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("timereporting", "0005_lon_direct"), ("accounts", "0003_invariants")]

    operations: ClassVar = [
        rls.invariant("inv_08_time_approval_is_told", APPROVAL_IS_TOLD),
        rls.invariant("inv_14_time_approved_with_the_right_to", APPROVED_WITH_THE_RIGHT_TO),
    ]
