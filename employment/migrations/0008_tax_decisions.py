"""Decisions of the tax agency, pay that is free of tax up to a limit, and extra tax, on the dated tax terms."""

from typing import ClassVar

import django.db.models.functions.comparison
import django.db.models.functions.math
import django.db.models.lookups
from django.db import migrations, models

import common.fields


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("accounts", "0009_employee_groups"),
        ("employment", "0007_employee_groups"),
    ]

    operations: ClassVar = [
        migrations.RemoveConstraint(
            model_name="taxterms",
            name="tax_terms_table",
        ),
        migrations.AddField(
            model_name="taxterms",
            name="adjustment_amount",
            field=common.fields.MoneyField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="taxterms",
            name="adjustment_rate",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True),
        ),
        migrations.AddField(
            model_name="taxterms",
            name="decision_note",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="taxterms",
            name="exemption",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "–"),
                    ("STUDENT", "Student with certificate SKV 434"),
                    ("LOW_INCOME", "Earns less than the least taxed amount this year"),
                ],
                default="",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="taxterms",
            name="extra_tax",
            field=common.fields.MoneyField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="taxterms",
            name="method",
            field=models.CharField(
                choices=[
                    ("TABLE", "Tax table"),
                    ("SECONDARY_INCOME", "Side income, 30 %"),
                    ("ADJUSTMENT_RATE", "Adjustment, per cent"),
                    ("ADJUSTMENT_AMOUNT", "Adjustment, amount a month"),
                    ("SINK", "SINK, lives abroad"),
                    ("ARTIST_SINK", "A-SINK, artist or athlete who lives abroad"),
                    ("NO_TAX", "No tax, by decision"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="taxterms",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("method", "TABLE"),
                        ("tax_column__isnull", False),
                        ("tax_column__range", (1, 6)),
                        ("tax_table__isnull", False),
                        ("tax_table__range", (29, 42)),
                    ),
                    models.Q(
                        models.Q(("method", "TABLE"), _negated=True),
                        ("tax_column__isnull", True),
                        ("tax_table__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="tax_terms_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="taxterms",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("adjustment_rate__gt", 0),
                        ("adjustment_rate__isnull", False),
                        ("adjustment_rate__lte", 100),
                        ("method", "ADJUSTMENT_RATE"),
                    ),
                    models.Q(models.Q(("method", "ADJUSTMENT_RATE"), _negated=True), ("adjustment_rate__isnull", True)),
                    _connector="OR",
                ),
                name="tax_terms_adjustment_rate",
            ),
        ),
        migrations.AddConstraint(
            model_name="taxterms",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("adjustment_amount__gt", 0),
                        ("adjustment_amount__isnull", False),
                        ("method", "ADJUSTMENT_AMOUNT"),
                    ),
                    models.Q(
                        models.Q(("method", "ADJUSTMENT_AMOUNT"), _negated=True), ("adjustment_amount__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="tax_terms_adjustment_amount",
            ),
        ),
        migrations.AddConstraint(
            model_name="taxterms",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.Exact(
                        django.db.models.functions.math.Mod(
                            django.db.models.functions.comparison.Coalesce("adjustment_amount", 0), 100
                        ),
                        0,
                    ),
                    django.db.models.lookups.Exact(
                        django.db.models.functions.math.Mod(
                            django.db.models.functions.comparison.Coalesce("extra_tax", 0), 100
                        ),
                        0,
                    ),
                ),
                name="tax_terms_whole_kronor",
            ),
        ),
        migrations.AddConstraint(
            model_name="taxterms",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("extra_tax__isnull", True),
                    models.Q(
                        ("extra_tax__gt", 0),
                        ("method__in", ("TABLE", "SECONDARY_INCOME", "ADJUSTMENT_RATE", "ADJUSTMENT_AMOUNT")),
                    ),
                    _connector="OR",
                ),
                name="tax_terms_extra_tax",
            ),
        ),
        migrations.AddConstraint(
            model_name="taxterms",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("exemption", ""),
                    models.Q(
                        ("exemption__in", ["", "STUDENT", "LOW_INCOME"]), ("method__in", ("TABLE", "SECONDARY_INCOME"))
                    ),
                    _connector="OR",
                ),
                name="tax_terms_exemption",
            ),
        ),
    ]
