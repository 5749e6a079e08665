"""The tab of the employee card with what is on the payslips besides the pay: benefits, additions, deductions."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.htmx import render_page_or_partial
from common.periods import Month, month_in
from common.templatetags.format import month as month_text
from employment.cost_queries import cost_objects_of
from employment.models import Employee
from employment.web.desk import Desk, card_context, employee_at, posted, reaching_desk_for
from payroll.account_queries import accounts_of
from payroll.benefit_wording import HINTS
from payroll.catalogue import Registered, pay_items
from payroll.models import PayItem, PayLine
from payroll.operations.pay_lines import MonthApproved, add_pay_line, end_pay_line, remove_pay_line
from payroll.pay_line_form import PayLineForm
from payroll.pay_line_forms import FORMS, OWN, EndForm, item_choices
from payroll.pay_line_preview import law_of, preview_of, table_warning
from payroll.queries import month_to_pay, own_pay_items, pay_lines_of
from payroll.web.desk import url
from payroll.web.pay_line_rows import rows_of

LARGEST = 999_999_999_99
"""Öre that a page may fill in."""


class Chosen(NamedTuple):
    """The item that a new line is of."""

    value: str
    registered: Registered
    own: PayItem | None

    @property
    def hint(self) -> str:
        """What else belongs to it."""
        return str(HINTS.get(self.registered.item.code, ""))


@require_http_methods(["GET", "HEAD", "POST"])
def pay_line_list(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """What there is, and a new line of a chosen item."""
    desk = reaching_desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    chosen = _chosen(request, company_id)
    form = _form(request, employee, chosen, desk.today)
    is_good = chosen is not None and form is not None and request.method == "POST" and form.is_valid()
    preview = None
    if chosen and form and is_good and ("preview" in request.POST or not form.is_whole):
        preview = preview_of(employee, form.line(chosen.own), chosen.own)
    elif chosen and form and is_good:
        try:
            add_pay_line(employee=employee, line=form.line(chosen.own), **desk.actor)
        except MonthApproved as error:
            form.add_error("first", _approved(error))
        else:
            _tell_saved(request, table_warning(employee, form.line(chosen.own)))
            return redirect(url(audience, "pay_line_list", company_id, employee_id))
    context = _context(desk, employee, audience, chosen=chosen, form=form, preview=preview)
    status = 422 if form and form.errors else 200
    return render_page_or_partial(
        request, "payroll/pay_line_list.html", "payroll/_pay_line_new.html", context, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def pay_line_end(
    request: HttpRequest, company_id: UUID, employee_id: UUID, line_id: UUID, audience: str
) -> HttpResponse:
    """The last month that the line is on a payslip."""
    desk = reaching_desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    line = _line_at(employee, line_id)
    month = max(month_to_pay(company_id, desk.today), Month.of(line.starts_on))
    form = EndForm(posted(request), initial={"last": month})
    if request.method == "POST" and form.is_valid():
        try:
            end_pay_line(line=line, last=form.month, **desk.actor)
        except MonthApproved as error:
            form.add_error("last", _approved(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(url(audience, "pay_line_list", company_id, employee_id))
    rows = rows_of(employee, [line], audience, desk.today)
    context = card_context(desk, employee, "lines", form=form, row=rows[0], **_urls(desk, employee, audience))
    return render(request, "payroll/pay_line_end.html", context, status=422 if form.errors else 200)


@require_POST
def pay_line_remove(
    request: HttpRequest, company_id: UUID, employee_id: UUID, line_id: UUID, audience: str
) -> HttpResponse:
    """Take a line away of which nothing is approved."""
    desk = reaching_desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    try:
        remove_pay_line(line=_line_at(employee, line_id), **desk.actor)
    except MonthApproved:
        messages.error(request, _("The line is on an approved payslip. End it instead."))
    else:
        messages.success(request, _("The line is removed."))
    return redirect(url(audience, "pay_line_list", company_id, employee_id))


def _tell_saved(request: HttpRequest, warning: str) -> None:
    messages.success(request, _("Saved."))
    if warning:
        messages.warning(request, warning)


def _context(desk: Desk, employee: Employee, audience: str, **values: Any) -> dict[str, Any]:
    company_id = desk.company.pk
    return card_context(
        desk,
        employee,
        "lines",
        rows=rows_of(employee, list(pay_lines_of(employee)), audience, desk.today),
        choices=item_choices(own_pay_items(company_id)),
        items_url=url(audience, "pay_item_list", company_id),
        **_urls(desk, employee, audience),
        **values,
    )


def _urls(desk: Desk, employee: Employee, audience: str) -> dict[str, str]:
    return {"lines_url": url(audience, "pay_line_list", desk.company.pk, employee.pk)}


def _chosen(request: HttpRequest, company_id: UUID) -> Chosen | None:
    """The item named in the address or the form; None when there is none. Raises Http404 for one that is not known."""
    value = request.POST.get("item") or request.GET.get("item") or ""
    if not value:
        return None
    own = None
    if value.startswith(OWN):
        own = _own(company_id, value.removeprefix(OWN))
    registered = pay_items().get(own.based_on if own else value)
    if registered is None or not registered.is_offered:
        raise Http404
    return Chosen(value, registered, own)


def _own(company_id: UUID, key: str) -> PayItem:
    try:
        return get_object_or_404(own_pay_items(company_id), pk=UUID(key))
    except ValueError:
        raise Http404 from None


def _form(request: HttpRequest, employee: Employee, chosen: Chosen | None, today: date) -> PayLineForm | None:
    if chosen is None:
        return None
    first = max(month_to_pay(employee.company_id, today), Month.of(employee.hired_on))
    initial, law = {"first": first, **_filled_in(request)}, law_of(employee, first)
    used = [one for one in cost_objects_of(employee.company_id) if one.ends_on is None or one.ends_on >= today]
    kind = FORMS[chosen.registered.item.method]
    return kind(
        posted(request),
        initial=initial,
        registered=chosen.registered,
        law=law,
        cost_objects=used,
        accounts=accounts_of(employee.company_id),
    )


def _filled_in(request: HttpRequest) -> dict[str, Any]:
    """What the page that led here has worked out: an amount in öre, and the first month that it is for."""
    amount, since = request.GET.get("amount", ""), month_in(request.GET.get("since"))
    is_amount = amount.isascii() and amount.isdigit() and len(amount) <= len(str(LARGEST))
    found: dict[str, Any] = {"amount": int(amount)} if is_amount else {}
    if since is not None:
        found["note"] = _("New terms from %(month)s") % {"month": month_text(since.first)}
    return found


def _line_at(employee: Employee, line_id: UUID) -> PayLine:
    """A line of the employee. Raises Http404."""
    return get_object_or_404(pay_lines_of(employee), pk=line_id)


def _approved(error: MonthApproved) -> str:
    return _("The month is approved. %(month)s is the first that can change.") % {
        "month": month_text(error.first_open.first).capitalize()
    }
