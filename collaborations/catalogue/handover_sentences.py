"""The sentences of a handover from one firm to another. None of them names the other firm."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collaborations.rules.blockers import BlockerCode
from collaborations.rules.handover import DayRefusal

HANDOVER_EFFECTS: dict[str, Promise] = {
    "handover_agreed": _("The new firm begins on %(day)s. Until then it reaches nothing."),
    "present_firm_told": _("The present firm gets a mail about why and when it ends, and works until then."),
    "present_firm_leaves": _("The present firm’s access closes in the same moment. Two firms never have access."),
    "handover_scheduled": _("Everything goes on through %(last_day)s. Then another firm takes over."),
}
HANDOVER_BLOCKERS: dict[str, Promise] = {
    BlockerCode.OTHER_HANDOVER: _(
        "Another firm has already asked to take over, or is about to. You can ask when the client has answered no, or"
        " when that firm has begun."
    ),
    BlockerCode.HANDOVER_NOT_YET: _(
        "The company’s present collaboration is just being activated. Ask again when that is done."
    ),
    BlockerCode.HANDOVER_NOT_NEEDED: _(
        "No other firm works in the service any longer. Go back and activate it as usual."
    ),
}
HANDOVER_EVENTS: dict[str, Promise] = {
    "collaborations.handover_requested": _("The client was asked to approve a handover"),
    "collaborations.handover_agreed": _("The client approved the handover"),
    "collaborations.handover_cancelled": _("The client cancelled the handover"),
    "collaborations.handover_withdrawn": _("The firm withdrew from the handover"),
    "collaborations.handover_retried": _("A new attempt to carry out the handover was asked for"),
    "collaborations.taken_over": _("The firm took over"),
    "collaborations.handed_over": _("The client decided that another firm takes over"),
    "collaborations.stays": _("Another firm does not take over after all"),
}
HANDOVER_OCCASIONS: dict[str, Promise] = {
    "agreed": _("The handover is approved"),
    "handover_off": _("The handover does not come"),
}
DAY_REFUSALS: dict[DayRefusal, Promise] = {
    DayRefusal.TOO_SOON: _("The first day has to be tomorrow or later: the client must have time to answer."),
    DayRefusal.TOO_LATE: _("Choose a day within a year."),
}
