"""Payslips: for those who do payroll, and for the employee."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import company_for
from accounts.permissions import GrantScope
from collaborations.queries.company_pages import lon_direct_of
from common import clock
from common.periods import Month
from employment.access import own_employment_for
from payroll.access import own_payslip_for, payslip_for
from payroll.explaining import answer_to, answers_of
from payroll.growth_supports import refund_for
from payroll.models import Payslip, RunOrigin
from payroll.operations.stored import contributions_of
from payroll.payslip_pdf import pdf_of
from payroll.queries import lines_of, next_month_of, payslips_of, runs_of
from payroll.web.answer_links import EMPLOYEE, links_of
from payroll.web.cost_picture import cost_of_payslip
from payroll.web.desk import place, url
from payroll.web.total_answers import answers_of_totals
from payroll.wording import REASONS, line_name


def _shown(slip: Payslip, audience: str) -> dict[str, Any]:
    lines = lines_of(slip)
    names = [line_name(line) for line in lines]
    answers = zip(lines, answers_of(lines), strict=True)
    linked = [replace(answer, links=links_of(slip, line, audience)) for line, answer in answers]
    contributions = contributions_of(slip)
    return {
        "slip": slip,
        "totals": answers_of_totals(slip, lines, contributions, audience),
        "month": Month.of(slip.period),
        "lines": list(zip(lines, names, linked, strict=True)),
        "contributions": [(one, answer_to(one.explanation)) for one in contributions],
        "reasons": REASONS,
    }


@require_safe
def payslip_show(
    request: HttpRequest, company_id: UUID, run_id: UUID, employee_id: UUID, audience: str
) -> HttpResponse:
    """A payslip of a run, every figure with its why."""
    slip = payslip_for(request, company_id, run_id, employee_id)
    context = {
        **place(audience, company_id, slip.run.origin),
        **(shown := _shown(slip, audience)),
        "cost": cost_of_payslip(slip, [line for line, _name, _answer in shown["lines"]]),
        "refund": refund_for(slip),
        "support_url": url(audience, "growth_support", company_id, employee_id),
        "run_url": url(audience, "run_show", company_id, run_id),
        "pdf_url": url(audience, "payslip_pdf", company_id, run_id, employee_id),
    }
    return render(request, "payroll/payslip_show.html", context)


@require_safe
def payslip_pdf(request: HttpRequest, company_id: UUID, run_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """The payslip on paper."""
    return _pdf(payslip_for(request, company_id, run_id, employee_id))


@require_safe
def payslip_list(request: HttpRequest, employee_id: UUID) -> HttpResponse:
    """The employee's own payslips."""
    employee = own_employment_for(request, employee_id)
    context = {"employee": employee, "slips": payslips_of(employee)}
    return render(request, "payroll/payslip_list.html", context)


@require_safe
def own_payslip(request: HttpRequest, employee_id: UUID, run_id: UUID) -> HttpResponse:
    """The employee's own payslip."""
    slip = own_payslip_for(request, employee_id, run_id)
    return render(request, "payroll/own_payslip.html", _shown(slip, EMPLOYEE))


@require_safe
def own_payslip_pdf(request: HttpRequest, employee_id: UUID, run_id: UUID) -> HttpResponse:
    """The employee's own payslip on paper."""
    return _pdf(own_payslip_for(request, employee_id, run_id))


@require_safe
def lon_direct(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """The company's Lön Direkt: open, or since when and why it is closed; what was made there stays readable."""
    company = company_for(request, company_id, GrantScope.LON_DIRECT, GrantScope.COLLABORATION_ADMIN)
    context = {
        "company": company,
        "status": lon_direct_of(company_id),
        "runs": runs_of(company_id, RunOrigin.LON_DIREKT),
        "month": next_month_of(company_id, clock.today()),
    }
    return render(request, "payroll/lon_direct.html", context)


def _pdf(slip: Payslip) -> HttpResponse:
    response = HttpResponse(pdf_of(slip, lines_of(slip)), content_type="application/pdf")
    name = _("payslip")
    response.headers["Content-Disposition"] = f'inline; filename="{name}-{slip.period:%Y-%m}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
