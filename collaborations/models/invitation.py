"""One recipient's invitation to answer a request."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Company, Firm, User
from collaborations.models.choices import INVITATION_STATES
from collaborations.models.collaboration import Collaboration
from collaborations.rules.invitations import InvitationAction, InvitationState, next_invitation_state
from collaborations.rules.tokens import SALT_BYTES
from common.identifiers import new_id
from common.scoping import FirmOrCompanyScoped


def new_salt() -> bytes:
    """Random bytes that make the invitation's token its own."""
    return secrets.token_bytes(SALT_BYTES)


class Invitation(FirmOrCompanyScoped):
    """Bound to company and e-mail address; single use. Of the token only a hash is stored.

    `user` is empty while nobody with the address has a login. `bounced_at`: since when it is known that no mail
    reaches the address; the link itself goes on answering.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    collaboration = models.ForeignKey(Collaboration, on_delete=models.PROTECT, related_name="invitations")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=161)
    email = models.EmailField(max_length=254)
    salt = models.BinaryField(max_length=SALT_BYTES, default=new_salt)
    token_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=INVITATION_STATES, default=InvitationState.OPEN.value)
    sent_number = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    bounce_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token_hash"], name="invitation_token_unique"),
            models.UniqueConstraint(fields=["collaboration", "email"], name="invitation_one_per_address"),
            models.UniqueConstraint(
                fields=["collaboration"],
                name="invitation_one_answer",
                condition=Q(state__in=[InvitationState.ACCEPTED.value, InvitationState.DECLINED.value]),
            ),
            models.CheckConstraint(
                name="invitation_answered_at",
                condition=Q(state__in=[InvitationState.OPEN.value, InvitationState.CLOSED.value])
                | Q(answered_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["email"], name="invitation_open_address", condition=Q(state=InvitationState.OPEN.value)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} {self.state}"

    def apply(self, action: InvitationAction) -> None:
        """Move to the next state in memory. Raises TransitionNotAllowed."""
        self.state = next_invitation_state(InvitationState(self.state), action)
