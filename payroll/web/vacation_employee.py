"""An employee's vacation: the tab of the card with the account and its forms, and the employee's own page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from employment.access import own_employment_for
from employment.models import Employee
from employment.web.desk import Desk, card_context, employee_at, posted
from payroll.models import Payslip
from payroll.operations.vacation_accounts import AccountKept, AccountNotKept, correct_balance, open_account
from payroll.queries import lines_of, payslips_of
from payroll.rules.vacation_ledger import balances_of
from payroll.vacation_balances import entries_of
from payroll.vacation_explaining import answers_of_rows, balances_shown
from payroll.vacation_forms import CorrectionForm, OpeningForm
from payroll.vacation_status import CompanyVacation, Status, vacation_of_company
from payroll.web.answer_links import Link
from payroll.web.total_answers import vacation_answer
from payroll.web.vacation_desk import vacation_desk_for, vacation_url
from payroll.web.vacation_presenting import rule_shown


@require_http_methods(["GET", "HEAD", "POST"])
def employee_vacation(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """The account: balances with their why, every row, and the form that begins or corrects it."""
    desk = vacation_desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    vacation = vacation_of_company(company_id, desk.today, only=employee.pk)
    status = next(iter(vacation.rows), None)
    form = _form(request, vacation, status) if status is not None else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            _save(desk, employee, form)
        except (AccountKept, AccountNotKept):
            messages.info(request, _("Somebody else has just begun the account. Look at it again."))
        else:
            messages.success(request, _("Saved."))
        return redirect(vacation_url(desk, "employee_vacation", employee_id))
    end_url = vacation_url(desk, "compensation_show", employee_id)
    context = card_context(desk, employee, "vacation", form=form, end_url=end_url, **_shown(employee, vacation, status))
    context |= {"rule_url": vacation_url(desk, "vacation_rule", employee_id)}
    return render(
        request, "payroll/employee_vacation.html", context, status=422 if form is not None and form.errors else 200
    )


@require_safe
def own_vacation(request: HttpRequest, employee_id: UUID) -> HttpResponse:
    """The employee's own days, each with its why."""
    employee = own_employment_for(request, employee_id)
    rows = list(entries_of(employee.company_id, [employee.pk]))
    balances = balances_of(row.values for row in rows)
    slip = payslips_of(employee).first()
    context = {
        "employee": employee,
        "balances": balances_shown(balances, rows) if rows else [],
        "slip": slip,
        "answer": vacation_answer(slip, lines_of(slip), [_own_payslip(slip)]) if slip else None,
    }
    return render(request, "payroll/own_vacation.html", context)


def _own_payslip(slip: Payslip) -> Link:
    return Link(_("Payslip"), reverse("payroll:own_payslip", args=[slip.employee_id, slip.run_id]))


def _form(request: HttpRequest, vacation: CompanyVacation, status: Status) -> OpeningForm | CorrectionForm:
    if not status.is_assumed:
        return CorrectionForm(posted(request), year=vacation.year.number, initial={"way": "ADD"})
    return OpeningForm(posted(request), year=vacation.year.number, initial={"paid": status.balances.with_pay})


def _save(desk: Desk, employee: Employee, form: OpeningForm | CorrectionForm) -> None:
    if isinstance(form, OpeningForm):
        open_account(employee=employee, opening=form.opening, reason=form.cleaned_data["reason"], **desk.actor)
    else:
        correct_balance(employee=employee, correction=form.correction, **desk.actor)


def _shown(employee: Employee, vacation: CompanyVacation, status: Status | None) -> dict[str, Any]:
    if status is None:
        return {"is_hourly": bool(vacation.with_each_payment)}
    rows = [] if status.is_assumed else list(entries_of(employee.company_id, [employee.pk]))
    return {
        "status": status,
        "balances": balances_shown(status.balances, rows or status.account.entries),
        "entries": answers_of_rows(rows),
        "year": vacation.year,
        "day": vacation.day,
        "rule": rule_shown(employee, vacation.day),
    }
