"""The invitation's page: read, accept or decline. Reading never changes anything."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from collaborations.access import Throttled, invitation_for
from collaborations.forms import DeclineForm, NewcomerForm
from collaborations.models import Collaboration, Invitation
from collaborations.operations.answers import accept, decline
from collaborations.operations.refusals import InvitationGone, Refused
from collaborations.queries.invitation_pages import InvitationPage, invitation_page_of
from collaborations.web.refusals import sentence_of
from common import clock

BACKEND = "accounts.sessions.PasswordBackend"


def answers_by_post(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """An answer is posted; whoever opens its address, as after signing in, is led to the invitation."""

    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            return redirect("collaborations:invitation_show", token=token)
        return view(request, token)

    return require_http_methods(["GET", "HEAD", "POST"])(answer)


@login_not_required
@never_cache
@require_safe
def invitation_show(request: HttpRequest, token: str) -> HttpResponse:
    """All that is agreed, and how to answer."""
    invitation = _invitation_or_gone(request, token)
    if isinstance(invitation, HttpResponse):
        return invitation
    return _page(request, token, invitation_page_of(invitation))


@login_not_required
@never_cache
@answers_by_post
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Accept as the signed-in user, or as a newcomer who gets a login with it."""
    invitation = _invitation_or_gone(request, token)
    if isinstance(invitation, HttpResponse):
        return invitation
    user, page = _user(request), invitation_page_of(invitation)
    form = NewcomerForm(request.POST, email=page.email) if page.login is None and user is None else None
    if form is not None and not form.is_valid():
        return _page(request, token, page, newcomer_form=form, status=422)
    seen = request.POST.get("plan", "")
    newcomer = form.newcomer if form else None
    try:
        collaboration = accept(invitation=invitation, by=user, at=clock.now(), seen=seen, newcomer=newcomer)
    except InvitationGone:
        return _gone(request)
    except Refused as refusal:
        problem = str(sentence_of(refusal))
        return _page(request, token, invitation_page_of(invitation), problem=problem, status=422)
    return _welcome(request, collaboration)


@login_not_required
@never_cache
@answers_by_post
def invitation_decline(request: HttpRequest, token: str) -> HttpResponse:
    """Decline, with a reason that the firm reads."""
    invitation = _invitation_or_gone(request, token)
    if isinstance(invitation, HttpResponse):
        return invitation
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, token, invitation_page_of(invitation), decline_form=form, status=422)
    try:
        decline(invitation=invitation, by=_user(request), reason=form.cleaned_data["reason"], at=clock.now())
    except InvitationGone:
        return _gone(request)
    except Refused as refusal:
        problem = str(sentence_of(refusal))
        return _page(request, token, invitation_page_of(invitation), problem=problem, status=422)
    return render(request, "collaborations/invitation_declined.html")


def _invitation_or_gone(request: HttpRequest, token: str) -> Invitation | HttpResponse:
    try:
        return invitation_for(request, token)
    except Http404:
        return _gone(request)
    except Throttled:
        return _gone(request, status=429)


def _gone(request: HttpRequest, *, status: int = 404) -> HttpResponse:
    return render(request, "collaborations/invitation_gone.html", status=status)


def _welcome(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    """Whoever came with the link alone has a login from now on, and is signed in with it."""
    if _user(request) is None and collaboration.answered_by is not None:
        login(request, collaboration.answered_by, backend=BACKEND)
    messages.success(request, _("You have accepted."))
    return redirect("collaborations:company_list", company_id=collaboration.company_id)


def _user(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _page(request: HttpRequest, token: str, page: InvitationPage, *, status: int = 200, **shown: Any) -> HttpResponse:
    user = _user(request)
    context = {
        "token": token,
        "page": page,
        "can_answer": page.answered_by(user.pk if user else None),
        "newcomer_form": NewcomerForm(email=page.email, name=page.name) if page.login is None else None,
        "decline_form": DeclineForm(),
        **shown,
    }
    return render(request, "collaborations/invitation_show.html", context, status=status)
