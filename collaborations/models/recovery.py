"""A company without administrator getting a new one."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, Firm, User
from advisor.models import Client
from collaborations.models.invitation import new_salt
from collaborations.rules.recovery import OPEN_RECOVERIES, RecoveryAction, RecoveryState, next_recovery_state
from collaborations.rules.tokens import SALT_BYTES
from common.identifiers import new_id
from common.scoping import CompanyScoped, FirmOrCompanyScoped

STATES = [
    (RecoveryState.UNVOUCHED.value, _("Waits for a second administrator of the firm")),
    (RecoveryState.SENT.value, _("Waits for the authorised signatory")),
    (RecoveryState.WAITING.value, _("Confirmed, waiting time")),
    (RecoveryState.DONE.value, _("The company has a new administrator")),
    (RecoveryState.STOPPED.value, _("Stopped")),
    (RecoveryState.EXPIRED.value, _("Nobody confirmed in time")),
]


class SignatoryAddress(CompanyScoped):
    """Where the company's authorised signatory is reached; registered by the company while it has administrators."""

    company = models.OneToOneField(Company, on_delete=models.PROTECT, primary_key=True, related_name="+")
    email = models.EmailField(max_length=254)
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.email


class Recovery(FirmOrCompanyScoped):
    """Asked for by a firm, confirmed by the signatory, and carried out after a time in which it can be stopped.

    `given_name`, `family_name` and `email` are the new administrator's; `vouched_by` is a second administrator of the
    firm where the firm gave the signatory's address. Of the link only a hash is stored.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    email = models.EmailField(max_length=254)
    reason = models.CharField(max_length=500)
    signatory_email = models.EmailField(max_length=254)
    salt = models.BinaryField(max_length=SALT_BYTES, default=new_salt)
    token_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=STATES)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    vouched_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token_hash"], name="recovery_token_unique"),
            models.UniqueConstraint(
                fields=["company"],
                name="recovery_one_open",
                condition=Q(state__in=sorted(state.value for state in OPEN_RECOVERIES)),
            ),
            models.CheckConstraint(
                name="recovery_two_persons", condition=Q(vouched_by__isnull=True) | ~Q(vouched_by=F("asked_by"))
            ),
            models.CheckConstraint(
                name="recovery_waits",
                condition=~Q(state__in=[RecoveryState.WAITING.value, RecoveryState.DONE.value])
                | Q(confirmed_at__isnull=False, due_at__gt=F("confirmed_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.state}"

    def apply(self, action: RecoveryAction) -> None:
        """Move to the next state in memory. Raises TransitionNotAllowed."""
        self.state = next_recovery_state(RecoveryState(self.state), action)


class RecoveryNotice(FirmOrCompanyScoped):
    """Somebody who was told and may stop it, with a link of their own; of the link only a hash is stored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="notices")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    salt = models.BinaryField(max_length=SALT_BYTES, default=new_salt)
    token_hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token_hash"], name="recovery_notice_token_unique"),
            models.UniqueConstraint(fields=["recovery", "user"], name="recovery_notice_once"),
        ]

    def __str__(self) -> str:
        return str(self.user_id)
