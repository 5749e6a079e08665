"""One archive with everything that is the company's in payroll."""

from typing import ClassVar

from django.db import models

from accounts.models import Company, User
from bundles.rules.states import BundleState
from common.identifiers import new_id
from common.scoping import CompanyScoped


class ExitBundle(CompanyScoped):
    """Built step by step, a task each; `steps` names them. Its bytes are in `StoredChunk`, its files in `BundleFile`.

    `audit_sequence` is how long the company's audit log was when the building began: every change is told there, so
    a longer log at the end means that something changed meanwhile, and the building begins again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=[(one, one) for one in BundleState], default=BundleState.BUILDING)
    steps = models.JSONField(default=list)
    steps_done = models.PositiveIntegerField(default=0)
    beginning = models.PositiveSmallIntegerField(default=1)
    audit_sequence = models.BigIntegerField(default=0)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    cause_id = models.UUIDField(null=True)
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "id"], name="exit_bundle_company_key"),
            models.UniqueConstraint(
                fields=["company"], name="exit_bundle_one_building", condition=models.Q(state=BundleState.BUILDING)
            ),
            models.CheckConstraint(
                name="exit_bundle_ready_whole",
                condition=~models.Q(state=BundleState.READY)
                | models.Q(finished_at__isnull=False, expires_at__isnull=False, size__gt=0) & ~models.Q(sha256=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.state}"
