"""The client takes back its approval of a handover."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import user_of
from collaborations.access import company_collaboration_for
from collaborations.handover_forms import HandoverCancelForm
from collaborations.operations.handover import cancel_handover
from collaborations.operations.refusals import Refused
from collaborations.queries.handover import present_firm_name
from collaborations.rules.states import State, TransitionNotAllowed
from collaborations.web.refusals import sentence_of
from common import clock


@require_http_methods(["GET", "HEAD", "POST"])
def handover_cancel(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    """Why, after reading what happens: the present firm goes on, and the other one never begins."""
    collaboration = company_collaboration_for(request, collaboration_id)
    back = redirect("collaborations:company_list", company_id=collaboration.company_id)
    if collaboration.state != State.AGREED:
        messages.info(request, _("There is no handover to cancel."))
        return back
    form = HandoverCancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_handover(collaboration=collaboration, by=user_of(request), at=clock.now(), **form.cleaned_data)
            messages.success(request, _("The handover is cancelled. Both firms are told."))
        except TransitionNotAllowed:
            messages.info(request, _("There is no handover to cancel."))
        except Refused as refusal:
            messages.error(request, str(sentence_of(refusal)))
        return back
    context = {"collaboration": collaboration, "form": form, "present_firm": present_firm_name(collaboration)}
    status = 422 if form.errors else 200
    return render(request, "collaborations/handover_cancel.html", context, status=status)
