"""The sentences for what the rules name by code: effects, blockers, moments, situations, events."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions import Permission
from collaborations.catalogue.change_sentences import CHANGE_EFFECTS, CHANGE_EVENTS, CHANGE_KINDS, CHANGE_OCCASIONS
from collaborations.catalogue.handover_sentences import (
    HANDOVER_BLOCKERS,
    HANDOVER_EFFECTS,
    HANDOVER_EVENTS,
    HANDOVER_OCCASIONS,
)
from collaborations.rules.blockers import BlockerCode, Remedy
from collaborations.rules.deliveries import Delivery
from collaborations.rules.effects import Audience, Moment
from collaborations.rules.scenarios import Scenario
from collaborations.rules.terms import BillingRecipient, Party, TimeMode
from events.rules.effect_states import EffectState

EFFECTS: dict[str, Promise] = {
    "answer_awaited": _("Nothing changes until the client answers. The request is valid for %(days)s days."),
    "request_sent": _("Mail to %(names)s to accept or decline."),
    "staff_prepares": _(
        "Until the client answers, %(names)s can prepare payroll settings, employees as drafts and schedules."
        " Nothing reaches employees."
    ),
    "active_at_once": _(
        "The collaboration becomes active at once: the assignment is the firm’s mandate, and nobody at the"
        " company has an account yet."
    ),
    "administrator_appointed": _("%(names)s gets a login and becomes the company’s administrator."),
    "login_mail_sent": _("Mail to %(names)s about signing in."),
    "staff_access_opened": _("%(names)s can work in payroll."),
    "client_payroll_opened": _("%(names)s can do the client’s tasks in payroll."),
    "client_schedules_opened": _("%(names)s can make work schedules and give them to employees."),
    "client_approves_time": _("%(names)s can approve time reports."),
    "lon_direct_closed": _("The access to Lön Direkt closes for %(names)s. The history stays readable."),
    "employees_carried_over": _(
        "Carried over from Lön Direkt as simplified drafts, with what has been paid this year: %(employees)s. The firm"
        " goes through them before the next payroll."
    ),
    "lon_direct_kept": _("%(names)s keeps Lön Direkt."),
    "lon_direct_restored": _("The access to Lön Direkt opens again for %(names)s."),
    "staff_told": _("Mail to %(names)s when it is done."),
    "client_told": _("Mail to %(names)s when it is done."),
    "staff_access_closed": _("%(names)s can no longer work in payroll."),
    "client_access_closed": _("The access that the collaboration gave closes for %(names)s."),
    "arrangement_ends": _("Employees keep their payslips. Nothing is deleted. New time can no longer be reported."),
    "billing_ends": _("No new period begins."),
    "also_ends": _("%(service)s ends too."),
    "registration_stops": _("Employees can no longer register time. Payslips stay readable."),
    "service_opened": _("%(service)s opens for %(names)s."),
    "service_closed": _("The firm’s access to %(service)s closes."),
    "own_agreement_joined": _("%(names)s goes on working in payroll as before: the firm joins."),
    "own_payroll_closed": _("%(names)s loses the company’s own access to payroll. What has been done stays readable."),
    "own_payroll_restored": _("The company’s own access to payroll opens again for %(names)s."),
    "no_charge_until": _("Nothing is charged before %(day)s: what the company has paid for is used up first."),
    "included_in": _("The service is part of the company’s %(name)s. Recipient and period follow it."),
    "own_payroll_opened": _("%(names)s does the company’s payroll from then on."),
    "payroll_read_only": _("The company’s administrators read what was approved. Nobody changes anything in payroll."),
    "moves_to_other_firm": _(
        "The next firm sends a request of its own. Until it is accepted, the company’s administrators read what was"
        " approved."
    ),
    "own_payroll_ended": _("%(names)s can no longer do the company’s payroll. What was approved stays readable."),
    "lon_direct_ended": _("Lön Direkt closes for %(names)s. What was made there stays readable."),
    "payslips_kept": _("Employees keep their payslips. Nothing is deleted."),
    "end_scheduled": _("Everything goes on through %(last_day)s. Until then you can cancel the end."),
    **CHANGE_EFFECTS,
    **HANDOVER_EFFECTS,
}
ACTIVE_WITHOUT_CLIENT = _("The activation begins at once: nobody else has to accept.")
ACTIVE_AS_AGREED = _(
    "The collaboration becomes active at once: it is agreed already, and nobody at the company has ever had an account"
    " here."
)
FIRM_TOOL = _("A tool of the firm: the client does not have to accept.")
NOT_BILLED = _("The service is not billed separately.")
WHEN_PROVIDED = _("When the service has confirmed")
ON_END: dict[str, Promise] = {
    "READ_ONLY": _("Nothing is deleted; the company can read everything."),
    "READABLE": _("The company can read everything but change nothing."),
    "CLIENT_CHOOSES": _("The client chooses whether to go on by itself or to stop."),
    "REMOVED": _("The information in the service is removed."),
    "ACCESS_ENDS": _("The client is not concerned."),
    "REGISTRATION_STOPS": _("Registration stops; payslips stay readable."),
    "REMOVED_AFTER_EXPORT": _("The information is removed once it has been exported."),
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
    BlockerCode.INVALID_NUMBER: _(
        "The company’s corporate identity number is not a valid one. Add the client with the right number."
    ),
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
    BlockerCode.LON_DIRECT_RUN_OPEN: _("Lön Direkt cannot be closed yet. %(names)s"),
    BlockerCode.ALREADY_ACTIVE: _("The service is already active."),
    BlockerCode.OTHER_FIRM: _("The company already collaborates in this service. The client has to end that first."),
    BlockerCode.SERVICE_NEEDED: _("%(names)s has to be active first."),
    BlockerCode.NOT_ACTIVE: _("The collaboration is not active."),
    BlockerCode.END_DECIDED: _("The collaboration is to end. Cancel the end first."),
    BlockerCode.CHANGE_OPEN: _("A change is already to come. Cancel it first."),
    BlockerCode.COLLABORATION_STANDS: _(
        "You work in payroll together with %(names)s. End that collaboration first, then you can end this."
    ),
    BlockerCode.RUN_UNFINISHED: _("Finish or discard it first: %(names)s"),
    **HANDOVER_BLOCKERS,
}
REMEDIES: dict[str, Promise] = {
    Remedy.ASSIGNMENTS: _("Add an assignment"),
    Remedy.ASSIGNMENT_STAFF: _("Choose who participates"),
    Remedy.CONTACTS: _("Add a contact"),
    Remedy.CONTACT: _("Fill in the e-mail"),
    Remedy.NEW_CLIENT: _("Add the client"),
    Remedy.ADMINISTRATORS: _("Ask for a new administrator"),
    Remedy.ASK_CLIENT: _("Ask the client to finish it"),
    Remedy.CLIENT_DETAILS: _("Fill in the address"),
    Remedy.REQUESTS: _("See the request"),
    Remedy.COLLABORATIONS: _("See the collaboration"),
    Remedy.RECOVERY: _("Ask for a new administrator"),
}
REMEDY_URLS: dict[str, tuple[str, bool]] = {
    Remedy.ASSIGNMENTS: ("advisor:assignment_list", False),
    Remedy.ASSIGNMENT_STAFF: ("advisor:assignment_list", False),
    Remedy.CONTACTS: ("advisor:contact_list", False),
    Remedy.CONTACT: ("advisor:contact_list", False),
    Remedy.ASK_CLIENT: ("advisor:contact_list", False),
    Remedy.CLIENT_DETAILS: ("advisor:client_details", False),
    Remedy.REQUESTS: ("collaborations:client_tab", False),
    Remedy.COLLABORATIONS: ("collaborations:client_tab", False),
    Remedy.RECOVERY: ("collaborations:recovery", False),
}
"""Where a blocker is seen by everyone who sees the client, and whether the address is the firm's."""
REMEDY_FORMS: dict[str, tuple[str, str, Permission]] = {
    Remedy.ASSIGNMENTS: ("advisor:assignment_new", "", Permission.CLIENTS_WRITE),
    Remedy.ASSIGNMENT_STAFF: ("advisor:assignment_edit", "assignment", Permission.CLIENTS_WRITE),
    Remedy.CONTACTS: ("advisor:contact_new", "", Permission.CLIENTS_WRITE),
    Remedy.CONTACT: ("advisor:contact_edit", "contact", Permission.CLIENTS_WRITE),
    Remedy.NEW_CLIENT: ("advisor:client_new", "firm", Permission.CLIENTS_WRITE),
    Remedy.ADMINISTRATORS: ("collaborations:recovery", "", Permission.COLLABORATIONS_CHANGE),
}
"""The form that mends it, which choice of the activation it is about, and what it takes to send it."""
SITUATIONS: dict[str, Promise] = {
    Scenario.COMPANY_NOT_KNOWN: _("Nobody at the company has an account yet."),
    Scenario.SERVICE_MISSING: _("The company has an account, but not this service."),
    Scenario.LON_DIRECT: _("The company has Lön Direkt: %(names)s."),
    Scenario.RUNS_SERVICE_ITSELF: _(
        "The company runs the service itself (%(variant)s). You can join it in the same variant and agreement."
    ),
    Scenario.OTHER_VARIANT: _(
        "The company runs the service itself in another variant (%(variant)s). Read what it gains and loses."
    ),
    Scenario.MADE_ELSEWHERE: _("You have agreed on this service with the company elsewhere."),
    Scenario.INCLUDED: _(
        "The service is part of the company’s %(including)s. You ask for access; who pays and for how long stays."
    ),
    Scenario.OWN_FIRM: _("This is your own firm. Nobody has to accept."),
    Scenario.OTHER_FIRM: _(
        "The company already collaborates in this service with another firm. You can ask the client to let you take"
        " over on a day of your choice."
    ),
    Scenario.ALREADY_ACTIVE: BLOCKERS[BlockerCode.ALREADY_ACTIVE],
}
EVENTS: dict[str, Promise] = {
    "collaborations.requested": _("The request was sent"),
    "collaborations.started_at_once": _("The collaboration started at once"),
    "collaborations.reminded": _("The client was reminded"),
    "collaborations.undeliverable": _("A mail to the client did not arrive"),
    "collaborations.readdressed": _("The contact’s address changed: the former link no longer works"),
    "collaborations.withdrawn": _("The request was withdrawn"),
    "collaborations.expired": _("The request expired"),
    "collaborations.accepted": _("The client accepted"),
    "collaborations.declined": _("The client declined"),
    "collaborations.lon_direct_closed": _("Lön Direkt was closed"),
    "collaborations.employees_carried_over": _("Employees were carried over from Lön Direkt"),
    "collaborations.deactivation_retried": _("A new attempt to close Lön Direkt was asked for"),
    "collaborations.provision_retried": _("A new attempt to reach the service was asked for"),
    "collaborations.provision_given_up": _("The service did not confirm, and no more attempts are made"),
    "collaborations.access_opened": _("Access was opened in the service"),
    "collaborations.access_changed": _("The service was told of a change"),
    "collaborations.access_closed": _("Access was closed in the service"),
    "collaborations.call_repeated": _("The call to the service was sent again by hand"),
    "collaborations.provider_changed": _("It was changed how the service is reached"),
    "collaborations.provider_tested": _("A test message to the service was asked for"),
    "collaborations.secret_rotated": _("The secret of the webhook was replaced"),
    "collaborations.closing_held_up": _("Lön Direkt could not be closed: a payroll run there is unfinished"),
    "collaborations.ended": _("The collaboration ended"),
    "collaborations.end_scheduled": _("An end was decided"),
    "collaborations.end_cancelled": _("The end was cancelled: the collaboration goes on"),
    "collaborations.price_set": _("A price was set"),
    "collaborations.subscribed": _("The company got a subscription of its own"),
    "collaborations.own_payroll_ended": _("The company ended its own payroll"),
    "collaborations.lon_direct_ended": _("The company ended Lön Direkt"),
    "collaborations.signatory_registered": _("The company registered its authorised signatory’s address"),
    "collaborations.recovery_asked": _("A new administrator of the company was asked for"),
    "collaborations.recovery_vouched": _("A second administrator of the firm confirmed the signatory’s address"),
    "collaborations.recovery_confirmed": _("The authorised signatory confirmed a new administrator"),
    "collaborations.recovery_stopped": _("The new administrator was stopped"),
    "collaborations.recovery_expired": _("Nobody confirmed the new administrator in time"),
    "collaborations.recovery_completed": _("The company got a new administrator"),
    "collaborations.person_added": _("The company added a person"),
    **CHANGE_EVENTS,
    "collaborations.bulk_chosen": _("Clients were chosen for an activation of many"),
    "collaborations.bulk_proposed": _("Terms were chosen for an activation of many"),
    "collaborations.bulk_discarded": _("An activation of many clients was thrown away"),
    "collaborations.bulk_confirmed": _("An activation of many clients was confirmed"),
    "collaborations.bulk_refused": _("Nothing was done for this client in an activation of many"),
    **HANDOVER_EVENTS,
    "collaborations.imported": _("Collaborations made elsewhere were imported"),
    "collaborations.connected": _("The collaboration was made elsewhere and connected to the client"),
    "collaborations.unlinked_removed": _("An imported collaboration was removed from the list"),
    "collaborations.template_added": _("A template for collaborations was added"),
    "collaborations.template_changed": _("A template for collaborations was changed"),
    "collaborations.template_removed": _("A template for collaborations was removed"),
}
KINDS = {
    "request_sent": "mail",
    "login_mail_sent": "mail",
    "staff_told": "mail",
    "client_told": "mail",
    "administrator_appointed": "access",
    "staff_prepares": "access",
    "staff_access_opened": "access",
    "client_payroll_opened": "access",
    "client_schedules_opened": "access",
    "client_approves_time": "access",
    "lon_direct_restored": "access",
    "own_payroll_restored": "access",
    "own_agreement_joined": "access",
    "service_opened": "access",
    "no_charge_until": "money",
    "included_in": "money",
    "own_payroll_opened": "access",
    "billing_set": "money",
    "billing_ends": "money",
    "present_firm_told": "mail",
    **CHANGE_KINDS,
}
PARTIES: dict[tuple[str, bool], Promise] = {
    (Party.FIRM, False): _("The firm"),
    (Party.FIRM, True): _("The firm"),
    (Party.CLIENT, False): _("The client"),
    (Party.CLIENT, True): pgettext_lazy("the company", "You"),
    (Party.BOTH, False): _("Both"),
    (Party.BOTH, True): _("Both"),
}
DELIVERIES: dict[str, tuple[Promise, str]] = {
    Delivery.QUEUED: (_("Mail waits to be sent"), "grey"),
    Delivery.FAILED: (_("The mail could not be sent, a new attempt is made"), "amber"),
    Delivery.SENT: (_("Mailed"), "blue"),
    Delivery.UNKNOWN: (_("Unknown whether the mail was sent, check"), "amber"),
    Delivery.GIVEN_UP: (_("The mail could not be sent"), "red"),
    Delivery.BOUNCED: (_("The address does not work"), "red"),
}
"""What became of a mail, with its tone."""
HELD_UP: dict[str, tuple[Promise, Promise]] = {
    "lon_direct": (_("Lön Direkt could not be closed"), _("Lön Direkt is not closed yet")),
    "open": (_("Access could not be opened"), _("Access is not open yet")),
    "change": (_("The change did not reach the service"), _("The change has not reached the service yet")),
    "close": (_("Access could not be closed in the service"), _("Access is not closed in the service yet")),
    "handover": (_("The handover could not be carried out"), _("The handover is not carried out yet")),
}
"""What has been given up, and what is tried again by itself."""
UNDER_WAY: dict[str, Promise] = {
    "lon_direct": _(
        "The client’s access to Lön Direkt is being closed. The collaboration becomes active when that is done."
    ),
    "open": _("Access is being opened in the service. The collaboration becomes active when that is done."),
    "change": _("The service is being told of the change."),
    "close": _("Access is being closed in the service."),
    "handover": _("The day has come: the handover is being carried out."),
}
CALL_FAILURES: dict[str, Promise] = {
    "timeout": _("The service did not answer in time."),
    "connection": _("The service could not be reached."),
    "certificate": _("The service’s certificate is not valid for its address."),
    "redirect": _("The service redirected the call elsewhere, which is not followed."),
    "status": _("The service answered with an error."),
    "address_not_https": _("The address does not begin with https://."),
    "address_malformed": _("The address is not written as a web address."),
    "address_port": _("The port of the address is not allowed."),
    "address_not_public": _("The address leads to a network that is not public."),
    "address_unknown_host": _("There is no such host name."),
}
CALL_ACTIONS: dict[str, Promise] = {
    "open": _("Open access"),
    "change": _("Change access"),
    "close": _("Close access"),
    "test": _("Test message"),
}
MAILS: dict[str, Promise] = {
    EffectState.QUEUED: _("Mail waits to be sent"),
    EffectState.CLAIMED: _("Mail is being sent"),
    EffectState.SENT: _("Mailed %(time)s"),
    EffectState.UNKNOWN: _("Unknown whether the mail was sent, check"),
    EffectState.DEAD: _("The mail could not be sent"),
}
OCCASIONS: dict[str, Promise] = {
    "first": _("Request"),
    "by-hand": _("Reminder"),
    "after-": _("Automatic reminder"),
    "login": _("How to sign in"),
    "welcome": _("How to sign in"),
    "active": _("The collaboration is active"),
    "activating": _("The collaboration is being activated"),
    "declined": _("The request was declined"),
    "expired": _("The request expired"),
    "held_up": _("Lön Direkt has to be finished"),
    "ending": _("The collaboration will end"),
    "ended": _("The collaboration has ended"),
    "end_cancelled": _("The collaboration goes on"),
    **CHANGE_OCCASIONS,
    **HANDOVER_OCCASIONS,
}
"""What a mail is about, by the beginning of its occasion."""
OTHER_OCCASION = _("Mail about the collaboration")
FAILURES: dict[str, Promise] = {
    **{f"provider_{code}": text for code, text in CALL_FAILURES.items()},
    BlockerCode.OTHER_FIRM: _("Yet another firm works in the service by now."),
    BlockerCode.LON_DIRECT_RUN_OPEN: _("A payroll run in Lön Direkt is unfinished. The client has to finish it."),
    BlockerCode.NO_STAFF: _("Nobody who works at the firm is on the assignment."),
    BlockerCode.NO_ASSIGNMENT: _("The assignment has been ended."),
}
MOMENTS: dict[tuple[str, bool], Promise] = {
    (Moment.NOW, False): _("This happens at once"),
    (Moment.NOW, True): _("When you accept"),
    (Moment.ON_ACCEPTANCE, False): _("When the client has accepted"),
    (Moment.ON_CUT_OVER, False): _("On the day of the handover"),
    (Moment.ON_CUT_OVER, True): _("On the day of the handover"),
    (Moment.ON_CONFIRMATION, False): _("When Lön Direkt is closed"),
    (Moment.ON_CONFIRMATION, True): _("When Lön Direkt is closed"),
    (Moment.ON_DAY, False): _("On the day of the change"),
    (Moment.ON_DAY, True): _("On the day of the change"),
    (Moment.AFTER_LAST_DAY, False): _("When the last day has passed"),
    (Moment.AFTER_LAST_DAY, True): _("When the last day has passed"),
}
AUDIENCES: dict[tuple[str, bool], Promise] = {
    (Audience.FIRM, False): _("You and the firm"),
    (Audience.FIRM, True): _("The firm"),
    (Audience.CLIENT, False): _("The client"),
    (Audience.CLIENT, True): pgettext_lazy("the company", "You"),
    (Audience.EMPLOYEES, False): _("Employees"),
    (Audience.EMPLOYEES, True): _("Your employees"),
    (Audience.BILLING, False): _("Billing"),
    (Audience.BILLING, True): _("Billing"),
}
