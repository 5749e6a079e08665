"""The company's own page about its collaborations, for its administrators."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import company_for, user_of
from accounts.permissions import GrantScope
from collaborations.access import company_collaboration_for
from collaborations.forms import EndForm
from collaborations.models import Invitation
from collaborations.operations.ending import end
from collaborations.operations.invitations import token_of
from collaborations.operations.refusals import Refused
from collaborations.queries.company_pages import company_page_of
from collaborations.queries.ending import end_plan_of
from collaborations.rules.states import TransitionNotAllowed
from collaborations.rules.terms import BillingRecipient
from collaborations.web.refusals import ended_or_changed
from common import clock


@require_safe
def company_list(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """What was agreed with which firm, who has access, and what waits for an answer."""
    company = company_for(request, company_id, GrantScope.COLLABORATION_ADMIN)
    page = company_page_of(company, user_of(request))
    waiting = [{"firm_name": row.collaboration.firm.name, "url": _link(row)} for row in page.waiting]
    context = {"company": company, "page": page, "waiting": waiting}
    return render(request, "collaborations/company_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def collaboration_end(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    """End at once, with a reason, after reading what happens."""
    collaboration = company_collaboration_for(request, collaboration_id)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end(
                collaboration=collaboration,
                by=user_of(request),
                party=BillingRecipient.CLIENT,
                reason=form.cleaned_data["reason"],
                at=clock.now(),
                seen=form.cleaned_data["plan"],
            )
        except (Refused, TransitionNotAllowed) as refusal:
            form.add_error(None, ended_or_changed(refusal))
        else:
            messages.success(request, _("The collaboration has ended. Access is closed."))
            return redirect("collaborations:company_list", company_id=collaboration.company_id)
    context = {"collaboration": collaboration, "form": form, "plan": end_plan_of(collaboration)}
    return render(request, "collaborations/company_end.html", context, status=422 if form.errors else 200)


def _link(invitation: Invitation) -> str:
    """The invited person's own link, without the mail."""
    return reverse("collaborations:invitation_show", args=[token_of(invitation)])
