"""What was paid in the year before the payroll came here: all employees on one page, checked against totals."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from employment.queries import employees_in_year
from employment.web.desk import posted, reaching_desk_for
from payroll.opening_forms import LABELS, OpeningForms
from payroll.operations.opening_balances import AlreadyPaid, save_opening_balances
from payroll.queries import opening_balances_of, paid_in
from payroll.web.desk import url


@require_http_methods(["GET", "HEAD", "POST"])
def opening_edit(request: HttpRequest, company_id: UUID, of_year: int, audience: str) -> HttpResponse:
    """The year's opening balances of this year or the last."""
    desk = reaching_desk_for(request, company_id, audience)
    if of_year not in (desk.today.year, desk.today.year - 1):
        raise Http404
    people = list(employees_in_year(company_id, of_year))
    paid = paid_in(company_id, of_year, [one.pk for one in people])
    forms = OpeningForms(posted(request), people=people, known=opening_balances_of(company_id, of_year), paid=paid)
    if request.method == "POST" and forms.is_valid():
        try:
            number = save_opening_balances(company_id=company_id, year=of_year, openings=forms.openings, **desk.actor)
        except AlreadyPaid as error:
            messages.error(request, _("%(name)s has been paid this year meanwhile.") % {"name": error.employee})
        else:
            text = ngettext("Saved: %(number)s employee changed.", "Saved: %(number)s employees changed.", number)
            messages.success(request, text % {"number": number})
        return redirect(url(audience, "opening_edit", company_id, of_year))
    context = desk.context(forms=forms, year=of_year, labels=list(LABELS.values()), is_closed=len(paid) == len(people))
    return render(request, "payroll/opening_edit.html", context, status=422 if forms.errors else 200)
