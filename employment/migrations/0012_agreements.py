"""Figures of pay belong to agreements with versions from a date; what a company had as settings becomes its agreement."""

from decimal import Decimal
from typing import ClassVar

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import common.identifiers
from common import rls

OFFICE = ("payroll", "lon_direkt", "preparation")
USER = "nullif(current_setting('app.user_id', true), '')::uuid"
SYSTEM = "company_id = (SELECT nullif(current_setting('app.company_id', true), '')::uuid)"
HOLDS = (
    "company_id = ANY (ARRAY(SELECT g.company_id FROM accounts_accessgrant g"
    f" WHERE g.user_id = {USER} AND {{scopes}} AND g.ended_at IS NULL AND daterange(g.starts_on, g.ends_on, '[]') @>"
    " coalesce(nullif(current_setting('app.today', true), '')::date, current_date)))"
)
ANYBODY = rls.COMPANY.format(column="company_id")
SEES = HOLDS.format(scopes="g.scope <> 'self'")
WRITES = HOLDS.format(scopes="g.scope IN ({})".format(", ".join(f"'{scope}'" for scope in OFFICE)))
OWN = f"employee_id = ANY (ARRAY(SELECT e.id FROM employment_employee e WHERE e.user_id = {USER}))"
FIGURES = (
    "absence_day_divisor",
    "absence_hour_divisor",
    "additional_time_divisor",
    "full_time_weekly_hours",
    "hourly_vacation_rate",
    "overtime_qualified_divisor",
    "overtime_qualified_factor",
    "overtime_simple_divisor",
    "overtime_simple_factor",
    "vacation_day_deduction_rate",
    "vacation_days",
    "vacation_supplement_rate",
)
# One agreement a company that had settings, in force for all its employees since long before its first payroll run.
FROM_SETTINGS = f"""
INSERT INTO employment_agreement (id, company_id, name, created_at)
SELECT uuidv7(), company_id, 'Företagets avtal', now() FROM employment_companypayrollsettings;
INSERT INTO employment_agreementversion (id, company_id, agreement_id, starts_on, {", ".join(FIGURES)},
    calendar_day_absence_after, part_month, sick_supplement_rate, sick_supplement_above_rate,
    sick_supplement_last_day, sources, created_at)
SELECT uuidv7(), company_id, agreement.id, '2000-01-01', {", ".join(FIGURES)}, 5, 'CALENDAR_DAYS', 0, 0, 90, '{{}}', now()
FROM employment_companypayrollsettings JOIN employment_agreement agreement USING (company_id);
INSERT INTO employment_agreementchoice (id, company_id, agreement_id, starts_on, created_at)
SELECT uuidv7(), company_id, id, '2000-01-01', now() FROM employment_agreement;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0009_employee_groups"), ("employment", "0011_expected_income")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.company"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgreementChoice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("starts_on", models.DateField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="choices", to="employment.agreement"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.company"
                    ),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employment.employee",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on"],
            },
        ),
        migrations.CreateModel(
            name="AgreementVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("starts_on", models.DateField()),
                (
                    "full_time_weekly_hours",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("40"),
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                    ),
                ),
                (
                    "overtime_simple_divisor",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("94"),
                        max_digits=6,
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                (
                    "overtime_qualified_divisor",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("72"),
                        max_digits=6,
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                (
                    "additional_time_divisor",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("165"),
                        max_digits=6,
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                (
                    "overtime_simple_factor",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("1.5"),
                        max_digits=4,
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                (
                    "overtime_qualified_factor",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("2"),
                        max_digits=4,
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                (
                    "absence_day_divisor",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("21"),
                        max_digits=6,
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                (
                    "absence_hour_divisor",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("165"),
                        max_digits=6,
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                (
                    "calendar_day_absence_after",
                    models.PositiveSmallIntegerField(
                        default=5, validators=[django.core.validators.MaxValueValidator(366)]
                    ),
                ),
                (
                    "part_month",
                    models.CharField(
                        choices=[("CALENDAR_DAYS", "By calendar days"), ("WORKDAYS", "By scheduled workdays")],
                        default="CALENDAR_DAYS",
                        max_length=13,
                    ),
                ),
                (
                    "sick_supplement_rate",
                    models.DecimalField(
                        decimal_places=5,
                        default=Decimal("0"),
                        max_digits=6,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1),
                        ],
                    ),
                ),
                (
                    "sick_supplement_above_rate",
                    models.DecimalField(
                        decimal_places=5,
                        default=Decimal("0"),
                        max_digits=6,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1),
                        ],
                    ),
                ),
                (
                    "sick_supplement_last_day",
                    models.PositiveSmallIntegerField(
                        default=90, validators=[django.core.validators.MaxValueValidator(366)]
                    ),
                ),
                (
                    "vacation_days",
                    models.PositiveSmallIntegerField(
                        default=25,
                        validators=[
                            django.core.validators.MinValueValidator(25),
                            django.core.validators.MaxValueValidator(50),
                        ],
                    ),
                ),
                (
                    "vacation_supplement_rate",
                    models.DecimalField(
                        decimal_places=5,
                        default=Decimal("0.0043"),
                        max_digits=6,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1),
                        ],
                    ),
                ),
                (
                    "vacation_day_deduction_rate",
                    models.DecimalField(
                        decimal_places=5,
                        default=Decimal("0.046"),
                        max_digits=6,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1),
                        ],
                    ),
                ),
                (
                    "hourly_vacation_rate",
                    models.DecimalField(
                        decimal_places=5,
                        default=Decimal("0.12"),
                        max_digits=6,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1),
                        ],
                    ),
                ),
                ("sources", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="employment.agreement"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.company"
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on"],
            },
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="agreement_company_key"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                models.F("company"), django.db.models.functions.text.Lower("name"), name="agreement_name_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementchoice",
            constraint=models.UniqueConstraint(
                fields=("company", "employee", "starts_on"), name="agreement_choice_once_a_day", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementchoice",
            constraint=models.CheckConstraint(condition=models.Q(("starts_on__day", 1)), name="agreement_choice_first"),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.UniqueConstraint(fields=("agreement", "starts_on"), name="agreement_version_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__day", 1)), name="agreement_version_first"
            ),
        ),
        *(
            rls.same_company(f"employment_{table}", "agreement_id", "employment_agreement")
            for table in ("agreementversion", "agreementchoice")
        ),
        rls.same_company("employment_agreementchoice", "employee_id", "employment_employee"),
        *(
            rls.policy(f"employment_{table}", f"{SYSTEM} OR {ANYBODY}", check=f"{SYSTEM} OR {WRITES}")
            for table in ("agreement", "agreementversion")
        ),
        # Which agreement a colleague follows is nobody's business; what all follow concerns everybody.
        rls.policy(
            "employment_agreementchoice",
            f"{SYSTEM} OR {SEES} OR {OWN} OR (employee_id IS NULL AND {ANYBODY})",
            check=f"{SYSTEM} OR {WRITES}",
        ),
        *(
            rls.revoke_app(f"employment_{table}", "DELETE")
            for table in ("agreement", "agreementversion", "agreementchoice")
        ),
        migrations.RunSQL(FROM_SETTINGS, migrations.RunSQL.noop),
        *(migrations.RemoveField("companypayrollsettings", name) for name in FIGURES),
    ]
