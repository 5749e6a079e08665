"""What payslips keep about themselves is packed: positions instead of names, figures of the law by key (adr 0035)."""

from importlib import import_module
from typing import ClassVar

from django.db import migrations, models

from common import rls
from common.fields import DigestField
from payroll.models.packed_fields import ContributionsField, ExplanationField, SickStateField

_before = import_module("payroll.migrations.0004_invariants")
_former = import_module("payroll.migrations.0008_pay_lines")

# A column is not converted by a query but by a function. What was stored keeps its figures within it.
PACKED = """
CREATE FUNCTION pg_temp.packed(said jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_array(
    said->'rule', said->'law', said->'formula',
    (SELECT coalesce(jsonb_agg(jsonb_build_array(one->'name', one->'value', one->'unit') ORDER BY place), '[]')
       FROM jsonb_array_elements(said->'inputs') WITH ORDINALITY AS given (one, place)),
    said->'figures', said->'references')
$$;
CREATE FUNCTION pg_temp.packed_contributions(said jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_array(one->'group', one->'rate', one->'basis', one->'amount',
                                              pg_temp.packed(one->'explanation')) ORDER BY place), '[]')::text
    FROM jsonb_array_elements(said) WITH ORDINALITY AS given (one, place)
$$;
ALTER TABLE payroll_payslipline ALTER COLUMN explanation TYPE text USING pg_temp.packed(explanation)::text;
ALTER TABLE payroll_payslip
  ALTER COLUMN contributions TYPE text USING pg_temp.packed_contributions(contributions),
  ALTER COLUMN sick_state TYPE text USING jsonb_build_array(
    sick_state->'last_day', sick_state->'days_counted', sick_state->'deduction_left', sick_state->'deduction_days',
    sick_state->'days')::text,
  ALTER COLUMN fingerprint TYPE bytea USING decode(fingerprint, 'hex'),
  ALTER COLUMN result_digest TYPE bytea USING decode(result_digest, 'hex');
"""
UNPACKED = """
CREATE FUNCTION pg_temp.by_names(said jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'rule', said->0, 'law', said->1, 'formula', said->2,
    'inputs', (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
               'name', one->0, 'value', one->1, 'unit', coalesce(one->2, '"NONE"')) ORDER BY place), '[]')
        FROM jsonb_array_elements(said->3) WITH ORDINALITY AS given (one, place)),
    'figures', (
      SELECT coalesce(jsonb_agg(coalesce(cited.figure, one) ORDER BY place), '[]')
        FROM jsonb_array_elements(said->4) WITH ORDINALITY AS given (one, place)
        LEFT JOIN payroll_citedfigure cited ON cited.key = one #>> '{}'),
    'references', (
      SELECT coalesce(jsonb_agg(
               CASE length(id) WHEN 22 THEN encode(decode(translate(id, '-_', '+/') || '==', 'base64'), 'hex')::uuid::text
               ELSE id END ORDER BY place), '[]')
        FROM jsonb_array_elements_text(said->5) WITH ORDINALITY AS given (id, place)))
$$;
CREATE FUNCTION pg_temp.contributions_by_names(said jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
           'group', one->0, 'rate', one->1, 'basis', one->2, 'amount', one->3,
           'explanation', pg_temp.by_names(one->4)) ORDER BY place), '[]')
    FROM jsonb_array_elements(said) WITH ORDINALITY AS given (one, place)
$$;
ALTER TABLE payroll_payslipline ALTER COLUMN explanation TYPE jsonb USING pg_temp.by_names(explanation::jsonb);
ALTER TABLE payroll_payslip
  ALTER COLUMN contributions TYPE jsonb USING pg_temp.contributions_by_names(contributions::jsonb),
  ALTER COLUMN sick_state TYPE jsonb USING jsonb_build_object(
    'last_day', sick_state::jsonb->0, 'days_counted', sick_state::jsonb->1, 'deduction_left', sick_state::jsonb->2,
    'deduction_days', sick_state::jsonb->3, 'days', sick_state::jsonb->4),
  ALTER COLUMN fingerprint TYPE varchar(64) USING encode(fingerprint, 'hex'),
  ALTER COLUMN result_digest TYPE varchar(64) USING encode(result_digest, 'hex');
"""
# The ids that a line rests on, as `payroll.rules.packing` writes them and as they were written before.
RESTS_ON = """(
    SELECT CASE length(id) WHEN 22 THEN encode(decode(translate(id, '-_', '+/') || '==', 'base64'), 'hex') ELSE id END
      FROM jsonb_array_elements_text(line.explanation::jsonb->5) stored (id))"""
FROM_CLOSED_TIME = _former.FROM_CLOSED_TIME.replace(
    "jsonb_array_elements_text(line.explanation->'references')", RESTS_ON
)
CONTRIBUTIONS = (
    _before.CONTRIBUTIONS.replace("slip.contributions", "slip.contributions::jsonb")
    .replace("one->>'rate'", "one->>1")
    .replace("one->>'basis'", "one->>2")
    .replace("one->>'amount'", "one->>3")
)
VIEWS = {
    "inv_05_contributions_are_posted": (_before.CONTRIBUTIONS, CONTRIBUTIONS),
    "inv_15_from_closed_time": (_former.FROM_CLOSED_TIME, FROM_CLOSED_TIME),
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payroll", "0016_paid_hours")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="CitedFigure",
            fields=[
                ("key", models.CharField(max_length=12, primary_key=True, serialize=False)),
                ("figure", models.JSONField()),
            ],
        ),
        rls.revoke_app("payroll_citedfigure", "UPDATE, DELETE"),
        *(
            migrations.RunSQL(f"DROP VIEW {name}", rls.invariant(name, former).sql)
            for name, (former, _now) in VIEWS.items()
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(PACKED, UNPACKED)],
            state_operations=[
                migrations.AlterField("payslip", "contributions", ContributionsField()),
                migrations.AlterField("payslip", "sick_state", SickStateField()),
                migrations.AlterField("payslip", "fingerprint", DigestField()),
                migrations.AlterField("payslip", "result_digest", DigestField()),
                migrations.AlterField("payslipline", "explanation", ExplanationField()),
            ],
        ),
        *(rls.invariant(name, now) for name, (_former_query, now) in VIEWS.items()),
    ]
