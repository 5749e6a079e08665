"""The words for the rules' values, as forms and pages show them."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collaborations.rules.after_end import AfterEnd
from collaborations.rules.billing import BillingReason
from collaborations.rules.bulk import BulkState, ItemState
from collaborations.rules.changes import ChangeState
from collaborations.rules.invitations import InvitationState
from collaborations.rules.invoicing import PriceUnit
from collaborations.rules.states import State
from collaborations.rules.terms import BillingRecipient

Choices = list[tuple[str, str | Promise]]

BILLING_RECIPIENTS: Choices = [
    (BillingRecipient.FIRM.value, _("The firm")),
    (BillingRecipient.CLIENT.value, _("The client")),
]

BILLING_REASONS: Choices = [
    (BillingReason.STARTED.value, _("The collaboration began")),
    (BillingReason.RECIPIENT_CHANGED.value, _("Another pays")),
    (BillingReason.VARIANT_CHANGED.value, _("The variant was changed")),
    (BillingReason.PERIOD_CHANGED.value, _("Another period was agreed")),
    (BillingReason.RENEWED.value, _("A new period was agreed")),
]

PRICE_UNITS: Choices = [
    (PriceUnit.PERIOD.value, _("Per collaboration and period")),
    (PriceUnit.MONTH.value, _("Per month")),
    (PriceUnit.PAYSLIP.value, _("Per payslip")),
]

AFTER_END: Choices = [
    (AfterEnd.READ_ONLY.value, _("Read only: what was approved can be read")),
    (AfterEnd.TAKES_OVER.value, _("The client takes over and does the payroll itself")),
    (AfterEnd.MOVES.value, _("The client moves to another firm")),
    (AfterEnd.HANDED_OVER.value, _("Handed over to another firm on an agreed day")),
]

OWN_AFTER_END: dict[str, Promise] = {
    AfterEnd.TAKES_OVER.value: _("You take over and do the payroll yourselves"),
    AfterEnd.MOVES.value: _("You move to another firm"),
}
"""How the company's own page puts them."""

STATES: Choices = [
    (State.DRAFT.value, pgettext_lazy("collaboration", "Draft")),
    (State.REQUESTED.value, pgettext_lazy("collaboration", "Waiting for the client")),
    (State.AGREED.value, pgettext_lazy("collaboration", "Takes over later")),
    (State.ACTIVATING.value, pgettext_lazy("collaboration", "Being activated")),
    (State.ACTIVE.value, pgettext_lazy("collaboration", "Active")),
    (State.ENDING.value, pgettext_lazy("collaboration", "Ending")),
    (State.ENDED.value, pgettext_lazy("collaboration", "Ended")),
    (State.DECLINED.value, pgettext_lazy("collaboration", "Declined")),
    (State.WITHDRAWN.value, pgettext_lazy("collaboration", "Withdrawn")),
    (State.EXPIRED.value, pgettext_lazy("collaboration", "Expired")),
]

BULK_STATES: Choices = [
    (BulkState.CHOSEN.value, pgettext_lazy("bulk", "Terms are to be chosen")),
    (BulkState.PROPOSED.value, pgettext_lazy("bulk", "Not confirmed")),
    (BulkState.CONFIRMED.value, pgettext_lazy("bulk", "Confirmed")),
    (BulkState.DISCARDED.value, pgettext_lazy("bulk", "Thrown away")),
]

ITEM_STATES: Choices = [
    (ItemState.WAITING.value, pgettext_lazy("bulk", "To be looked at")),
    (ItemState.READY.value, pgettext_lazy("bulk", "Can be activated")),
    (ItemState.BLOCKED.value, pgettext_lazy("bulk", "Cannot be activated")),
    (ItemState.LEFT_OUT.value, pgettext_lazy("bulk", "Left out")),
    (ItemState.QUEUED.value, pgettext_lazy("bulk", "In turn")),
    (ItemState.ACTIVATED.value, pgettext_lazy("bulk", "Activated")),
    (ItemState.REQUESTED.value, pgettext_lazy("bulk", "Request sent")),
    (ItemState.REFUSED.value, pgettext_lazy("bulk", "Nothing done")),
]

INVITATION_STATES: Choices = [
    (InvitationState.OPEN.value, _("Waiting for an answer")),
    (InvitationState.ACCEPTED.value, _("Accepted")),
    (InvitationState.DECLINED.value, _("Declined")),
    (InvitationState.CLOSED.value, _("No longer answers")),
]

CHANGE_STATES: Choices = [
    (ChangeState.PENDING.value, pgettext_lazy("change", "Decided")),
    (ChangeState.WAITING_FOR_CLIENT.value, pgettext_lazy("change", "Waiting for the client")),
    (ChangeState.DONE.value, pgettext_lazy("change", "Done")),
    (ChangeState.CANCELLED.value, pgettext_lazy("change", "Cancelled")),
    (ChangeState.DECLINED.value, pgettext_lazy("change", "Declined")),
    (ChangeState.EXPIRED.value, pgettext_lazy("change", "Expired")),
    (ChangeState.FAILED.value, pgettext_lazy("change", "Could not be carried out")),
]

RESPONSIBILITIES: dict[str, Promise] = {
    "schedules": _("Schedules: create and change"),
    "time_registration": _("Time: register"),
    "time_approval": _("Time: approve"),
    "payroll_approval": _("Payroll: review and approve"),
    "salary_payment": _("Salary payment: make"),
}

RESPONSIBILITIES_IN_WORDS: dict[str, Promise] = {
    "schedules": _("schedules"),
    "time_registration": _("registering time"),
    "time_approval": _("approving time"),
    "payroll_approval": _("reviewing and approving payroll"),
    "salary_payment": _("paying salaries"),
}


class ProviderKind(StrEnum):
    """How access in a service that somebody else runs is opened."""

    LOCAL = "LOCAL"
    WEBHOOK = "WEBHOOK"


PROVIDER_KINDS: Choices = [
    (ProviderKind.LOCAL.value, _("Noted here: you open the access in the service yourselves")),
    (ProviderKind.WEBHOOK.value, _("Webhook: the service is asked to open it")),
]
