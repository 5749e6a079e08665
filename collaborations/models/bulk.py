"""Activating for many clients at once."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import models

from accounts.models import Firm, User
from advisor.models import Assignment, Client, Contact
from collaborations.models.change import written
from collaborations.models.choices import BULK_STATES, ITEM_STATES
from collaborations.models.collaboration import Collaboration
from collaborations.rules.blockers import Blocker
from collaborations.rules.bulk import BulkAction, BulkState, ItemState, next_bulk_state, read_blockers, terms_for
from collaborations.rules.terms import Terms
from common.identifiers import new_id
from common.scoping import FirmScoped

NOBODYS = UUID(int=0)


def written_terms(terms: Terms) -> dict[str, Any]:
    """Terms as a bulk keeps them: like those of a change, without the assignment, which each client has its own of."""
    return {name: value for name, value in written(terms, NOBODYS).items() if name != "assignment_id"}


class BulkActivation(FirmScoped):
    """Which clients, which terms, and who confirmed it; how far it has come is in its items.

    `terms` is empty until they are chosen. `version` grows with everything that changes the preview: what is
    confirmed is the version that was seen, and judging that belongs to an older one does nothing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=20, blank=True)
    written_terms = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=BULK_STATES, default=BulkState.CHOSEN.value)
    version = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["firm", "-made_at"], name="bulk_of_firm")]

    def __str__(self) -> str:
        return f"{self.service} {self.state}"

    @property
    def terms(self) -> Terms:
        """What is proposed to all of them."""
        values: dict[str, Any] = self.written_terms
        return Collaboration(service=self.service, **values).terms

    def apply(self, action: BulkAction) -> None:
        """Move to the next state in memory. Raises TransitionNotAllowed."""
        self.state = next_bulk_state(BulkState(self.state), action)


class BulkItem(FirmScoped):
    """One client in a bulk: what was previewed, and what became of it.

    `version` is that of the bulk when its terms were proposed. `digest` is that of the previewed plan, `people` how
    many each of its effects concerns. `reason` is why nothing was done. Names of people are only in what stood in the
    way.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    bulk = models.ForeignKey(BulkActivation, on_delete=models.PROTECT, related_name="items")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=0)
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, null=True, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=ITEM_STATES, default=ItemState.WAITING.value)
    scenario = models.CharField(max_length=10, blank=True)
    waits_for_answer = models.BooleanField(default=False)
    asks_for_contact = models.BooleanField(default=False)
    is_included = models.BooleanField(default=False)
    digest = models.CharField(max_length=64, blank=True)
    people = models.JSONField(default=dict)
    written_blockers = models.JSONField(default=list)
    reason = models.CharField(max_length=20, blank=True)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulk", "client"], name="bulk_client_once"),
            models.UniqueConstraint(fields=["bulk", "position"], name="bulk_position_once"),
            models.CheckConstraint(
                name="bulk_done_has_collaboration",
                condition=~models.Q(state__in=[ItemState.ACTIVATED.value, ItemState.REQUESTED.value])
                | models.Q(collaboration__isnull=False, finished_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.state}"

    @property
    def terms(self) -> Terms:
        """What is proposed to this client; needs its bulk."""
        return terms_for(self.bulk.terms, is_included=self.is_included)

    @property
    def blockers(self) -> list[Blocker]:
        """What stood in the way."""
        return read_blockers(self.written_blockers)
