"""The words for the rules' values, as forms and pages show them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collaborations.rules.invitations import InvitationState
from collaborations.rules.states import State
from collaborations.rules.terms import BillingRecipient, Service, Variant

Choices = list[tuple[str, str | Promise]]

SERVICES: Choices = [(Service.LON_SMART.value, "Lön Smart")]

VARIANTS: Choices = [
    (Variant.STANDARD.value, _("Standard – firm and client")),
    (Variant.START.value, _("Start – the firm only")),
]

BILLING_RECIPIENTS: Choices = [
    (BillingRecipient.FIRM.value, _("The firm")),
    (BillingRecipient.CLIENT.value, _("The client")),
]

STATES: Choices = [
    (State.DRAFT.value, _("Draft")),
    (State.REQUESTED.value, _("Waiting for the client")),
    (State.ACTIVATING.value, _("Being activated")),
    (State.ACTIVE.value, _("Active")),
    (State.ENDING.value, _("Ending")),
    (State.ENDED.value, _("Ended")),
    (State.DECLINED.value, _("Declined")),
    (State.WITHDRAWN.value, _("Withdrawn")),
    (State.EXPIRED.value, _("Expired")),
    (State.UNLINKED.value, _("Not linked")),
]

INVITATION_STATES: Choices = [
    (InvitationState.OPEN.value, _("Open")),
    (InvitationState.ACCEPTED.value, _("Accepted")),
    (InvitationState.DECLINED.value, _("Declined")),
    (InvitationState.CLOSED.value, _("Closed")),
]

RESPONSIBILITIES: dict[str, Promise] = {
    "schedules": _("Schedules: create and change"),
    "time_registration": _("Time: register"),
    "time_approval": _("Time: approve"),
    "payroll_approval": _("Payroll: review and approve"),
    "salary_payment": _("Salary payment: make"),
}
