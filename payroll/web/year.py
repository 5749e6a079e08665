"""The tab of the employee card that tells what has been paid this year, and in which run."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from employment.web.desk import card_context, employee_at, reaching_desk_for
from payroll.access import readable_runs
from payroll.queries import paid_in_year
from payroll.web.desk import url
from payroll.web.total_answers import answers_of_year


@require_safe
def employee_year(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """Each payment of the year so far and their sums, whichever service they were made in."""
    desk = reaching_desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    year = paid_in_year(employee, desk.today.year, readable_runs(request, company_id))
    rows = [(slip, url(audience, "payslip_show", company_id, slip.run_id, employee.pk)) for slip in year.slips]
    opening_url = url(audience, "opening_edit", company_id, year.year)
    totals = answers_of_year(year, audience)
    context = card_context(desk, employee, "year", year=year, rows=rows, opening_url=opening_url, totals=totals)
    return render(request, "payroll/employee_year.html", context)
