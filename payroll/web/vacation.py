"""A company's vacation: everybody's balances and what they are worth, as page and as table, and the terms."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common import clock
from common.spreadsheets import CSV, XLSX, table_response
from employment.web.desk import posted
from payroll.operations.vacation_terms import TermsExist, YearSettled, change_vacation_terms
from payroll.vacation_balances import vacation_terms_of, vacation_terms_on
from payroll.vacation_forms import TermsForm
from payroll.vacation_status import vacation_of_company
from payroll.vacation_table import table_head, table_rows
from payroll.web.vacation_desk import vacation_context, vacation_desk_for, vacation_url
from payroll.web.vacation_presenting import history_shown, rows_shown, tiles_of


@require_safe
def vacation_list(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """Everybody's days, the value of a day, and the debt."""
    desk = vacation_desk_for(request, company_id, audience)
    vacation = vacation_of_company(company_id, desk.today)
    context = vacation_context(
        desk,
        vacation=vacation,
        rows=rows_shown(vacation, lambda employee: vacation_url(desk, "employee_vacation", employee.pk)),
        tiles=tiles_of(vacation.owed),
        assumed=sum(row.is_assumed for row in vacation.rows),
    )
    return render(request, "payroll/vacation_list.html", context)


@require_safe
def vacation_csv(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """The list as CSV."""
    return _file(request, company_id, audience, CSV)


@require_safe
def vacation_xlsx(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """The list as XLSX."""
    return _file(request, company_id, audience, XLSX)


@require_http_methods(["GET", "HEAD", "POST"])
def vacation_terms(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """The terms in force, those before them, and new ones from a day."""
    desk = vacation_desk_for(request, company_id, audience)
    today = clock.today()
    form = TermsForm.of(vacation_terms_on(company_id, today), posted(request), starts_on=today)
    if request.method == "POST" and form.is_valid():
        try:
            starts_on = form.cleaned_data["starts_on"]
            change_vacation_terms(company_id=company_id, starts_on=starts_on, terms=form.terms, **desk.actor)
        except TermsExist:
            form.add_error("starts_on", _("There are terms from that day. Choose another day."))
        except YearSettled:
            form.add_error("year", _("A vacation year has been closed, so the vacation year stays as it is."))
        else:
            messages.success(request, _("Saved."))
            return redirect(vacation_url(desk, "vacation_terms"))
    context = vacation_context(desk, form=form, history=history_shown(vacation_terms_of(company_id)))
    return render(request, "payroll/vacation_terms.html", context, status=422 if form.errors else 200)


def _file(request: HttpRequest, company_id: UUID, audience: str, kind: str) -> HttpResponse:
    desk = vacation_desk_for(request, company_id, audience)
    vacation = vacation_of_company(company_id, desk.today)
    name = _("vacation")
    return table_response(kind, f"{name}-{vacation.day}", table_head(), table_rows(vacation))
