"""The page on which a company's administrator answers the firm's question about a change."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import user_of
from collaborations.access import company_change_for
from collaborations.forms import DeclineForm
from collaborations.models import CollaborationChange
from collaborations.operations.change_answers import accept_change, decline_change
from collaborations.operations.refusals import ChangeGone, Refused
from collaborations.queries.changes import answer_outlook_of
from collaborations.rules.changes import ChangeState
from collaborations.web.refusals import sentence_of
from common import clock


@require_http_methods(["GET", "HEAD", "POST"])
def change_answer(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """What would change and what follows; sent, it is accepted."""
    change = company_change_for(request, change_id)
    if change.state != ChangeState.WAITING_FOR_CLIENT:
        return _gone(request, change)
    if request.method != "POST":
        return _page(request, change)
    try:
        accept_change(change=change, by=user_of(request), at=clock.now(), seen=request.POST.get("plan", ""))
    except ChangeGone:
        return _gone(request, change)
    except Refused as refusal:
        return _page(request, change, problem=str(sentence_of(refusal)), status=422)
    messages.success(request, _("You have accepted the change."))
    return redirect("collaborations:company_list", company_id=change.company_id)


@require_POST
def change_decline(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Decline, with a reason that the firm reads."""
    change = company_change_for(request, change_id)
    form = DeclineForm(request.POST)
    if change.state == ChangeState.WAITING_FOR_CLIENT and not form.is_valid():
        return _page(request, change, decline_form=form, status=422)
    try:
        decline_change(change=change, by=user_of(request), reason=form.data.get("reason", ""), at=clock.now())
    except ChangeGone:
        return _gone(request, change)
    except Refused as refusal:
        return _page(request, change, problem=str(sentence_of(refusal)), status=422)
    messages.success(request, _("You have declined. Everything goes on as it is."))
    return redirect("collaborations:company_list", company_id=change.company_id)


def _gone(request: HttpRequest, change: CollaborationChange) -> HttpResponse:
    messages.info(request, _("The question has already been answered, or taken back."))
    return redirect("collaborations:company_list", company_id=change.company_id)


def _page(request: HttpRequest, change: CollaborationChange, *, status: int = 200, **shown: Any) -> HttpResponse:
    outlook = answer_outlook_of(change, change.collaboration, today=clock.today())
    context = {"change": change, "outlook": outlook, "decline_form": DeclineForm(), **shown}
    return render(request, "collaborations/change_answer.html", context, status=status)
