"""Sessions end by themselves: some hours after sign-in, and for firm staff after a while without a request."""

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.second_factor import is_firm_staff
from common import clock
from common.htmx import leave_for

BEGAN = "signed_in_at"
SEEN = "last_seen_at"
# A session is written at most this often for being used.
WRITTEN_EVERY = timedelta(minutes=1)


class SessionEndsMiddleware:
    """Signs out whoever was away too long, says so, and leads back to the page after signing in again.

    Django's own age counts from the last write; the age here counts from signing in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        at = clock.now()
        began, seen = _moment(request, BEGAN), _moment(request, SEEN)
        too_old = began is not None and at - began > timedelta(seconds=settings.SESSION_COOKIE_AGE)
        idle = seen is not None and at - seen > timedelta(minutes=settings.STAFF_IDLE_MINUTES)
        if too_old:
            return _signed_out(request, _("You were signed out because it was long since you signed in."))
        if idle and is_firm_staff(request.user.pk):
            return _signed_out(request, _("You were signed out because you had been away for a while."))
        if began is None:
            request.session[BEGAN] = int(at.timestamp())
        if seen is None or at - seen > WRITTEN_EVERY:
            request.session[SEEN] = int(at.timestamp())
            UserSession.objects.create_from_request(request)
        return self.get_response(request)


def _moment(request: HttpRequest, key: str) -> datetime | None:
    written = request.session.get(key)
    return None if written is None else datetime.fromtimestamp(written, tz=clock.now().tzinfo)


def _signed_out(request: HttpRequest, reason: str) -> HttpResponse:
    """To the sign-in page, and back to what was being read."""
    logout(request)
    messages.info(request, reason)
    whole_page = request.method == "GET" and request.headers.get("HX-Request") != "true"
    back = f"?{urlencode({'next': request.get_full_path()})}" if whole_page else ""
    return leave_for(request, f"{resolve_url(settings.LOGIN_URL)}{back}")
