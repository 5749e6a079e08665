"""Row-level security of vacation, its account only added to, and what must always hold of it."""

from typing import ClassVar

from django.db import migrations

from common import rls

OFFICE = ("payroll", "lon_direkt")
PREPARING = (*OFFICE, "preparation")
ENTRIES, CLOSES = "payroll_vacationentry", "payroll_vacationyearclose"
POSTINGS, TERMS = "payroll_vacationposting", "payroll_vacationterms"

ADDED_TO = f"""
CREATE FUNCTION refuse_change_of_vacation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'The account of vacation is added to, never changed.' USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON {ENTRIES}
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_vacation();
CREATE TRIGGER kept_terms BEFORE UPDATE OR DELETE ON {TERMS}
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_vacation();
"""
# A close or a posting is undone once, and nothing else of it ever changes.
UNDONE_ONCE = f"""
CREATE FUNCTION refuse_all_but_undoing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.undone_at IS NOT NULL
     OR to_jsonb(NEW) - 'undone_at' - 'undone_by_id' <> to_jsonb(OLD) - 'undone_at' - 'undone_by_id' THEN
    RAISE EXCEPTION 'What was closed or posted is undone once and never changed.' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON {CLOSES} FOR EACH ROW EXECUTE FUNCTION refuse_all_but_undoing();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON {POSTINGS} FOR EACH ROW EXECUTE FUNCTION refuse_all_but_undoing();
"""

# What an approved payslip says was taken is what the account says, for those of whom an account was kept by then.
TAKEN_IS_ACCOUNTED = f"""
SELECT slip.run_id, slip.employee_id FROM payroll_payslip slip
  JOIN payroll_payrollrun run ON run.id = slip.run_id AND run.state = 'APPROVED'
 WHERE slip.pay_form <> 'HOURLY'
   AND EXISTS (SELECT FROM {ENTRIES} known WHERE known.employee_id = slip.employee_id
                AND known.run_id IS NULL AND known.created_at <= run.approved_at)
   AND slip.vacation_days_taken <> (SELECT coalesce(-sum(entry.days), 0) FROM {ENTRIES} entry
                WHERE entry.run_id = slip.run_id AND entry.employee_id = slip.employee_id)
"""
POSTINGS_BALANCE = f"""
SELECT posting.id FROM {POSTINGS} posting
 WHERE (SELECT coalesce(sum((line->>'amount')::bigint), 0) FROM jsonb_array_elements(posting.lines) line) <> 0
    OR (SELECT coalesce(sum((line->>'amount')::bigint), 0) FROM jsonb_array_elements(posting.lines) line
         WHERE line->>'account' IN ('2920', '2940'))
       <> monthly_before + hourly_before + contributions_before - monthly - hourly - contributions
"""
UNDONE_IS_NOTHING = f"""
SELECT closing.id FROM {CLOSES} closing JOIN {ENTRIES} entry ON entry.close_id = closing.id
 WHERE closing.undone_at IS NOT NULL GROUP BY closing.id, entry.employee_id, entry.kind HAVING sum(entry.days) <> 0
"""
SAVING_MOVES = f"""
SELECT entry.employee_id, entry.close_id FROM {ENTRIES} entry WHERE entry.cause = 'SAVED'
 GROUP BY entry.employee_id, entry.close_id HAVING sum(entry.days) <> 0
"""
INVARIANTS = {
    "inv_06_vacation_posting_balances": POSTINGS_BALANCE,
    "inv_16_vacation_taken_is_accounted": TAKEN_IS_ACCOUNTED,
    "inv_16_vacation_saving_moves_days": SAVING_MOVES,
    "inv_16_undone_vacation_close_is_nothing": UNDONE_IS_NOTHING,
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payroll", "0010_vacation")]

    operations: ClassVar = [
        migrations.RunSQL(ADDED_TO, migrations.RunSQL.noop),
        migrations.RunSQL(UNDONE_ONCE, migrations.RunSQL.noop),
        rls.same_company(ENTRIES, "employee_id", "employment_employee"),
        rls.same_company(ENTRIES, "run_id", "payroll_payrollrun"),
        rls.same_company(ENTRIES, "close_id", CLOSES),
        rls.employee_rows(ENTRIES, readers=OFFICE, writers=OFFICE),
        rls.office_rows(CLOSES, readers=OFFICE, writers=OFFICE),
        rls.office_rows(POSTINGS, readers=OFFICE, writers=OFFICE),
        rls.office_rows(TERMS, readers=PREPARING, writers=PREPARING),
        *(rls.invariant(name, query) for name, query in INVARIANTS.items()),
    ]
