"""A value of the law that an operator has entered: a figure, a rate, a one-off table, or a year's tax tables."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.identifiers import new_id
from payroll.rules.entry_states import EntryState

STATES = [
    (EntryState.PROPOSED, _("Waits for a second person")),
    (EntryState.APPROVED, _("Approved")),
    (EntryState.REFUSED, _("Refused")),
    (EntryState.WITHDRAWN, _("Withdrawn")),
]


class EntryKind(models.TextChoices):
    """What is entered."""

    FIGURE = "FIGURE", _("Figure")
    CONTRIBUTION_GROUP = "CONTRIBUTION_GROUP", _("Rate of contributions")
    ONE_OFF_TABLE = "ONE_OFF_TABLE", _("One-off table")
    TAX_TABLES = "TAX_TABLES", _("Monthly tax tables")


class StatutoryEntry(models.Model):
    """The law is the same for every firm and company: the rows belong to no tenant. Only operators write them.

    `data` has the shape of a row of the product's own files; of tax tables it says where they come from and how they
    were checked, their rows are `StatutoryTable`. An approved entry never changes: `version` numbers the approved in
    the order in which they were approved, and a run remembers up to which of them it was calculated.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    data = models.JSONField()
    state = models.CharField(max_length=10, choices=STATES, default=EntryState.PROPOSED)
    version = models.PositiveIntegerField(null=True, unique=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["year", "kind", "name"],
                name="statutory_entry_one_proposal",
                condition=Q(state=EntryState.PROPOSED),
            ),
            models.CheckConstraint(
                name="statutory_entry_decided",
                condition=Q(state=EntryState.PROPOSED, decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state=EntryState.PROPOSED) & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="statutory_entry_second_person",
                condition=~Q(state__in=[EntryState.APPROVED, EntryState.REFUSED]) | ~Q(decided_by=F("entered_by")),
            ),
            models.CheckConstraint(
                name="statutory_entry_version",
                condition=Q(state=EntryState.APPROVED, version__isnull=False)
                | ~Q(state=EntryState.APPROVED) & Q(version__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year} {self.name}"

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for a decision."""
        return self.state == EntryState.PROPOSED
