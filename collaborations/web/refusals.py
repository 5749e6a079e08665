"""The sentences for what an operation refuses."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from collaborations.catalogue.handover_sentences import DAY_REFUSALS
from collaborations.operations.refusals import (
    Blocked,
    BulkChanged,
    BulkGone,
    CannotRecover,
    ChangeGone,
    DayNotOffered,
    DayRefused,
    EndedByOther,
    FileGone,
    FileNotImported,
    ForeignChoice,
    HandoverDue,
    HasRoleAlready,
    InvitationGone,
    IsHandedOver,
    LastAdministrator,
    LastDayPassed,
    MayNotChange,
    NobodyReached,
    NoClients,
    NothingToActivate,
    NothingToChange,
    NotTheInvited,
    OtherTerms,
    PlanChanged,
    RecoveryGone,
    Refused,
    RemindedRecently,
    SamePerson,
    TermsRefused,
    TooManyClients,
    TooManyReminders,
    UnlinkedGone,
    WorksAtFirm,
)
from collaborations.rules.recovery import RecoveryProblem
from collaborations.rules.terms import BillingRecipient

SENTENCES: dict[type[Refused], Promise] = {
    Blocked: _("Something has to be mended first."),
    PlanChanged: _("Something has changed since you opened the page. Read what happens now and send again."),
    TermsRefused: _("These terms are no longer offered. Read what can be chosen now and send again."),
    DayRefused: _("It cannot happen on that day. Choose another one."),
    ForeignChoice: _("Choose an assignment and a contact of this client."),
    InvitationGone: _("The request has already been answered."),
    NotTheInvited: _("Only the invited person can answer."),
    LastDayPassed: _("The last day has passed. Choose a later one, or end now."),
    LastAdministrator: _("The company needs at least one administrator. Add another one first."),
    TooManyReminders: _("The client has been reminded many times. Call instead, or withdraw the request."),
    NobodyReached: _("No mail reaches the client. Mend the address, withdraw the request and send it again."),
    RemindedRecently: _("The client got a mail less than an hour ago. Wait a little before you remind."),
    WorksAtFirm: _("This person works at your accountancy firm and cannot act for the company."),
    SamePerson: _("Another administrator than the one who asked has to confirm the address."),
    RecoveryGone: _("It has already been answered, stopped or carried out."),
    HasRoleAlready: _("This person has the role already."),
    HandoverDue: _("The day of the handover has come: it can no longer be called off."),
    IsHandedOver: _(
        "The client has approved that another firm takes over. Only an administrator of the company can cancel the"
        " handover."
    ),
    NothingToChange: _("Nothing is changed yet."),
    MayNotChange: _("Somebody else decides this."),
    NoClients: _("Choose at least one client."),
    TooManyClients: _("Choose at most 2,000 clients at a time. Narrow the list first."),
    BulkGone: _("This has already been confirmed or thrown away."),
    BulkChanged: _("The preview has changed since you opened the page. Read what happens now and confirm again."),
    NothingToActivate: _("There is no client that this can be activated for."),
    UnlinkedGone: _("It has already been connected or removed."),
    OtherTerms: _("What was imported is what is connected. Open the page again."),
    FileGone: _("The file has already been imported, or thrown away. Look at the list, or send it in again."),
    FileNotImported: _("Nothing was imported: something has changed. Read again what happens with each row."),
    ChangeGone: _("The change has already happened, or been taken back."),
}


RECOVERY_PROBLEMS: dict[RecoveryProblem, Promise] = {
    RecoveryProblem.NEVER_HAD_PEOPLE: _(
        "Nobody at the company has ever had an account. Activate a service: the contact becomes administrator."
    ),
    RecoveryProblem.ALREADY_OPEN: _("A new administrator has already been asked for."),
    RecoveryProblem.NO_COLLABORATION: _(
        "The company has registered no address of its authorised signatory. Only a firm that it has accepted to work"
        " with can name one."
    ),
    RecoveryProblem.NOT_FIRM_ADMINISTRATOR: _(
        "The company has registered no address of its authorised signatory. An administrator of the firm has to ask,"
        " and another one to confirm the address."
    ),
}


ENDED_BY: dict[BillingRecipient, Promise] = {
    BillingRecipient.CLIENT: _(
        "The client has ended the collaboration, and only the client can cancel the end. You can send a new request"
        " when the collaboration has ended."
    ),
    BillingRecipient.FIRM: _(
        "The firm has ended the collaboration, and only the firm can cancel the end. Contact the firm if you want to"
        " go on: it can send a new request when the collaboration has ended."
    ),
}


def sentence_of(refusal: Refused) -> Promise:
    """What the page says."""
    if isinstance(refusal, CannotRecover):
        return RECOVERY_PROBLEMS[refusal.problem]
    if isinstance(refusal, EndedByOther):
        return ENDED_BY[refusal.party]
    if isinstance(refusal, DayNotOffered):
        return DAY_REFUSALS[refusal.refusal]
    return SENTENCES[type(refusal)]


def ended_or_changed(refusal: Exception) -> str:
    """What the page says when an end was refused."""
    if isinstance(refusal, Refused):
        return str(sentence_of(refusal))
    return gettext("The collaboration has already ended.")
