"""Changing a collaboration, from either side: the same page, read before it is sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import user_of
from accounts.open_work import OpenWork
from collaborations.catalogue.change_sentences import DAY_PROBLEMS
from collaborations.models import Collaboration, CollaborationChange
from collaborations.operations.changes import cancel_change, change
from collaborations.operations.refusals import DayRefused, Refused
from collaborations.queries.changes import Outlook, groups_to_agree_about, open_change_of, outlook_of, with_parties
from collaborations.queries.company_pages import LON_DIRECT_RUN
from collaborations.queries.ending import open_work_before
from collaborations.rules.blockers import BlockerCode
from collaborations.rules.changes import ChangeState, DayProblem, Role
from collaborations.time_fitting import tell_what_followed
from collaborations.web.change_form import ChangeForm, fitting
from collaborations.web.missing_price import price_context
from collaborations.web.refusals import sentence_of
from common import clock
from common.htmx import render_page_or_partial
from common.templatetags.format import date_long


def change_page(request: HttpRequest, collaboration: Collaboration, role: Role, page: str, back: str) -> HttpResponse:
    """The choices, what happens, send; done, it leads back."""
    collaboration = with_parties(collaboration)
    groups = groups_to_agree_about(collaboration)
    if request.method != "POST":
        form = ChangeForm(fitting(request.GET, collaboration), collaboration=collaboration, role=role, groups=groups)
        return _page(request, collaboration, role, form, page, back)
    form = ChangeForm(request.POST, collaboration=collaboration, role=role, groups=groups)
    if form.is_valid():
        seen = request.POST.get("plan", "")
        try:
            made = change(
                collaboration=collaboration, proposed=form.proposed, by=user_of(request), role=role, at=clock.now(),
                seen=seen,
            )  # fmt: skip
        except Refused as refusal:
            # What is wrong with the day is said by its field, as in the preview.
            if not isinstance(refusal, DayRefused):
                form.add_error(None, str(sentence_of(refusal)))
        else:
            messages.success(request, _done(made))
            return redirect(back)
    return _page(request, collaboration, role, form, page, back, status=422)


def cancel_page(request: HttpRequest, collaboration: Collaboration, role: Role, back: str) -> HttpResponse:
    """Take back the change that is to come."""
    planned = open_change_of(collaboration)
    if planned is None:
        messages.error(request, _("There is no change to cancel."))
        return redirect(back)
    try:
        cancel_change(change=planned, by=user_of(request), role=role, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(sentence_of(refusal)))
    else:
        messages.success(request, _("The change does not come. Everything goes on as it is."))
    return redirect(back)


def _page(
    request: HttpRequest, collaboration: Collaboration, role: Role, form: ChangeForm, page: str, back: str, *,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    outlook = None
    tell_what_followed(form, request.GET)
    if form.holds:
        outlook = outlook_of(collaboration, form.proposed, asker=user_of(request), today=clock.today())
        if outlook.day_problem is not None and "effective_on" not in form.errors:
            form.add_error("effective_on", _day_sentence(outlook, outlook.day_problem))
    context: dict[str, Any] = {
        "collaboration": collaboration,
        "form": form,
        "outlook": outlook,
        "planned": open_change_of(collaboration),
        "work": _unfinished(collaboration, outlook),
        "back": back,
        "viewer": "client" if role is Role.CLIENT else "firm",
        **(_price(request, collaboration, outlook, form) if outlook and role is not Role.CLIENT else {}),
    }
    return render_page_or_partial(request, page, "collaborations/_change.html", context, status=status)


def _price(request: HttpRequest, collaboration: Collaboration, outlook: Outlook, form: ChangeForm) -> dict[str, object]:
    return price_context(request, collaboration.client, outlook.plan, form.proposed.terms.offer)


def _day_sentence(outlook: Outlook, problem: DayProblem) -> str:
    return str(DAY_PROBLEMS[problem]) % {"day": date_long(outlook.first_day) if outlook.first_day else ""}


def _unfinished(collaboration: Collaboration, outlook: Outlook | None) -> list[OpenWork]:
    """The runs without which Lön Direkt can be closed, with their addresses."""
    blockers = outlook.plan.blockers if outlook else ()
    if BlockerCode.LON_DIRECT_RUN_OPEN not in {blocker.code for blocker in blockers}:
        return []
    return [work for work in open_work_before(collaboration) if work.kind == LON_DIRECT_RUN]


def _done(made: CollaborationChange) -> str:
    if made.state == ChangeState.WAITING_FOR_CLIENT:
        return _("The client has been asked. Nothing changes before the answer.")
    if made.state == ChangeState.PENDING and made.effective_on is not None:
        return _("The change comes on %(day)s.") % {"day": date_long(made.effective_on)}
    return _("The collaboration has been changed.")
