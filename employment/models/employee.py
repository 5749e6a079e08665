"""A person employed by a company."""

from datetime import date
from functools import cached_property
from typing import ClassVar

from django.db import models
from django.db.models.functions import Concat, Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, User
from common.collation import SwedishOrder
from common.fields import EncryptedTextField
from common.identifiers import new_id
from common.scoping import CompanyScoped
from employment.models.employee_group import EmployeeGroup
from employment.rules.periods import ONE_DAY, Period

KNOWN_FORMER = "known_former"
"""Where a query puts the periods of former employments, so that nobody has to ask for each employee."""


class EmploymentType(models.TextChoices):
    """A simplified employee has no schedule, agreement or vacation; it can be upgraded, never back."""

    COMPLETE = "COMPLETE", _("Complete")
    SIMPLIFIED = "SIMPLIFIED", _("Simplified")


class Employee(CompanyScoped):
    """A draft while `completed_at` is empty. The identity number is readable only by its own operation.

    `carried_over_at`: a firm took the employee on from Lön Direkt, and has said that what was there is right at
    `gone_through_at`.

    `hired_on` and `left_on` are those of the present or latest employment; `employments` has the former ones too.

    A draft made by mistake is removed: the row stays behind what points at it, without number, login or identity.

    `growth_support_from` and `growth_support_until` are the months of växa-stöd, first and last day.

    `identity_index` is a keyed digest of the twelve digits: equality without reading. Lists defer the number itself.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="employees")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="employments")
    group = models.ForeignKey(EmployeeGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="employees")
    number = models.PositiveIntegerField()
    employment_type = models.CharField(max_length=10, choices=EmploymentType.choices, default=EmploymentType.COMPLETE)
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    personal_identity_number = EncryptedTextField(null=True, blank=True)  # type: ignore[misc]
    identity_index = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - empty must not collide
    last_four = models.CharField(max_length=4, blank=True)
    is_coordination_number = models.BooleanField(default=False)
    birth_date = models.DateField(null=True, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    street = models.CharField(max_length=80, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=60, blank=True)
    hired_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    growth_support_from = models.DateField(null=True, blank=True)
    growth_support_until = models.DateField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    carried_over_at = models.DateTimeField(null=True, blank=True)
    gone_through_at = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    invitation_number = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    sort_key = models.GeneratedField(
        expression=SwedishOrder(Lower(Concat("family_name", models.Value(" "), "given_name"))),
        output_field=models.CharField(max_length=180, db_collation="C"),
        db_persist=True,
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "id"], name="employee_company_key"),
            models.UniqueConstraint(
                fields=["company", "number"], condition=models.Q(removed_at__isnull=True), name="employee_number_unique"
            ),
            models.UniqueConstraint(fields=["company", "identity_index"], name="employee_identity_unique"),
            models.UniqueConstraint(fields=["company", "user"], name="employee_user_unique"),
            models.CheckConstraint(
                name="employee_left_after_hired",
                condition=models.Q(left_on__isnull=True) | models.Q(left_on__gte=models.F("hired_on")),
            ),
            models.CheckConstraint(
                name="employee_growth_support_whole",
                condition=models.Q(growth_support_from__isnull=True, growth_support_until__isnull=True)
                | models.Q(
                    growth_support_from__isnull=False, growth_support_until__gte=models.F("growth_support_from")
                ),
            ),
            models.CheckConstraint(
                name="employee_removed_is_bare",
                condition=models.Q(removed_at__isnull=True)
                | models.Q(completed_at__isnull=True, user__isnull=True, identity_index__isnull=True),
            ),
            models.CheckConstraint(
                name="employee_identity_whole",
                condition=models.Q(
                    personal_identity_number__isnull=True, identity_index__isnull=True, birth_date__isnull=True
                )
                | models.Q(
                    personal_identity_number__isnull=False, identity_index__isnull=False, birth_date__isnull=False
                ),
            ),
            models.CheckConstraint(
                name="employee_gone_through_after_carried",
                condition=models.Q(gone_through_at__isnull=True)
                | models.Q(gone_through_at__gte=models.F("carried_over_at")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user"], name="employee_user"),
            models.Index(fields=["company", "sort_key", "id"], name="employee_by_name"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @cached_property
    def former(self) -> tuple[Period, ...]:
        """Employments before the present or latest one, earliest first."""
        known = getattr(self, KNOWN_FORMER, None)
        if known is not None:
            return tuple(Period(one.lower, one.upper - ONE_DAY) for one in known)
        return tuple(Period(*one) for one in self.former_employments.values_list("starts_on", "ends_on"))

    @property
    def employments(self) -> tuple[Period, ...]:
        """Every employment, earliest first; the last is the present or latest one."""
        return (*self.former, Period(self.hired_on, self.left_on))

    def is_employed_on(self, day: date) -> bool:
        """Whether the day lies in an employment."""
        return any(one.covers(day) for one in self.employments)

    def is_employed_during(self, first: date, last: date) -> bool:
        """Whether any of the days lies in an employment."""
        return any(one.touches(first, last) for one in self.employments)

    @property
    def is_draft(self) -> bool:
        """Whether something that payroll needs is still missing."""
        return self.completed_at is None

    @property
    def waits_to_be_gone_through(self) -> bool:
        """Whether the firm that took the employee on has not said yet that what was there is right."""
        return self.carried_over_at is not None and self.gone_through_at is None

    @property
    def masked_number(self) -> str:
        """The birth date and the last four digits hidden but for what tells people apart, e.g. `••••••-1234`."""
        return f"••••••-{self.last_four}" if self.last_four else ""
