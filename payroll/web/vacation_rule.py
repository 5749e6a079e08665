"""By which rule an employee's vacation is paid: what applies and why, what either rule gives, and choosing one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from employment.models import Employee
from employment.web.desk import Desk, card_context, employee_at, posted
from payroll.explaining import answer_to
from payroll.operations.vacation_rules import choose_vacation_rule
from payroll.rules.vacation_terms import VacationRule
from payroll.vacation_forms import RuleForm
from payroll.vacation_rules import choices_of
from payroll.vacation_status import vacation_of_company
from payroll.vacation_wording import RULE_NAMES
from payroll.web.vacation_desk import vacation_desk_for, vacation_url
from payroll.web.vacation_presenting import rule_shown


@require_http_methods(["GET", "HEAD", "POST"])
def vacation_rule(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """The rule that applies, and another from a day."""
    desk = vacation_desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    choices = choices_of(company_id, employee_id)
    form = RuleForm(posted(request), initial={"rule": choices[-1].rule if choices else "", "starts_on": desk.today})
    tab_url = vacation_url(desk, "employee_vacation", employee_id)
    if request.method == "POST" and form.is_valid():
        rule, starts_on = form.cleaned_data["rule"], form.cleaned_data["starts_on"]
        choose_vacation_rule(employee=employee, rule=rule, starts_on=starts_on, **desk.actor)
        messages.success(request, _("Saved."))
        return redirect(tab_url)
    shown = _shown(desk, employee)
    context = card_context(desk, employee, "vacation", form=form, tab_url=tab_url, choices=choices[::-1], **shown)
    return render(request, "payroll/vacation_rule.html", context, status=422 if form.errors else 200)


def _shown(desk: Desk, employee: Employee) -> dict[str, Any]:
    """The rule today, and what a day and the debt come to by either."""
    return {
        "rule": rule_shown(employee, desk.today),
        "outcomes": [_outcome(desk, employee, rule) for rule in VacationRule],
    }


def _outcome(desk: Desk, employee: Employee, rule: VacationRule) -> dict[str, Any]:
    vacation = vacation_of_company(desk.company.pk, desk.today, only=employee.pk, rule=rule)
    status = next(iter(vacation.rows), None)
    value, liability = (status.value, status.liability) if status else (None, None)
    return {
        "key": rule.value,
        "name": RULE_NAMES[rule],
        "value": value.amount if value else None,
        "answer": answer_to(value.explanation) if value else None,
        "liability": liability,
        "liability_answer": answer_to(liability.explanation) if liability else None,
    }
