"""Time reports of other periods than months: a day is in one report, and a registration can go with its day."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import migrations, models

# A registration of an open report goes to another of the same person's when the days of the reports change.
MOVED_ENTRY = """
CREATE OR REPLACE FUNCTION refuse_change_of_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.struck_at IS NOT NULL OR to_jsonb(OLD) - '{struck_at,struck_by_id,report_id}'::text[]
        IS DISTINCT FROM to_jsonb(NEW) - '{struck_at,struck_by_id,report_id}'::text[] THEN
        RAISE EXCEPTION 'a registration is struck, never changed' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.report_id <> NEW.report_id AND NOT EXISTS (
        SELECT FROM timereporting_timereport report
         WHERE report.id = NEW.report_id AND report.employee_id = NEW.employee_id
           AND NEW.worked_on BETWEEN report.starts_on AND report.ends_on) THEN
        RAISE EXCEPTION 'a registration is in the report of its day' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
KEPT_ENTRY = """
CREATE OR REPLACE FUNCTION refuse_change_of_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.struck_at IS NOT NULL OR to_jsonb(OLD) - '{struck_at,struck_by_id}'::text[]
        IS DISTINCT FROM to_jsonb(NEW) - '{struck_at,struck_by_id}'::text[] THEN
        RAISE EXCEPTION 'a registration is struck, never changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("timereporting", "0012_overtime_to_comp")]

    operations: ClassVar = [
        migrations.RunSQL(MOVED_ENTRY, KEPT_ENTRY),
        migrations.RemoveIndex("timereport", "time_report_period"),
        migrations.AddIndex(
            "timereport", models.Index(fields=["company", "ends_on", "state"], name="time_report_period")
        ),
        migrations.AddConstraint(
            "timereport",
            ExclusionConstraint(
                name="time_report_no_overlap",
                expressions=[
                    ("employee", "="),
                    (
                        models.Func(
                            models.F("starts_on"),
                            models.F("ends_on"),
                            models.Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
            ),
        ),
    ]
