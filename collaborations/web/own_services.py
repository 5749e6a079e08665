"""Ending what the company runs by itself, for its administrators."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import company_for, user_of
from accounts.models import Company
from accounts.permissions import GrantScope
from collaborations.forms import OwnEndForm
from collaborations.operations.own_payroll import end_own_service
from collaborations.operations.refusals import Refused
from collaborations.queries.own_services import own_end_page_of
from collaborations.rules.own_services import OwnService
from collaborations.web.refusals import sentence_of
from common import clock


@require_http_methods(["GET", "HEAD", "POST"])
def own_payroll_end(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """End the company's own payroll, after reading what happens."""
    return _end(request, company_id, OwnService.PAYROLL, _("Your own payroll has ended."))


@require_http_methods(["GET", "HEAD", "POST"])
def lon_direct_end(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """End the company's Lön Direkt, after reading what happens."""
    return _end(request, company_id, OwnService.LON_DIRECT, _("Lön Direkt has ended."))


def _end(request: HttpRequest, company_id: UUID, service: OwnService, done: str) -> HttpResponse:
    company = company_for(request, company_id, GrantScope.COLLABORATION_ADMIN)
    form = OwnEndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["plan"]
        try:
            end_own_service(company=company, service=service, by=user_of(request), at=clock.now(), seen=seen)
        except Refused as refusal:
            form.add_error(None, str(sentence_of(refusal)))
        else:
            messages.success(request, done)
            return redirect("collaborations:company_list", company_id=company.pk)
    return _page(request, company, service, form)


def _page(request: HttpRequest, company: Company, service: OwnService, form: OwnEndForm) -> HttpResponse:
    page = own_end_page_of(company.pk, service)
    context = {"company": company, "service": service, "page": page, "form": form}
    return render(request, "collaborations/own_end.html", context, status=422 if form.errors else 200)
