"""The words for an activation of many clients: one short line where the activation of one has a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.permissions import Permission
from advisor.client_actions import ClientAction
from collaborations.rules.bulk import ItemState, NotDone
from collaborations.rules.scenarios import Scenario

ACTIVATE_FOR_CHOSEN = ClientAction(
    _("Activate collaboration"), "collaborations:bulk_choose", Permission.COLLABORATIONS_START
)
"""The button over the list of clients."""
SHORT_SITUATIONS: dict[str, Promise] = {
    Scenario.COMPANY_NOT_KNOWN: _("No account yet"),
    Scenario.SERVICE_MISSING: _("Has an account"),
    Scenario.RUNS_SERVICE_ITSELF: _("Runs the service itself"),
    Scenario.OTHER_VARIANT: _("Has another variant itself"),
    Scenario.LON_DIRECT: _("Has Lön Direkt"),
    Scenario.MADE_ELSEWHERE: _("Made elsewhere, not connected"),
    Scenario.INCLUDED: _("Included in a subscription"),
    Scenario.OTHER_FIRM: _("Collaborates already"),
    Scenario.OWN_FIRM: _("Your own firm"),
    Scenario.ALREADY_ACTIVE: _("Already active"),
}
AT_ONCE = _("Becomes active at once")
ASKED = ngettext_lazy("Request to %(number)s person", "Request to %(number)s people", "number")
SHORT_EFFECTS: dict[str, tuple[Promise, str]] = {
    "lon_direct_closed": (
        ngettext_lazy("Lön Direkt closes for %(number)s", "Lön Direkt closes for %(number)s", "number"),
        "amber",
    ),
    "own_payroll_closed": (
        ngettext_lazy(
            "%(number)s loses the company’s own payroll", "%(number)s lose the company’s own payroll", "number"
        ),
        "amber",
    ),
    "administrator_appointed": (_("The contact gets a login"), ""),
    "own_agreement_joined": (_("The company goes on working as before"), ""),
    "included_in": (_("Who pays follows the company’s subscription"), ""),
    "staff_access_opened": (
        ngettext_lazy("%(number)s at the firm gets access", "%(number)s at the firm get access", "number"),
        "",
    ),
    "service_opened": (
        ngettext_lazy("%(number)s at the firm gets access", "%(number)s at the firm get access", "number"),
        "",
    ),
}
"""What is worth a word of each client, in this order, with its tone; the rest is the same for all or in the details."""
NOT_DONE: dict[str, Promise] = {
    NotDone.BLOCKED: _("Something has come in the way since the preview. Nothing was done."),
    NotDone.CHANGED: _("Something else would happen than what the preview showed. Nothing was done."),
    NotDone.OUT_OF_REACH: _("The person who confirmed no longer works with this client. Nothing was done."),
    NotDone.FAILED: _("A technical error occurred. Nothing was done."),
}
ITEM_TONES: dict[str, str] = {
    ItemState.READY: "green",
    ItemState.BLOCKED: "red",
    ItemState.QUEUED: "blue",
    ItemState.ACTIVATED: "green",
    ItemState.REQUESTED: "amber",
    ItemState.REFUSED: "red",
}
