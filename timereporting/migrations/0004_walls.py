"""What the database refuses whatever the application does: attesting one's own time, changing a registration."""

from typing import ClassVar

from django.db import migrations

OWN_APPROVAL = """
CREATE FUNCTION refuse_own_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM employment_employee e WHERE e.id = NEW.employee_id AND e.user_id = NEW.approved_by_id) THEN
        RAISE EXCEPTION 'nobody approves their own time' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER not_own BEFORE INSERT OR UPDATE OF state, approved_by_id ON timereporting_timereport
    FOR EACH ROW WHEN (NEW.approved_by_id IS NOT NULL) EXECUTE FUNCTION refuse_own_approval();
"""

# Everything but who struck the row, and when, stays as it was written; a struck row stays struck.
KEPT_ENTRY = """
CREATE FUNCTION refuse_change_of_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.struck_at IS NOT NULL OR to_jsonb(OLD) - '{struck_at,struck_by_id}'::text[]
        IS DISTINCT FROM to_jsonb(NEW) - '{struck_at,struck_by_id}'::text[] THEN
        RAISE EXCEPTION 'a registration is struck, never changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE ON timereporting_timeentry
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_entry();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("timereporting", "0003_clock_times")]

    operations: ClassVar = [
        migrations.RunSQL(
            OWN_APPROVAL, "DROP TRIGGER not_own ON timereporting_timereport; DROP FUNCTION refuse_own_approval();"
        ),
        migrations.RunSQL(
            KEPT_ENTRY, "DROP TRIGGER kept ON timereporting_timeentry; DROP FUNCTION refuse_change_of_entry();"
        ),
    ]
