"""A firm bills for the payslips that were approved while it worked, also when the payday comes after its last day.

The function answers about the actor's own firm as before, and only for what was approved in the days in which the firm
had the service billed, before its collaboration ended.
"""

from importlib import import_module
from typing import ClassVar

from django.db import migrations

_before = import_module("payroll.migrations.0005_payslip_counts")
DROP = "DROP FUNCTION count_payslips_of_firm(uuid, date, date);"
PAYSLIPS_OF_FIRM = """
CREATE FUNCTION count_payslips_of_firm(firm uuid, first_day date, last_day date)
RETURNS TABLE (company_id uuid, approved_on date, payday date, number integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT run.company_id, approval.day, run.payday, sum(run.employee_count)::integer
    FROM payroll_payrollrun run
   CROSS JOIN LATERAL (SELECT (run.approved_at AT TIME ZONE 'Europe/Stockholm')::date AS day) approval
   WHERE run.origin = 'LON_SMART' AND run.state = 'APPROVED'
     AND least(run.payday, approval.day) <= last_day AND greatest(run.payday, approval.day) >= first_day
     AND firm = ANY (actor_firm_ids())
     AND EXISTS (
       SELECT FROM collaborations_billingperiod billing
         JOIN collaborations_collaboration collaboration ON collaboration.id = billing.collaboration_id
        WHERE billing.firm_id = firm AND billing.company_id = run.company_id AND billing.service = 'LON_SMART'
          AND approval.day BETWEEN billing.starts_on AND coalesce(billing.ends_on, 'infinity')
          AND run.approved_at < coalesce(collaboration.ended_at, 'infinity'))
   GROUP BY run.company_id, approval.day, run.payday
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payroll", "0017_packed_explanations"), ("collaborations", "0021_employee_groups")]

    operations: ClassVar = [
        migrations.RunSQL(DROP + PAYSLIPS_OF_FIRM, DROP + _before.PAYSLIPS_OF_FIRM),
    ]
