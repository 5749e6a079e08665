"""Payslips and their lines carry the keys and triggers that guard them, and none that say the same again.

A payslip is held by its keys (company, run) and (company, employee), a line by its payslip's key. Freezing is asked
once a statement instead of once a row, and locks the run: a row cannot slip in while somebody approves.
"""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

FROZEN = """
CREATE FUNCTION refuse_rows_of_approved_run() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  run_state text;
  known integer := 0;
BEGIN
  FOR run_state IN
    SELECT state FROM payroll_payrollrun WHERE id IN (SELECT run_id FROM changed) ORDER BY id FOR SHARE
  LOOP
    known := known + 1;
    IF run_state = 'APPROVED' THEN
      RAISE EXCEPTION 'An approved payroll run cannot be changed.' USING ERRCODE = 'check_violation';
    END IF;
  END LOOP;
  IF known <> (SELECT count(DISTINCT run_id) FROM changed) THEN
    RAISE EXCEPTION 'The payroll run of a row cannot be seen.' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION refuse_another_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.company_id, NEW.run_id) IS DISTINCT FROM (OLD.company_id, OLD.run_id) THEN
    RAISE EXCEPTION 'What belongs to a payroll run does not move to another.' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION refuse_finished_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'DRAFT' THEN
    RAISE EXCEPTION 'A payroll run begins as a draft.' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER begins_as_draft BEFORE INSERT ON payroll_payrollrun
  FOR EACH ROW EXECUTE FUNCTION refuse_finished_run();
"""
FROZEN_TABLES = ("payroll_payslip", "payroll_payslipline", "payroll_journalline")
CHUNKS = "payroll_payrollrunchunk"
SEEN_BY = {"INSERT": "NEW", "UPDATE": "OLD", "DELETE": "OLD"}

LINE_KEYS = """
ALTER TABLE payroll_payslipline
  DROP CONSTRAINT payroll_payslipline_run_id_same_company,
  DROP CONSTRAINT payroll_payslipline_employee_id_same_company,
  ADD CONSTRAINT payroll_payslipline_of_payslip FOREIGN KEY (company_id, run_id, employee_id)
    REFERENCES payroll_payslip (company_id, run_id, employee_id) DEFERRABLE INITIALLY DEFERRED
"""


def _sql(statement: str) -> migrations.RunSQL:
    return migrations.RunSQL(statement, migrations.RunSQL.noop)


def _freeze(table: str) -> migrations.RunSQL:
    statements = [
        f"CREATE TRIGGER frozen_{event.lower()} AFTER {event} ON {table} REFERENCING {side} TABLE AS changed"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rows_of_approved_run();"
        for event, side in SEEN_BY.items()
    ]
    statements.append(
        f"CREATE TRIGGER same_run BEFORE UPDATE OF company_id, run_id ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_another_run();"
    )
    return _sql("".join(statements))


def _key(model: str, field: str, to: str, related_name: str) -> migrations.AlterField:
    key = models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to=to,
    )
    return migrations.AlterField(model, field, key)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("accounts", "0003_invariants"),
        ("employment", "0003_invariants"),
        ("payroll", "0002_walls"),
    ]

    operations: ClassVar = [
        migrations.AddField("payslip", "result_digest", models.CharField(default="", max_length=64), False),
        _key("payslip", "company", "accounts.company", "+"),
        _key("payslip", "employee", "employment.employee", "payslips"),
        _key("payslip", "run", "payroll.payrollrun", "payslips"),
        _key("payslipline", "company", "accounts.company", "+"),
        _key("payslipline", "employee", "employment.employee", "+"),
        _key("payslipline", "run", "payroll.payrollrun", "lines"),
        _sql(LINE_KEYS),
        *(_sql(f"DROP TRIGGER frozen ON {table}") for table in FROZEN_TABLES),
        _sql("DROP FUNCTION refuse_change_of_approved_run()"),
        _sql(FROZEN),
        *(_freeze(table) for table in (*FROZEN_TABLES, CHUNKS)),
        _sql(f"CREATE TRIGGER kept BEFORE TRUNCATE ON {CHUNKS} FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()"),
    ]
