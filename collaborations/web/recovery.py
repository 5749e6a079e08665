"""A firm asks for a new administrator of a company that has none left."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import user_of
from accounts.permissions import Permission
from advisor.access import client_for, holds
from advisor.models import Client
from collaborations.forms import RecoveryForm
from collaborations.models import Recovery
from collaborations.operations.recovery import ask_recovery, stop_recovery, vouch
from collaborations.operations.refusals import Refused, SamePerson
from collaborations.queries.recovery import open_recoveries_of, recovery_page_of
from collaborations.rules.states import TransitionNotAllowed
from collaborations.web.refusals import RECOVERY_PROBLEMS, sentence_of
from common import clock
from common.way_back import way_back


@require_http_methods(["GET", "HEAD", "POST"])
def recovery(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Where it stands, or the form that asks."""
    client = client_for(request, client_id, Permission.COLLABORATIONS_CHANGE)
    is_administrator = holds(request, client, Permission.STAFF_MANAGE)
    page = recovery_page_of(client, is_administrator=is_administrator)
    form = RecoveryForm(request.POST or None, is_registered=bool(page.hidden_address))
    if request.method == "POST" and form.is_valid():
        values = {**form.asked, "by": user_of(request), "is_administrator": is_administrator, "at": clock.now()}
        try:
            ask_recovery(client=client, **values)
        except Refused as refusal:
            form.add_error(None, str(sentence_of(refusal)))
        else:
            messages.success(request, _("A new administrator has been asked for."))
            return redirect("collaborations:recovery", client_id=client.pk)
    problem = RECOVERY_PROBLEMS.get(page.problem) if page.problem else ""
    context = {"client": client, "page": page, "form": form, "problem": problem, "is_administrator": is_administrator}
    context["way_back"] = way_back(request)
    return render(request, "collaborations/recovery.html", context, status=422 if form.errors else 200)


@require_POST
def recovery_vouch(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """A second administrator of the firm confirms the signatory's address."""
    client = client_for(request, client_id, Permission.STAFF_MANAGE)
    try:
        vouch(recovery=_open(client), by=user_of(request))
        messages.success(request, _("The address is confirmed, and the signatory gets a mail."))
    except SamePerson as refusal:
        messages.error(request, str(sentence_of(refusal)))
    except TransitionNotAllowed:
        messages.error(request, _("The address has already been confirmed."))
    return redirect("collaborations:recovery", client_id=client.pk)


@require_POST
def recovery_stop(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The firm takes it back."""
    client = client_for(request, client_id, Permission.COLLABORATIONS_CHANGE)
    try:
        stop_recovery(recovery=_open(client), by=user_of(request).pk, at=clock.now())
        messages.success(request, _("It is stopped. The links in the mails no longer work."))
    except Refused as refusal:
        messages.error(request, str(sentence_of(refusal)))
    return redirect("collaborations:recovery", client_id=client.pk)


def _open(client: Client) -> Recovery:
    return get_object_or_404(open_recoveries_of(client))
