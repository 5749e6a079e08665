"""When somebody last used a company, written by that person alone and read by the company's own members."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.identifiers
from common import rls

OWN = "user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)"
COMPANY = rls.COMPANY.format(column="company_id")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_ghosts_of_many"),
    ]

    operations = [
        migrations.CreateModel(
            name="LastUse",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("used_at", models.DateTimeField()),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.company"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("company", "user"), name="last_use_once")],
            },
        ),
        rls.policy(
            "accounts_lastuse",
            f"{OWN} OR {rls.MEMBER_COMPANY.format(column='company_id')}",
            check=f"{OWN} AND {COMPANY}",
        ),
    ]
