"""Statutory data that operators enter: read by everyone, written by operators, never changed once decided."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.identifiers
import payroll.rules.entry_states
from common import rls

ENTRIES, TABLES = "payroll_statutoryentry", "payroll_statutorytable"
OPERATOR = (
    "EXISTS (SELECT FROM accounts_user u WHERE u.is_operator"
    " AND u.id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid))"
)
DECIDED = f"""
CREATE FUNCTION refuse_decided_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.state <> 'PROPOSED' THEN
    RAISE EXCEPTION 'Statutory data begins as a proposal.' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state <> 'PROPOSED' THEN
    RAISE EXCEPTION 'Decided statutory data does not change.' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.kind, NEW.year, NEW.name, NEW.data, NEW.entered_by_id, NEW.entered_at)
     IS DISTINCT FROM (OLD.kind, OLD.year, OLD.name, OLD.data, OLD.entered_by_id, OLD.entered_at) THEN
    RAISE EXCEPTION 'What is proposed does not change.' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decided_stays BEFORE INSERT OR UPDATE ON {ENTRIES}
  FOR EACH ROW EXECUTE FUNCTION refuse_decided_entry();
CREATE FUNCTION refuse_rows_of_decided_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM {ENTRIES} WHERE id = NEW.entry_id AND state = 'PROPOSED') THEN
    RAISE EXCEPTION 'Decided statutory data does not change.' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decided_stays BEFORE INSERT OR UPDATE ON {TABLES}
  FOR EACH ROW EXECUTE FUNCTION refuse_rows_of_decided_entry();
"""
UNDECIDED = f"""
DROP TRIGGER decided_stays ON {TABLES}; DROP TRIGGER decided_stays ON {ENTRIES};
DROP FUNCTION refuse_rows_of_decided_entry; DROP FUNCTION refuse_decided_entry;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("payroll", "0006_imported_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="payrollrun",
            name="statutory_version",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="StatutoryEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("FIGURE", "Figure"),
                            ("CONTRIBUTION_GROUP", "Rate of contributions"),
                            ("ONE_OFF_TABLE", "One-off table"),
                            ("TAX_TABLES", "Monthly tax tables"),
                        ],
                        max_length=20,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("data", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (payroll.rules.entry_states.EntryState["PROPOSED"], "Waits for a second person"),
                            (payroll.rules.entry_states.EntryState["APPROVED"], "Approved"),
                            (payroll.rules.entry_states.EntryState["REFUSED"], "Refused"),
                            (payroll.rules.entry_states.EntryState["WITHDRAWN"], "Withdrawn"),
                        ],
                        default=payroll.rules.entry_states.EntryState["PROPOSED"],
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(null=True, unique=True)),
                ("entered_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatutoryTable",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "entry", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("rows", models.JSONField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tables", to="payroll.statutoryentry"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="statutoryentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", payroll.rules.entry_states.EntryState["PROPOSED"])),
                fields=("year", "kind", "name"),
                name="statutory_entry_one_proposal",
            ),
        ),
        migrations.AddConstraint(
            model_name="statutoryentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True),
                        ("decided_by__isnull", True),
                        ("state", payroll.rules.entry_states.EntryState["PROPOSED"]),
                    ),
                    models.Q(
                        models.Q(("state", payroll.rules.entry_states.EntryState["PROPOSED"]), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="statutory_entry_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="statutoryentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            [
                                payroll.rules.entry_states.EntryState["APPROVED"],
                                payroll.rules.entry_states.EntryState["REFUSED"],
                            ],
                        ),
                        _negated=True,
                    ),
                    models.Q(("decided_by", models.F("entered_by")), _negated=True),
                    _connector="OR",
                ),
                name="statutory_entry_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="statutoryentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", payroll.rules.entry_states.EntryState["APPROVED"]), ("version__isnull", False)),
                    models.Q(
                        models.Q(("state", payroll.rules.entry_states.EntryState["APPROVED"]), _negated=True),
                        ("version__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="statutory_entry_version",
            ),
        ),
        migrations.RunSQL(DECIDED, UNDECIDED),
        rls.policy(ENTRIES, "true", check=OPERATOR),
        rls.policy(TABLES, "true", check=OPERATOR),
        rls.revoke_app(ENTRIES, "DELETE"),
        rls.revoke_app(TABLES, "UPDATE, DELETE"),
    ]
