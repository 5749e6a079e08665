"""The company's own page about its collaborations, for its administrators."""

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
from collaborations.queries.changes import waiting_changes_of
from collaborations.queries.company_pages import company_page_of
from collaborations.queries.own_services import own_rows_of
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
    context = {"company": company, "page": page, "waiting": _shown(company, page.waiting), "own": own}
    return render(request, "collaborations/company_list.html", context)


def start_section(company: Company, user: User, scopes: set[str]) -> Section | None:
    """The part of the start page about collaborations, for administrators; registered with accounts."""
    if GrantScope.COLLABORATION_ADMIN not in scopes:
        return None
    page = company_page_of(company, user)
    return Section(
        "collaborations/_company_start.html",
        {"company": company, "page": page, "waiting": _shown(company, page.waiting)},
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
    return go_on(request, collaboration, reverse("collaborations:company_list", args=[collaboration.company_id]))


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


def _shown(company: Company, waiting: list[Invitation]) -> list[dict[str, str]]:
    """Requests and questions to the company, with the addresses where they are answered."""
    requests = [(row.collaboration.firm.name, _link(row)) for row in waiting]
    questions = [
        (change.firm.name, reverse("collaborations:change_answer", args=[change.pk]))
        for change in waiting_changes_of(company.pk)
    ]
    return [{"firm_name": name, "url": url} for name, url in (*requests, *questions)]


def _link(invitation: Invitation) -> str:
    """The invited person's own link, without the mail."""
    return reverse("collaborations:invitation_show", args=[token_of(invitation)])
