"""How many payslips a firm's clients got: what the firm bills for, and no more of anybody's payroll than that.

On the signed list of SECURITY DEFINER functions: whoever does the firm's billing need not do the payroll of every
client, and a firm bills for its last month after its access has closed. The function answers only about the actor's
own firm, and only for the days in which the firm had the service billed.
"""

from typing import ClassVar

from django.db import migrations

PAYSLIPS_OF_FIRM = """
CREATE FUNCTION count_payslips_of_firm(firm uuid, first_payday date, last_payday date)
RETURNS TABLE (company_id uuid, payday date, number bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT run.company_id, run.payday, sum(run.employee_count)
    FROM payroll_payrollrun run
   WHERE run.origin = 'LON_SMART' AND run.state = 'APPROVED'
     AND run.payday BETWEEN first_payday AND last_payday
     AND firm = ANY (actor_firm_ids())
     AND run.company_id IN (
       SELECT billing.company_id FROM collaborations_billingperiod billing
        WHERE billing.firm_id = firm AND billing.service = 'LON_SMART'
          AND run.payday BETWEEN billing.starts_on AND coalesce(billing.ends_on, 'infinity'))
   GROUP BY run.company_id, run.payday
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payroll", "0004_invariants"), ("collaborations", "0005_billing_periods")]

    operations: ClassVar = [
        migrations.RunSQL(PAYSLIPS_OF_FIRM, "DROP FUNCTION count_payslips_of_firm(uuid, date, date)"),
    ]
