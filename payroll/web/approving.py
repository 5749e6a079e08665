"""What the page of a run says of its approval: who has given it, who is waited for, and whether one can give it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from common.templatetags.format import moment
from payroll.approvals import Approval, approval_of, approvals_of, people_of, side_for
from payroll.models import PayrollRun
from payroll.rules.approvals import NotTheirs, Side, is_last
from payroll.rules.run_states import RunState

OWN = {"firm": Side.FIRM, "client": Side.CLIENT}


def approval_context(run: PayrollRun, user: User, audience: str, *, may_change: bool) -> dict[str, Any]:
    """Whether the person may work on the run, and what to say of its approval while there is something to approve."""
    if run.state != RunState.CALCULATED:
        return {"may_change": may_change}
    approval = approval_of(run)
    waiting = _waiting_text(approval, OWN[audience])
    return {"may_change": may_change, "waiting": waiting, **_approval(run, approval, user, audience, may_change)}


def waiting_texts(runs: Iterable[PayrollRun], company_id: UUID, audience: str) -> dict[UUID, str]:
    """Whose approval each run waits for; none of those that are simply for the reader's side to review."""
    return {pk: _waiting_text(approval, OWN[audience]) for pk, approval in approvals_of(runs, company_id).items()}


def _waiting_text(approval: Approval, own: Side) -> str:
    if len(approval.waits_for) != 1 or (approval.waits_for == {own} and not approval.given):
        return ""
    if Side.FIRM in approval.waits_for:
        return _("Waits for the firm’s approval")
    return _("Waits for your approval") if own == Side.CLIENT else _("Waits for the client’s approval")


def asked_text(run: PayrollRun, audience: str) -> str:
    """What is said to the one who approved first."""
    waits = _waits_for(run, approval_of(run), OWN[audience])
    return _("You have approved the run. %(waits)s") % {"waits": waits}


def _approval(run: PayrollRun, approval: Approval, user: User, audience: str, may_change: bool) -> dict[str, Any]:
    try:
        side = side_for(run, approval, user.pk) if may_change else None
    except NotTheirs:
        return {"approval_text": _waited_for(run, approval, OWN[audience])}
    asks = may_change and not is_last(approval.needed, approval.given, side)
    return {
        "may_approve": may_change,
        "asks_other": asks,
        "asked": _people(approval.needed - {side}, run) if asks else "",
        "approval_text": _waited_for(run, approval, OWN[audience]) if approval.given or not may_change else "",
    }


def _waited_for(run: PayrollRun, approval: Approval, own: Side) -> str:
    """Who has approved and when, and who is waited for."""
    if not approval.waits_for:
        return ""
    waits = _waits_for(run, approval, own)
    if not approval.given:
        return waits
    return " ".join([_given_by(run), waits, _("If it is calculated again, both have to approve it again.")])


def _waits_for(run: PayrollRun, approval: Approval, own: Side) -> str:
    sentences = {
        frozenset({Side.FIRM}): _("It waits for the approval of the firm: %(names)s."),
        frozenset({Side.CLIENT}): _("It waits for your approval: %(names)s.")
        if own == Side.CLIENT
        else _("It waits for the approval of the client: %(names)s."),
    }
    both = _("Firm and client both approve it: %(names)s.")
    return sentences.get(approval.waits_for, both) % {"names": _people(approval.waits_for, run)}


def _given_by(run: PayrollRun) -> str:
    sentences = {
        Side.FIRM: _("%(who)s approved it for the firm %(when)s."),
        Side.CLIENT: _("%(who)s approved it for the client %(when)s."),
    }
    who = run.first_approved_by.full_name if run.first_approved_by else ""
    return sentences[Side(run.first_approved_side)] % {"who": who, "when": moment(run.first_approved_at)}


def _people(sides: frozenset[Side], run: PayrollRun) -> str:
    """Names, or that there is nobody."""
    names = [one.full_name for one in people_of(sides, run.company_id)]
    return ", ".join(names) or _("nobody can do it yet")
