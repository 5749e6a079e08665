"""A change of an active collaboration: decided, asked for, carried out or dropped."""

from dataclasses import asdict
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from accounts.models import Company, Firm, User
from collaborations.models.choices import BILLING_RECIPIENTS, CHANGE_STATES
from collaborations.models.collaboration import Collaboration, written_groups
from collaborations.rules.changes import (
    OPEN_CHANGES,
    ChangeAction,
    ChangeState,
    Role,
    Subject,
    may_change,
    next_change_state,
)
from collaborations.rules.changes import subjects_between as between
from collaborations.rules.terms import Terms
from common.identifiers import new_id
from common.scoping import FirmOrCompanyScoped


def written(terms: Terms, assignment_id: UUID) -> dict[str, Any]:
    """Terms and assignment as a change keeps them."""
    return {
        "variant": terms.offer.variant,
        "billing_recipient": terms.billing_recipient or "",
        "period_months": terms.period_months,
        "time_mode": terms.time_mode,
        "responsibilities": asdict(terms.responsibilities),
        "group_responsibilities": written_groups(terms.groups),
        "assignment_id": str(assignment_id),
    }


class CollaborationChange(FirmOrCompanyScoped):
    """From which terms to which, on what day, who decided it and where it stands.

    `effective_on` is empty while a change without a day waits for the client: it then comes with the acceptance.
    `reason` is why the client declined, or the codes of what stood in the way.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    collaboration = models.ForeignKey(Collaboration, on_delete=models.PROTECT, related_name="changes")
    before = models.JSONField()
    after = models.JSONField()
    effective_on = models.DateField(null=True)
    state = models.CharField(max_length=20, choices=CHANGE_STATES, default=ChangeState.PENDING.value)
    party = models.CharField(max_length=10, choices=BILLING_RECIPIENTS)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="change_one_open",
                fields=["collaboration"],
                condition=Q(state__in=sorted(state.value for state in OPEN_CHANGES)),
            ),
            models.CheckConstraint(
                name="change_asked_expires",
                condition=~Q(state=ChangeState.WAITING_FOR_CLIENT.value) | Q(expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="change_decided_has_day",
                condition=~Q(state__in=[ChangeState.PENDING.value, ChangeState.DONE.value])
                | Q(effective_on__isnull=False),
            ),
            models.CheckConstraint(
                name="change_finished_at",
                condition=Q(state__in=sorted(state.value for state in OPEN_CHANGES), finished_at__isnull=True)
                | (~Q(state__in=sorted(state.value for state in OPEN_CHANGES)) & Q(finished_at__isnull=False)),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["collaboration", "-asked_at"], name="change_of_collaboration")]

    def __str__(self) -> str:
        return f"{self.collaboration_id} {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether it still is to come."""
        return self.state in OPEN_CHANGES

    @property
    def before_terms(self) -> Terms:
        """The terms when it was decided."""
        return self._terms(self.before)

    @property
    def after_terms(self) -> Terms:
        """The terms that it leads to."""
        return self._terms(self.after)

    @property
    def subjects(self) -> frozenset[Subject]:
        """What it changes."""
        moves = self.before["assignment_id"] != self.after["assignment_id"]
        return between(self.before_terms, self.after_terms, assignment_moves=moves)

    @property
    def client_decides(self) -> bool:
        """Whether the company's administrators may take it back."""
        return may_change(Role.CLIENT, self.subjects)

    def apply(self, action: ChangeAction) -> None:
        """Move to the next state in memory. Raises TransitionNotAllowed."""
        self.state = next_change_state(ChangeState(self.state), action)

    def _terms(self, values: dict[str, Any]) -> Terms:
        fields = {name: value for name, value in values.items() if name != "assignment_id"}
        return Collaboration(service=self.collaboration.service, **fields).terms
