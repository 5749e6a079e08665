"""The sentences for effects and blockers: rules name what happens, this says it."""

from collections.abc import Iterable

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from collaborations.rules.blockers import Blocker, BlockerCode, Remedy
from collaborations.rules.effects import Audience, Effect, Moment
from collaborations.rules.facts import Person
from collaborations.rules.terms import BillingRecipient, TimeMode

register = template.Library()

EFFECTS: dict[str, Promise] = {
    "answer_awaited": _("Nothing changes until the client answers. The request is valid for %(days)s days."),
    "request_sent": _("Mail to %(names)s to accept or decline."),
    "active_at_once": _(
        "The collaboration becomes active at once: the assignment is the firm’s mandate, and nobody at the"
        " company has an account yet."
    ),
    "administrator_appointed": _("%(names)s gets a login and becomes the company’s administrator."),
    "login_mail_sent": _("Mail to %(names)s about signing in."),
    "staff_access_opened": _("%(names)s can work in payroll."),
    "client_payroll_opened": _("%(names)s can do the client’s tasks in payroll."),
    "client_approves_time": _("%(names)s can approve time reports."),
    "lon_direct_closed": _("The access to Lön Direkt closes for %(names)s. The history stays readable."),
    "lon_direct_kept": _("%(names)s keeps Lön Direkt."),
    "staff_told": _("Mail to %(names)s when it is done."),
    "client_told": _("Mail to %(names)s when it is done."),
    "staff_access_closed": _("%(names)s can no longer work in payroll."),
    "client_access_closed": _("The access that the collaboration gave closes for %(names)s."),
    "arrangement_ends": _("Employees keep their payslips. Nothing is deleted. New time can no longer be reported."),
    "billing_ends": _("No new period begins."),
}
TIME_MODES: dict[str, Promise] = {
    TimeMode.FIRM_REGISTERS: _("Employees read payslips and balances. The firm registers time."),
    TimeMode.EMPLOYEES_REGISTER: _(
        "Employees register time on the web or the phone. It is approved before it enters payroll."
    ),
}
BILLED: dict[tuple[str, bool], Promise] = {
    (BillingRecipient.FIRM, False): _("The firm is billed."),
    (BillingRecipient.FIRM, True): _("The firm is billed. You pay nothing to us."),
    (BillingRecipient.CLIENT, False): _("The client is billed."),
    (BillingRecipient.CLIENT, True): _("You are billed."),
}
BLOCKERS: dict[str, Promise] = {
    BlockerCode.NO_ASSIGNMENT: _("The client has no open assignment. The staff on the assignment get access."),
    BlockerCode.NO_STAFF: _("Nobody who works at the firm is on the assignment."),
    BlockerCode.ADDRESS_INCOMPLETE: _("The client’s address is incomplete."),
    BlockerCode.NO_CONTACT: _("The client has no contact who can answer."),
    BlockerCode.CONTACT_WITHOUT_EMAIL: _("%(names)s has no e-mail address."),
    BlockerCode.CONTACT_IS_FIRM_STAFF: _("%(names)s works at the firm and cannot answer for the client."),
    BlockerCode.NO_ADMINISTRATOR: _("Nobody at the company is administrator of its account."),
    BlockerCode.ADMINISTRATORS_ARE_FIRM_STAFF: _(
        "%(names)s works at the firm, and nobody else can answer for the client."
    ),
    BlockerCode.REQUEST_OPEN: _("A request is already waiting for the client’s answer."),
    BlockerCode.LON_DIRECT_RUN_OPEN: _("Finish the payroll run in Lön Direkt first: %(names)s."),
    BlockerCode.ALREADY_ACTIVE: _("The service is already active."),
    BlockerCode.OTHER_FIRM: _("The company already collaborates in this service. The client has to end that first."),
    BlockerCode.RUNS_SERVICE_ITSELF: _("The company already runs this service itself and cannot be joined here."),
}
REMEDIES: dict[str, Promise] = {
    Remedy.ASSIGNMENTS: _("Go to assignments"),
    Remedy.CONTACTS: _("Go to contacts"),
    Remedy.CLIENT_DETAILS: _("Fill in the address"),
    Remedy.REQUESTS: _("See sent requests"),
    Remedy.COLLABORATIONS: _("See the collaboration"),
}
MOMENTS: dict[str, Promise] = {
    Moment.NOW: _("At once"),
    Moment.ON_ACCEPTANCE: _("When the client has accepted"),
    Moment.ON_CONFIRMATION: _("When Lön Direkt is closed"),
}
AUDIENCES: dict[tuple[str, bool], Promise] = {
    (Audience.FIRM, False): _("You and the firm"),
    (Audience.FIRM, True): _("The firm"),
    (Audience.CLIENT, False): _("The client"),
    (Audience.CLIENT, True): _("You"),
    (Audience.EMPLOYEES, False): _("Employees"),
    (Audience.EMPLOYEES, True): _("Your employees"),
    (Audience.BILLING, False): _("Billing"),
    (Audience.BILLING, True): _("Billing"),
}


@register.filter
def names(people: Iterable[Person]) -> str:
    """ "Eva Lind, Jon Ask and Mia Krok", in the reader's language."""
    found = [person.name for person in people]
    if len(found) < 2:
        return "".join(found)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(found[:-1]), "last": found[-1]}


@register.filter
def sentence(effect: Effect, viewer: str = "firm") -> str:
    """What an effect means, said to the firm or to the client."""
    parameters = effect.parameters
    if effect.code == "time_mode_set":
        return str(TIME_MODES[str(parameters["time_mode"])])
    if effect.code == "billing_set":
        billed = BILLED[str(parameters["recipient"]), viewer == "client"]
        return f"{billed} {_period(int(str(parameters['months'])))}"
    people = parameters.get("people", ())
    return str(EFFECTS[effect.code]) % {**parameters, "names": names(people)}  # type: ignore[arg-type]


@register.filter
def blocker_sentence(blocker: Blocker) -> str:
    """Why the activation is not possible."""
    return str(BLOCKERS[blocker.code]) % {"names": ", ".join(blocker.names)}


@register.filter
def remedy(blocker: Blocker) -> str:
    """The text of the link that mends a blocker; empty when there is none."""
    return str(REMEDIES.get(blocker.remedy, ""))


@register.filter
def moment(effect: Effect) -> str:
    """When an effect happens."""
    return str(MOMENTS[effect.when])


@register.filter
def audience(value: str, viewer: str = "firm") -> str:
    """The heading of a group of effects."""
    return str(AUDIENCES[value, viewer == "client"])


def _period(months: int) -> str:
    return ngettext(
        "The period is %(months)s month from the start.",
        "The period is %(months)s months from the start.",
        months,
    ) % {"months": months}
