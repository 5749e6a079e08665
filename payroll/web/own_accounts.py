"""The accounts that a company posts on: the standard ones, its own in their place, and what was changed when."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from advisor.queries import names_of
from employment.web.desk import desk_for, posted
from events.queries import events_of_subject
from payroll.account_forms import AccountsForm
from payroll.account_queries import accounts_of
from payroll.account_wording import ACCOUNTS
from payroll.operations.own_accounts import NetPayShared, change_accounts
from payroll.web.desk import url

SHOWN = 20
"""Changes that the page tells of."""


@require_http_methods(["GET", "HEAD", "POST"])
def own_accounts(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """Every account with the company's number beside it; a button puts one back."""
    desk = desk_for(request, company_id, audience)
    accounts = accounts_of(company_id)
    form = AccountsForm(posted(request), accounts=accounts, reset=request.POST.get("reset", ""))
    if request.method == "POST" and form.is_valid():
        try:
            change_accounts(company_id=company_id, numbers=form.numbers, **desk.actor)
        except NetPayShared as error:
            form.refuse_shared(error.other)
        else:
            messages.success(request, _("Saved."))
            return redirect(url(audience, "own_accounts", company_id))
    settings = {"label": _("Payroll settings"), "url": desk.url("settings_edit")}
    links = [*desk.links(), settings]
    context = desk.context(form=form, accounts=accounts, history=_history(company_id)) | {"links": links}
    return render(request, "payroll/own_accounts.html", context, status=422 if form.errors else 200)


def _history(company_id: UUID) -> list[dict[str, Any]]:
    """What was changed, by whom and when, the latest first."""
    events = list(events_of_subject(company_id).filter(kind="payroll.accounts_changed")[:SHOWN])
    names = names_of({one.actor_id for one in events if one.actor_id})
    return [
        {
            "at": one.occurred_at,
            "who": names.get(one.actor_id, ""),
            "changes": [(ACCOUNTS.get(known, ""), *pair) for known, pair in one.data["accounts"].items()],
        }
        for one in events
    ]
