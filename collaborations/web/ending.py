"""Ending a collaboration, from either side: the same page, read before it is sent."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from accounts.access import user_of
from accounts.permissions import GrantScope
from accounts.queries import scopes_held
from collaborations.forms import EndForm
from collaborations.models import Collaboration
from collaborations.operations.ending import cancel_end, end, schedule_end
from collaborations.operations.refusals import LastDayPassed, Refused
from collaborations.queries.ending import end_plan_of, open_work_before
from collaborations.rules.states import TransitionNotAllowed
from collaborations.rules.terms import BillingRecipient
from collaborations.web.refusals import ended_or_changed, sentence_of
from common import clock
from common.htmx import render_page_or_partial
from common.templatetags.format import date_long

FRAGMENT = "collaborations/_end_form.html"


def end_page(
    request: HttpRequest, collaboration: Collaboration, party: BillingRecipient, page: str, back: str
) -> HttpResponse:
    """The choice of a last day, the consequences, what is unfinished, and the reason; done, it leads back."""
    form = EndForm(request.POST or None, initial=request.GET.dict(), offer=collaboration.terms.offer, party=party)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _ended(request, collaboration, party, form))
        except (Refused, TransitionNotAllowed) as refusal:
            form.add_error(None, ended_or_changed(refusal))
        else:
            return redirect(back)
    context = {
        "collaboration": collaboration,
        "form": form,
        "plan": end_plan_of(collaboration, _last_day(request), form.after),
        **_day_typed(_last_day(request)),
        "work": open_work_before(collaboration),
        "cancel": back,
        "viewer": party.lower(),
        "bundle_url": _bundle_url(request, collaboration, party),
    }
    return render_page_or_partial(request, page, FRAGMENT, context, status=422 if form.errors else 200)


def go_on(request: HttpRequest, collaboration: Collaboration, party: BillingRecipient, back: str) -> HttpResponse:
    """Cancel an end that the party has decided for a later day."""
    try:
        cancel_end(collaboration=collaboration, by=user_of(request), party=party, at=clock.now())
    except TransitionNotAllowed:
        messages.error(request, _("There is no end to cancel."))
    except Refused as refusal:
        messages.error(request, str(sentence_of(refusal)))
    else:
        messages.success(request, _("The collaboration goes on."))
    return redirect(back)


def _ended(request: HttpRequest, collaboration: Collaboration, party: BillingRecipient, form: EndForm) -> str:
    values = form.cleaned_data
    by, last_day = user_of(request), values["last_day"]
    if last_day is None:
        end(
            collaboration=collaboration, by=by, party=party, reason=values["reason"], at=clock.now(),
            seen=values["plan"], after_end=form.after,
        )  # fmt: skip
        return _("The collaboration has ended. Access is closed.")
    schedule_end(
        collaboration=collaboration, by=by, party=party, reason=values["reason"], last_day=last_day, at=clock.now(),
        seen=values["plan"], after_end=form.after,
    )  # fmt: skip
    return _("The collaboration ends after %(day)s.") % {"day": date_long(last_day)}


def _bundle_url(request: HttpRequest, collaboration: Collaboration, party: BillingRecipient) -> str:
    """Where everything can be taken home before the end of payroll; nothing for staff who do not do it."""
    if not collaboration.terms.offer.does_payroll:
        return ""
    if party == BillingRecipient.CLIENT:
        return reverse("bundles:company_bundle_show", args=[collaboration.company_id])
    does_payroll = GrantScope.PAYROLL in scopes_held(user_of(request).pk, collaboration.company_id)
    return reverse("bundles:bundle_show", args=[collaboration.client_id]) if does_payroll else ""


def _day_typed(day: date | None) -> dict[str, object]:
    """The last day for the page, and what to say instead of a preview when it has been."""
    has_been = day is not None and day < clock.today()
    return {"last_day": day, "has_passed": str(sentence_of(LastDayPassed())) if has_been else ""}


def _last_day(request: HttpRequest) -> date | None:
    """The day typed so far; nothing for what is no day."""
    typed = request.POST if request.method == "POST" else request.GET
    try:
        return parse_date(typed.get("last_day", ""))
    except ValueError:
        return None
