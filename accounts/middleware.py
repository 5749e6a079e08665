"""Every signed-in request is one transaction in which the database knows who acts."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.operations.use import note_use
from accounts.second_factor import must_enrol
from common import clock
from common.htmx import leave_for
from common.rls import database_context
from common.scoping import current_scope, no_scope

GetResponse = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Opens the transaction, tells PostgreSQL who acts, and starts without a tenant scope.

    The view has a savepoint of its own (ATOMIC_REQUESTS): an exception in it rolls back, and the error page is
    still rendered inside, under the same rules.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        user_id = user.pk if user.is_authenticated else None
        with no_scope(), transaction.atomic(savepoint=False), database_context(user_id=user_id):
            response = self.get_response(request)
            if user_id is not None and response.status_code < 400:
                _note_use(request, user_id)
            return response


def _note_use(request: HttpRequest, user_id: UUID) -> None:
    """A page of one company, which its door let the person see; what employees see of themselves is not counted."""
    scope = current_scope()
    companies = scope.company_ids if scope and scope.company_ids else frozenset()
    if len(companies) == 1 and request.path.startswith(("/firm/", "/client/")):
        (company_id,) = companies
        note_use(user_id=user_id, company_id=company_id, at=clock.now())


class SecondFactorMiddleware:
    """Firm staff without a second factor reach only enrolment, sign-out and static pages."""

    open_prefixes = ("/account/2fa/", "/account/reauthenticate/", "/account/logout/", "/static/", "/i18n/", "/healthz")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.STAFF_SECOND_FACTOR_REQUIRED
            and request.user.is_authenticated
            and not request.path.startswith(self.open_prefixes)
            and must_enrol(request.user.pk)
        ):
            messages.info(request, _("Those who work at a firm sign in with a second step. Choose yours to go on."))
            return leave_for(request, reverse("mfa_index"))
        return self.get_response(request)
