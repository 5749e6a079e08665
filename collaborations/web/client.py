"""The company's own page about its collaborations, for its administrators."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import company_for, user_of
from accounts.models import Company, User
from accounts.permissions import GrantScope
from accounts.start_page import Section
from collaborations.access import company_collaboration_for
from collaborations.models import Invitation
from collaborations.operations.invitations import token_of
from collaborations.operations.recovery import recovery_token_of
from collaborations.queries.company_pages import company_page_of
from collaborations.queries.own_services import own_rows_of
from collaborations.queries.recovery import notice_for
from collaborations.rules.changes import Role
from collaborations.rules.terms import BillingRecipient
from collaborations.web.changing import cancel_page, change_page
from collaborations.web.ending import end_page, go_on


@require_safe
def company_list(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """What was agreed with which firm, who has access, and what waits for an answer."""
    company = company_for(request, company_id, GrantScope.COLLABORATION_ADMIN)
    page = company_page_of(company, user_of(request))
    own = own_rows_of(company.pk)
    context = {"company": company, "page": page, "waiting": _shown(page.waiting), "own": own}
    return render(request, "collaborations/company_list.html", context)


def start_section(company: Company, user: User, scopes: set[str]) -> Section | None:
    """The part of the start page about collaborations, for administrators; registered with accounts."""
    if GrantScope.COLLABORATION_ADMIN not in scopes:
        return None
    page = company_page_of(company, user)
    return Section(
        "collaborations/_company_start.html",
        {"company": company, "page": page, "waiting": _shown(page.waiting), "recovery": _recovery(company, user)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def collaboration_end(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    """End at once or after a last day, with a reason, after reading what happens."""
    collaboration = company_collaboration_for(request, collaboration_id)
    back = reverse("collaborations:company_list", args=[collaboration.company_id])
    return end_page(request, collaboration, BillingRecipient.CLIENT, "collaborations/company_end.html", back)


@require_POST
def end_cancel(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    """Go on: the end that was decided does not come."""
    collaboration = company_collaboration_for(request, collaboration_id)
    back = reverse("collaborations:company_list", args=[collaboration.company_id])
    return go_on(request, collaboration, BillingRecipient.CLIENT, back)


@require_http_methods(["GET", "HEAD", "POST"])
def collaboration_change(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    """Change what the company itself decides, after reading what happens."""
    collaboration = company_collaboration_for(request, collaboration_id)
    back = reverse("collaborations:company_list", args=[collaboration.company_id])
    return change_page(request, collaboration, Role.CLIENT, "collaborations/company_change.html", back)


@require_POST
def change_cancel(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    """Take back a change that is to come."""
    collaboration = company_collaboration_for(request, collaboration_id)
    back = reverse("collaborations:company_list", args=[collaboration.company_id])
    return cancel_page(request, collaboration, Role.CLIENT, back)


def _shown(waiting: list[Invitation]) -> list[dict[str, str]]:
    """Requests to the company, with the addresses where they are answered; changes are in their collaborations."""
    asked = [(row.collaboration, _link(row)) for row in waiting]
    return [{"firm_name": one.firm.name, "service": one.get_service_display(), "url": url} for one, url in asked]


def _recovery(company: Company, user: User) -> dict[str, Any] | None:
    """The new administrator who is waited for, with the person's own link that stops it."""
    notice = notice_for(company.pk, user)
    if notice is None:
        return None
    url = reverse("collaborations:recovery_show", args=[recovery_token_of(notice)])
    return {"asked": notice.recovery, "url": url}


def _link(invitation: Invitation) -> str:
    """The invited person's own link, without the mail."""
    return reverse("collaborations:invitation_show", args=[token_of(invitation)])
