"""More of what must always hold of payroll, as views that return what is broken."""

from typing import ClassVar

from django.db import migrations

from common import rls

# Those whom the chunks name, and nobody else, have a payslip.
POPULATION = """
WITH named AS (
  SELECT chunk.run_id, person.id::uuid AS employee_id FROM payroll_payrollrunchunk chunk
    CROSS JOIN LATERAL jsonb_array_elements_text(chunk.employee_ids) person (id)
), finished AS (SELECT id FROM payroll_payrollrun WHERE state IN ('CALCULATED', 'APPROVED'))
SELECT coalesce(named.run_id, slip.run_id) AS run_id, coalesce(named.employee_id, slip.employee_id) AS employee_id,
       slip.run_id IS NULL AS missing
  FROM named FULL JOIN payroll_payslip slip ON (slip.run_id, slip.employee_id) = (named.run_id, named.employee_id)
 WHERE (named.run_id IS NULL OR slip.run_id IS NULL)
   AND coalesce(named.run_id, slip.run_id) IN (SELECT id FROM finished)
"""
# A payslip is shown when its run is approved, never before, and carries the run's dates.
SHOWN_WITH_THE_RUN = """
SELECT slip.run_id, slip.employee_id FROM payroll_payslip slip JOIN payroll_payrollrun run ON run.id = slip.run_id
 WHERE (slip.approved_at IS NOT NULL) <> (run.state = 'APPROVED')
    OR (slip.period, slip.payday) IS DISTINCT FROM (run.period, run.payday)
"""
# A run that is not finished to the end has nothing.
STOPPED_IS_EMPTY = """
SELECT run.id FROM payroll_payrollrun run WHERE run.state IN ('FAILED', 'DRAFT')
   AND (EXISTS (SELECT FROM payroll_payslip slip WHERE slip.run_id = run.id)
     OR EXISTS (SELECT FROM payroll_journalline line WHERE line.run_id = run.id))
"""
# Bases summed for each rate, öre dropped for each rate (22 kap. 1 § skatteförfarandeförordningen 2011:1261).
CONTRIBUTIONS = """
WITH of_rate AS (
  SELECT slip.run_id, (one->>'rate')::numeric AS rate, sum((one->>'basis')::bigint) AS basis,
         sum((one->>'amount')::bigint) AS cost
    FROM payroll_payslip slip CROSS JOIN LATERAL jsonb_array_elements(slip.contributions) one GROUP BY 1, 2
), of_run AS (SELECT run_id, sum(trunc(basis * rate / 100) * 100) AS owed, sum(cost) AS cost FROM of_rate GROUP BY 1),
posted AS (
  SELECT run_id, sum(-amount) FILTER (WHERE account = '2731') AS owed, sum(amount) FILTER (WHERE account = '7510') AS cost,
         sum(-amount) FILTER (WHERE account = '2710') AS tax FROM payroll_journalline GROUP BY 1
)
SELECT run.id, of_run.owed, posted.owed AS posted FROM payroll_payrollrun run
  LEFT JOIN of_run ON of_run.run_id = run.id LEFT JOIN posted ON posted.run_id = run.id
 WHERE run.state IN ('CALCULATED', 'APPROVED')
   AND ((coalesce(of_run.owed, 0), coalesce(of_run.cost, 0), run.preliminary_tax)
         IS DISTINCT FROM (coalesce(posted.owed, 0), coalesce(posted.cost, 0), coalesce(posted.tax, 0))
     OR run.contribution_cost <> coalesce(of_run.cost, 0))
"""
POSTED_ONCE = """
SELECT run.id FROM payroll_payrollrun run WHERE run.state IN ('CALCULATED', 'APPROVED') AND run.gross_pay <> 0
   AND NOT EXISTS (SELECT FROM payroll_journalline line WHERE line.run_id = run.id)
"""
CHANGES_ARE_TOLD = """
SELECT run.id, run.state FROM payroll_payrollrun run
  JOIN (VALUES ('CALCULATING', 'payroll.calculation_started'), ('CALCULATED', 'payroll.calculation_finished'),
               ('FAILED', 'payroll.calculation_stopped'), ('APPROVED', 'payroll.run_approved'),
               ('DISCARDED', 'payroll.run_discarded'), ('DRAFT', 'payroll.run_created')) told (state, kind)
    ON told.state = run.state
 WHERE NOT EXISTS (SELECT FROM events_auditevent event WHERE event.subject_id = run.id AND event.kind = told.kind)
"""
APPROVED_WITH_THE_RIGHT_TO = """
SELECT run.id FROM payroll_payrollrun run
 WHERE run.state = 'APPROVED' AND NOT EXISTS (
   SELECT FROM accounts_accessgrant held
    WHERE held.user_id = run.approved_by_id AND held.company_id = run.company_id
      AND held.scope = CASE run.origin WHEN 'LON_DIREKT' THEN 'lon_direkt' ELSE 'payroll' END
      AND held.starts_on <= (run.approved_at AT TIME ZONE 'Europe/Stockholm')::date
      AND (held.ended_at IS NULL OR held.ended_at >= run.approved_at)
      AND (held.ends_on IS NULL OR held.ends_on >= (run.approved_at AT TIME ZONE 'Europe/Stockholm')::date))
"""
# Every registration that an approved line rests on is in a report that payroll has taken in.
FROM_CLOSED_TIME = """
SELECT line.run_id, line.employee_id, line.position FROM payroll_payslipline line
  JOIN payroll_payrollrun run ON run.id = line.run_id AND run.state = 'APPROVED'
  CROSS JOIN LATERAL jsonb_array_elements_text(line.explanation->'references') reference (id)
  LEFT JOIN timereporting_timeentry entry
    ON entry.id = reference.id::uuid AND entry.employee_id = line.employee_id AND entry.struck_at IS NULL
  LEFT JOIN timereporting_timereport report ON report.id = entry.report_id
 WHERE report.state IS NULL OR report.state NOT IN ('IMPORTED', 'LOCKED')
"""
INVARIANTS = {
    "inv_03_population_has_payslips": POPULATION,
    "inv_03_shown_with_the_run": SHOWN_WITH_THE_RUN,
    "inv_03_stopped_is_empty": STOPPED_IS_EMPTY,
    "inv_05_contributions_are_posted": CONTRIBUTIONS,
    "inv_06_finished_is_posted": POSTED_ONCE,
    "inv_08_run_changes_are_told": CHANGES_ARE_TOLD,
    "inv_14_run_approved_with_the_right_to": APPROVED_WITH_THE_RIGHT_TO,
    "inv_15_from_closed_time": FROM_CLOSED_TIME,
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("payroll", "0003_lean_rows"),
        ("timereporting", "0006_invariants"),
        ("events", "0002_append_only"),
    ]

    operations: ClassVar = [rls.invariant(name, query) for name, query in INVARIANTS.items()]
