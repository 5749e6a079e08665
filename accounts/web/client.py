"""The start page of a company's people."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import company_for, held_by, user_of
from accounts.open_work import waits_for_company
from accounts.permissions import CompanyRole, GrantScope
from accounts.queries import arrangement_of, members_of
from accounts.start_page import sections_for

DOORS = (
    GrantScope.COLLABORATION_ADMIN,
    GrantScope.TIME_APPROVAL,
    GrantScope.SCHEDULES,
    GrantScope.PAYROLL,
    GrantScope.LON_DIRECT,
)


@require_safe
def company_home(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """What there is to do for this person in the company, what is agreed, and who else is there."""
    company = company_for(request, company_id, *DOORS)
    user = user_of(request)
    scopes = held_by(request, company_id)
    administers = GrantScope.COLLABORATION_ADMIN in scopes
    context = {
        "company": company,
        "scopes": scopes,
        "waiting": _waiting(company_id, scopes),
        "sections": sections_for(company, user, scopes),
        # Without an arrangement nobody else does the company's payroll: what was approved is read by its own people.
        "reads_payroll": administers and GrantScope.PAYROLL not in scopes and arrangement_of(company_id) is None,
        "administrators": members_of(company_id, CompanyRole.ADMINISTRATOR),
        "attestors": members_of(company_id, CompanyRole.ATTESTOR),
    }
    return render(request, "accounts/company_home.html", context)


def _waiting(company_id: UUID, scopes: set[str]) -> list[dict[str, str]]:
    """What the company is waited for; how much time waits for an attestor is in the attestor's own section."""
    return [
        {"text": work.sentence_for("client"), "url": work.url_for("client") if can else ""}
        for work, can in waits_for_company(company_id, scopes)
        if not (can and GrantScope.TIME_APPROVAL in work.done_with)
    ]
