"""A company's free days."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.identifiers
from common import rls


def _owner(name: str, *, null: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=name)


def _model(name: str, own: list[tuple[str, models.Field]]) -> migrations.CreateModel:  # type: ignore[type-arg]
    key = models.UUIDField(default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False)
    kept = [("company", _owner("accounts.company")), ("created_by", _owner(settings.AUTH_USER_MODEL, null=True))]
    return migrations.CreateModel(name=name, fields=[("id", key), *own, ("created_at", models.DateTimeField()), *kept])


class Migration(migrations.Migration):
    dependencies: ClassVar = [("employment", "0023_former_employments")]

    operations: ClassVar = [
        _model("FreeEves", [("starts_on", models.DateField()), ("eves", models.CharField(blank=True, max_length=120))]),
        _model("FreeDay", [("day", models.DateField()), ("name", models.CharField(max_length=60))]),
        migrations.AddConstraint(
            "freeeves", models.UniqueConstraint(fields=("company", "starts_on"), name="free_eves_one_a_day")
        ),
        migrations.AddConstraint("freeday", models.UniqueConstraint(fields=("company", "day"), name="free_day_once")),
        migrations.AddConstraint(
            "freeday",
            models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="free_day_named"),
        ),
        # Employees see in their calendar what is free.
        rls.enable("employment_freeeves", company="company_id"),
        rls.enable("employment_freeday", company="company_id"),
    ]
