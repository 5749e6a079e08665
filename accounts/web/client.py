"""The start page of a company's members."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import company_for, user_of
from accounts.permissions import CompanyRole, GrantScope
from accounts.queries import arrangement_of, members_of, scopes_held


@require_safe
def company_home(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """What there is to do for this person in the company, and who else is there."""
    company = company_for(
        request, company_id, GrantScope.COLLABORATION_ADMIN, GrantScope.TIME_APPROVAL, GrantScope.PAYROLL
    )
    scopes = scopes_held(user_of(request).pk, company_id)
    administers = GrantScope.COLLABORATION_ADMIN in scopes
    context = {
        "company": company,
        "scopes": scopes,
        # Without an arrangement nobody else does the company's payroll: what was approved is read by its own people.
        "reads_payroll": administers and GrantScope.PAYROLL not in scopes and arrangement_of(company_id) is None,
        "administrators": members_of(company_id, CompanyRole.ADMINISTRATOR),
        "attestors": members_of(company_id, CompanyRole.ATTESTOR),
    }
    return render(request, "accounts/company_home.html", context)
