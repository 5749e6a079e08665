"""Row-level security of payroll, approved runs frozen, journals balanced, invariants."""

from typing import ClassVar

from django.db import migrations

from common import rls

READERS = ("payroll", "lon_direkt", "collaboration_admin")
WRITERS = ("payroll", "lon_direkt")

FROZEN_PARTS = """
CREATE FUNCTION refuse_change_of_approved_run() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  run_state text;
BEGIN
  SELECT state INTO run_state FROM payroll_payrollrun WHERE id = coalesce(NEW.run_id, OLD.run_id);
  IF run_state IS NULL OR run_state = 'APPROVED' THEN
    RAISE EXCEPTION 'An approved payroll run cannot be changed.';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.run_id <> OLD.run_id THEN
    RAISE EXCEPTION 'A payslip does not move between runs.';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
"""
FROZEN_RUN = """
CREATE FUNCTION refuse_change_of_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'APPROVED' THEN
    RAISE EXCEPTION 'An approved payroll run cannot be changed.';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON payroll_payrollrun
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_approval();
"""
NO_TRUNCATE = """
CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'Payroll is never emptied.'; END $$;
"""
PARTS = ("payroll_payslip", "payroll_payslipline", "payroll_journalline")
BALANCED = """
CREATE FUNCTION refuse_unbalanced_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT coalesce(sum(amount), 0) FROM payroll_journalline WHERE run_id = coalesce(NEW.run_id, OLD.run_id)) <> 0
  THEN
    RAISE EXCEPTION 'The journal of a payroll run does not balance.';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT OR UPDATE OR DELETE ON payroll_journalline
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced_journal();
"""

ONE_PAYSLIP_EACH = """
SELECT r.id FROM payroll_payrollrun r WHERE r.state IN ('CALCULATED', 'APPROVED')
   AND r.employee_count <> (SELECT count(*) FROM payroll_payslip p WHERE p.run_id = r.id)
"""
NET_IS_POSTED = """
SELECT r.id FROM payroll_payrollrun r WHERE r.state IN ('CALCULATED', 'APPROVED')
   AND (r.net_pay <> (SELECT coalesce(sum(net_pay), 0) FROM payroll_payslip p WHERE p.run_id = r.id)
     OR r.net_pay <> -(SELECT coalesce(sum(amount), 0) FROM payroll_journalline j
                        WHERE j.run_id = r.id AND j.account = '2821'))
"""
LINES_ADD_UP = """
SELECT p.run_id, p.employee_id FROM payroll_payslip p
 WHERE p.net_pay <> (SELECT coalesce(sum(amount), 0) FROM payroll_payslipline l
                      WHERE l.company_id = p.company_id AND l.run_id = p.run_id AND l.employee_id = p.employee_id)
"""
JOURNALS_BALANCE = """
SELECT run_id FROM payroll_journalline GROUP BY run_id HAVING sum(amount) <> 0
"""
ONE_OPEN_RUN = """
SELECT company_id, period FROM payroll_payrollrun WHERE state NOT IN ('APPROVED', 'DISCARDED')
 GROUP BY company_id, period, kind HAVING count(*) > 1
"""


def _sql(statement: str) -> migrations.RunSQL:
    return migrations.RunSQL(statement, migrations.RunSQL.noop)


def _frozen(table: str) -> migrations.RunSQL:
    return _sql(
        f"CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change_of_approved_run()"
    )


def _kept(table: str) -> migrations.RunSQL:
    return _sql(f"CREATE TRIGGER kept BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payroll", "0001_initial"), ("employment", "0002_tenancy")]

    operations: ClassVar = [
        _sql(FROZEN_PARTS),
        _sql(FROZEN_RUN),
        _sql(NO_TRUNCATE),
        *(_frozen(table) for table in PARTS),
        *(_kept(table) for table in (*PARTS, "payroll_payrollrun")),
        _sql(BALANCED),
        *(rls.same_company(table, "run_id", "payroll_payrollrun") for table in (*PARTS, "payroll_payrollrunchunk")),
        rls.same_company("payroll_payslip", "employee_id", "employment_employee"),
        rls.same_company("payroll_payslipline", "employee_id", "employment_employee"),
        rls.office_rows("payroll_payrollrun", readers=READERS, writers=WRITERS),
        rls.office_rows("payroll_payrollrunchunk", readers=READERS, writers=WRITERS),
        rls.office_rows("payroll_journalline", readers=READERS, writers=WRITERS),
        rls.employee_rows("payroll_payslip", readers=READERS, writers=WRITERS),
        rls.employee_rows("payroll_payslipline", readers=READERS, writers=WRITERS),
        rls.invariant("inv_03_one_payslip_each", ONE_PAYSLIP_EACH),
        rls.invariant("inv_04_net_is_posted", NET_IS_POSTED),
        rls.invariant("inv_04_lines_add_up", LINES_ADD_UP),
        rls.invariant("inv_06_journals_balance", JOURNALS_BALANCE),
        rls.invariant("inv_10_one_open_run", ONE_OPEN_RUN),
    ]
