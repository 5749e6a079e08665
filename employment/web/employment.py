"""The tab of the employment: its days and kind, and what follows it: terms, agreement, split of the cost, växa-stöd."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common import clock
from employment import queries
from employment.agreement_queries import agreement_book, agreements_followed, sick_protections_of
from employment.card_tabs import growth_support_page
from employment.cost_queries import splits_of
from employment.forms.employees import EmploymentForm
from employment.models import Employee
from employment.operations.employees import EmployeeRefused, change_basics
from employment.rules.periods import Period
from employment.web.cost_splits import history_of
from employment.web.desk import Desk, card_context, desk_for, employee_at, posted
from employment.web.paid_months import warn_of_paid_days


@require_http_methods(["GET", "HEAD", "POST"])
def employee_employment(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """From when to when, and by what."""
    desk = desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    form = EmploymentForm.of(employee, posted(request))
    if request.method == "POST" and form.is_valid():
        was_open = queries.open_logins(company_id, [employee_id])
        try:
            change_basics(employee=employee, basics=form.basics(employee), **desk.actor)
        except EmployeeRefused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            warn_of_paid_days(request, desk, employee.employments[-1], form.period)
            _warn_of_login(request, employee, form.period, was_open=bool(was_open))
            return redirect(desk.url("employee_employment", employee_id=employee_id))
        employee = employee_at(desk, employee_id)
    more = {**_terms_of(desk, employee), **_agreement_of(desk, employee), **_cost_of(desk, employee)}
    context = card_context(desk, employee, "employment", form=form, **more)
    return render(request, "employment/employee_employment.html", context, status=422 if form.errors else 200)


def _warn_of_login(request: HttpRequest, employee: Employee, period: Period, *, was_open: bool) -> None:
    """Say when the login closed with a last day that has passed, and that it does not open by itself again."""
    has_passed = not period.touches(clock.today(), date.max)
    if has_passed and was_open:
        messages.warning(request, _("The login of %(name)s is closed with it.") % {"name": employee.full_name})
    elif not has_passed and not was_open and employee.user_id is not None:
        sentence = _("The login of %(name)s stays closed until you invite again, on the tab Login.")
        messages.warning(request, sentence % {"name": employee.full_name})


def _terms_of(desk: Desk, employee: Employee) -> dict[str, Any]:
    """What the pay is measured by, with its history; the amounts are on the tab of the pay."""
    return {"terms": queries.employment_terms_of(employee)[::-1]}


def _agreement_of(desk: Desk, employee: Employee) -> dict[str, Any]:
    """Which agreement the employee follows today and from when which, and where special protection is entered."""
    book = agreement_book(desk.company.pk, [employee.pk], desk.today)
    followed = agreements_followed(employee)
    begun = [one for one in followed if one.starts_on <= desk.today]
    own = [one for one in begun if one.employee_id is not None]
    return {
        "agreement": book.on(employee.pk, desk.today),
        "present": next(iter(own or begun), None),
        "followed": [(one, desk.url("agreement_show", agreement_id=one.agreement_id)) for one in followed],
        "protections": sick_protections_of(desk.company.pk, [employee.pk]).get(employee.pk, []),
        "protection_url": desk.url("employee_protection", employee_id=employee.pk),
    }


def _cost_of(desk: Desk, employee: Employee) -> dict[str, Any]:
    """How the cost is split today, and the support for it."""
    rows = splits_of(desk.company.pk, [employee.pk]).get(employee.pk, [])
    return {
        "split": next((row for row in history_of(desk, rows) if row["is_present"]), None),
        "split_url": desk.url("employee_split", employee_id=employee.pk),
        "support_url": "" if desk.prepares else _support_url(desk, employee),
    }


def _support_url(desk: Desk, employee: Employee) -> str:
    return reverse(growth_support_page(desk.audience), args=[desk.company.pk, employee.pk])
