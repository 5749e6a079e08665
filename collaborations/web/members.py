"""Who administers the company and who approves time, for its administrators."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import company_for, user_of
from accounts.models import Company
from accounts.permissions import GrantScope
from collaborations.forms import MemberForm, SignatoryForm
from collaborations.operations.members import add_person, end_person
from collaborations.operations.recovery import register_signatory
from collaborations.operations.refusals import LastAdministrator, Refused
from collaborations.queries.members import members_in_scope
from collaborations.queries.recovery import registered_address_of
from collaborations.web.refusals import sentence_of
from common import clock


@require_http_methods(["GET", "HEAD", "POST"])
def member_list(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Everybody with a role in the company, and a form to add one more."""
    company = company_for(request, company_id, GrantScope.COLLABORATION_ADMIN)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            membership = add_person(company_id=company.pk, by=user_of(request), at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("email", str(sentence_of(refusal)))
        else:
            messages.success(request, _("%(name)s has been added.") % {"name": membership.user.full_name})
            return redirect("collaborations:member_list", company_id=company.pk)
    return _page(request, company, form)


@require_POST
def member_end(request: HttpRequest, company_id: UUID, membership_id: UUID) -> HttpResponse:
    """End somebody's role at once."""
    company = company_for(request, company_id, GrantScope.COLLABORATION_ADMIN)
    membership = get_object_or_404(members_in_scope(), pk=membership_id)
    try:
        end_person(membership=membership, by=user_of(request))
        messages.success(request, _("The access is closed."))
    except LastAdministrator as refusal:
        return _page(request, company, MemberForm(), problem=str(sentence_of(refusal)))
    if membership.user_id == user_of(request).pk:
        return redirect("accounts:workplace_home")
    return redirect("collaborations:member_list", company_id=company.pk)


@require_POST
def signatory_save(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Register where the authorised signatory is reached, for the day when no administrator is left."""
    company = company_for(request, company_id, GrantScope.COLLABORATION_ADMIN)
    form = SignatoryForm(request.POST)
    if form.is_valid():
        email = form.cleaned_data["signatory_email"]
        try:
            register_signatory(company_id=company.pk, email=email, by=user_of(request), at=clock.now())
        except Refused as refusal:
            form.add_error("signatory_email", str(sentence_of(refusal)))
        else:
            messages.success(request, _("The address is registered."))
            return redirect("collaborations:member_list", company_id=company.pk)
    return _page(request, company, MemberForm(), signatory=form)


def _page(
    request: HttpRequest,
    company: Company,
    form: MemberForm,
    *,
    problem: str = "",
    signatory: SignatoryForm | None = None,
) -> HttpResponse:
    registered = {"signatory_email": registered_address_of(company.pk)}
    context = {
        "company": company,
        "form": form,
        "problem": problem,
        "memberships": members_in_scope(),
        "signatory": signatory or SignatoryForm(initial=registered),
    }
    status = 422 if form.errors or problem or (signatory and signatory.errors) else 200
    return render(request, "collaborations/member_list.html", context, status=status)
