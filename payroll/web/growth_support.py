"""Växa-stöd on the employee card: its months, and what is expected back for what was paid."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.periods import Month
from employment.models import Employee
from employment.operations.growth_support import note_growth_support
from employment.web.desk import card_context, employee_at, posted, reaching_desk_for
from payroll.access import readable_runs
from payroll.growth_support_forms import GrowthSupportForm
from payroll.growth_supports import latest_law, other_supports, refunds_for, support_of
from payroll.queries import payslips_in
from payroll.rules.growth_support import Support
from payroll.web.desk import url


@require_http_methods(["GET", "HEAD", "POST"])
def growth_support(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """The months, and the expected refund of each that is paid."""
    desk = reaching_desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    known = support_of(employee)
    form = _form(request, employee, known, desk.today)
    here = url(audience, "growth_support", company_id, employee_id)
    if request.method == "POST" and form.is_valid():
        first, last = (form.support.first, form.support.last) if form.support else (None, None)
        note_growth_support(employee=employee, first=first, last=last, **desk.actor)
        messages.success(request, _("Saved."))
        return redirect(here)
    refunds = refunds_for(payslips_in(employee, readable_runs(request, company_id)))
    total = sum(refund.amount for _slip, refund in refunds)
    more = {"known": known, "refunds": refunds, "total": total, "here": here}
    context = card_context(desk, employee, "employment", form=form, **more)
    return render(request, "payroll/growth_support.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, employee: Employee, known: Support | None, today: date) -> GrowthSupportForm:
    initial = {"first": Month.of(known.first), "last": Month.of(known.last)} if known else {}
    others, law = other_supports(employee), latest_law(today)
    return GrowthSupportForm(posted(request), initial=initial, employee=employee, others=others, law=law)
