"""The sentences about changes: effects, mails, events, and why one did not come."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collaborations.rules.changes import TERMS_CHANGED, DayProblem
from collaborations.rules.invitations import AUTOMATIC

CHANGE_EFFECTS: dict[str, Promise] = {
    "change_scheduled": _("Everything goes on as it is until %(day)s. Until then the change can be cancelled."),
    "change_answer_awaited": _("Nothing changes until the client answers. The question is valid for %(days)s days."),
    "change_asked": _("Mail to %(names)s to accept or decline."),
    "assignment_moved": _("The collaboration follows the assignment %(after)s instead of %(before)s."),
    "variant_changed": _("The variant becomes %(after)s (before: %(before)s)."),
    "responsibility_moved": _("%(task)s: %(after)s (before: %(before)s)."),
    "group_responsibility_moved": _("%(group_name)s, %(task)s: %(after)s (before: %(before)s)."),
    "period_begins": _("%(billed)s %(period)s"),
    "variant_billed": _("%(billed)s From then on for %(variant)s. The period goes on."),
    "service_changed": _("%(service)s is open for %(names)s as soon as its provider has confirmed."),
    "staff_approves_time": _("%(names)s can approve time reports."),
    "staff_approval_closed": _("%(names)s can no longer approve time reports."),
    "client_payroll_closed": _("%(names)s can no longer work in payroll."),
    "client_schedules_closed": _("%(names)s can no longer change work schedules."),
    "client_approval_closed": _("%(names)s can no longer approve time reports."),
    "lon_direct_ends": _("The access to Lön Direkt closes for %(names)s. The history stays readable."),
    "staff_told_of_change": _("Mail to %(names)s about the change."),
    "client_told_of_change": _("Mail to %(names)s about the change."),
    "change_dropped": _("The change that was to come does not come."),
}
IN_GROUP: dict[str, Promise] = {
    "staff_approves_time": _("%(names)s can approve time reports in %(group_name)s."),
    "staff_approval_closed": _("%(names)s can no longer approve time reports in %(group_name)s."),
    "client_schedules_opened": _("%(names)s can make work schedules and give them to employees in %(group_name)s."),
    "client_schedules_closed": _("%(names)s can no longer change work schedules in %(group_name)s."),
    "client_approves_time": _("%(names)s can approve time reports in %(group_name)s."),
    "client_approval_closed": _("%(names)s can no longer approve time reports in %(group_name)s."),
}
"""The sentences of those effects that can be about one employee group alone, when they are."""
CHANGE_KINDS = {
    "change_asked": "mail",
    "staff_told_of_change": "mail",
    "client_told_of_change": "mail",
    "staff_approves_time": "access",
    "period_begins": "money",
    "variant_billed": "money",
}
CHANGE_EVENTS: dict[str, Promise] = {
    "collaborations.change_decided": _("A change of the collaboration was decided"),
    "collaborations.change_asked": _("The client was asked to accept a change"),
    "collaborations.changed": _("The collaboration was changed"),
    "collaborations.change_cancelled": _("The decided change was cancelled"),
    "collaborations.change_withdrawn": _("The question about a change was taken back"),
    "collaborations.change_failed": _("The decided change could not be carried out"),
    "collaborations.change_accepted": _("The client accepted the change"),
    "collaborations.change_declined": _("The client declined the change"),
    "collaborations.change_expired": _("The question about a change expired"),
}
CHANGE_OCCASIONS: dict[str, Promise] = {
    "pending": _("A change to come"),
    "done": _("The collaboration was changed"),
    "cancelled": _("The decided change was cancelled"),
    "failed": _("The decided change could not be carried out"),
    "asked": _("The question about a change"),
    "refused": _("The client declined the change"),
    "lapsed": _("The question about a change expired"),
}
DAY_PROBLEMS: dict[DayProblem, Promise] = {
    DayProblem.PASSED: _("The day has passed. Choose a later one, or leave it empty."),
    DayProblem.NOT_NEXT_PERIOD: _("Who pays and how long the period is change with the next period, %(day)s."),
}
CHANGE_FAILURES: dict[str, Promise] = {
    TERMS_CHANGED: _("The collaboration was no longer what the change was decided for."),
}
REMINDED = (
    _("%(firm)s waits for your answer about a change"),
    _("%(who)s has asked you to accept a change. Nothing changes until you have answered, at the latest %(expires)s."),
)
CHANGE_MAILS: dict[str, tuple[Promise, Promise]] = {
    "pending_firm": (
        _("%(company)s: the collaboration changes on %(day)s"),
        _("%(who)s has decided a change. It can be cancelled until then."),
    ),
    "pending_client": (
        _("Your collaboration with %(firm)s changes on %(day)s"),
        _("%(who)s has decided a change. Until then everything goes on as it is."),
    ),
    "done_firm": (
        _("%(company)s: the collaboration has changed"),
        _("%(who)s has changed what is agreed. It holds from %(day)s."),
    ),
    "done_client": (
        _("Your collaboration with %(firm)s has changed"),
        _("%(who)s has changed what is agreed. It holds from %(day)s."),
    ),
    "cancelled_firm": (
        _("%(company)s: the change does not come"),
        _("The change was cancelled. Everything goes on as it is."),
    ),
    "cancelled_client": (
        _("The change of your collaboration with %(firm)s does not come"),
        _("The change was cancelled. Everything goes on as it is."),
    ),
    "failed_firm": (
        _("%(company)s: the change could not be carried out"),
        _("Everything goes on as it is. %(reason)s"),
    ),
    "failed_client": (
        _("The change of your collaboration with %(firm)s could not be carried out"),
        _("Everything goes on as it is. %(reason)s"),
    ),
    "asked_client": (
        _("%(firm)s wants to change your collaboration"),
        _("%(who)s asks you to accept a change. Nothing changes until you have answered, at the latest %(expires)s."),
    ),
    **{f"{occasion}_client": REMINDED for occasion in AUTOMATIC},
    "refused_firm": (
        _("%(company)s declined the change"),
        _("Everything goes on as it is. Reason: %(reason)s"),
    ),
    "lapsed_firm": (
        _("%(company)s did not answer about the change"),
        _("The question has expired, and everything goes on as it is. You can ask again."),
    ),
}
"""For each occasion the subject and the first sentence."""
