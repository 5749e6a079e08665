"""How the cost of an employee is split, on the employee card."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from common.periods import Month
from employment.cost_queries import cost_objects_of, split_in_force, splits_of
from employment.forms.cost_splits import SplitForm
from employment.models import CostSplit, Employee
from employment.operations.cost_splits import NotInUse, split_cost
from employment.rules.cost_splits import SplitFault, read
from employment.web.desk import Desk, card_context, desk_for, employee_at, posted

ADD_ROWS = "rows"


def employee_split(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """The splits there are, and a new one from a month."""
    desk = desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    rows = splits_of(company_id, [employee_id]).get(employee_id, [])
    form = _form(request, desk, rows)
    if request.method == "POST" and form.is_bound and form.is_valid() and _is_saved(form, employee, desk):
        messages.success(request, _("Saved."))
        return redirect(desk.url("employee_split", employee_id=employee_id))
    context = card_context(desk, employee, "employment", form=form, rows=history_of(desk, rows))
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "employment/employee_split.html", context, status=status)


def history_of(desk: Desk, rows: Sequence[CostSplit]) -> list[dict[str, object]]:
    """Splits with their state, latest first; one that another from the same month took the place of is replaced."""
    present = split_in_force(rows, desk.today)
    last_of = {row.starts_on: row.pk for row in rows}
    names = {(one.dimension, one.code): one.name for one in cost_objects_of(desk.company.pk)}
    return [
        {
            "split": row,
            "shares": [_shown(share, names) for share in row.shares],
            "is_replaced": last_of[row.starts_on] != row.pk,
            "is_present": row == present,
        }
        for row in reversed(rows)
    ]


def _shown(share: dict[str, str], names: dict[tuple[str, str], str]) -> dict[str, str]:
    pairs = (("COST_CENTRE", share["cost_centre"]), ("PROJECT", share["project"]))
    parts = [f"{code} {names.get((kind, code), '')}".strip() for kind, code in pairs if code]
    return {"percent": share["percent"].replace(".", ","), "text": " · ".join(parts)}


def _is_saved(form: SplitForm, employee: Employee, desk: Desk) -> bool:
    """Whether the split was saved; otherwise the form says why not."""
    try:
        split_cost(employee=employee, shares=form.shares(), on=form.cleaned_data["on"], **desk.actor)
    except SplitFault as fault:
        form.refuse(fault)
    except NotInUse as unused:
        form.refuse_unused(unused)
    else:
        return True
    return False


def _form(request: HttpRequest, desk: Desk, rows: Sequence[CostSplit]) -> SplitForm:
    """What was sent, or the present split from this month."""
    objects = [one for one in cost_objects_of(desk.company.pk) if one.ends_on is None or one.ends_on >= desk.today]
    data = posted(request)
    if data is None:
        present = split_in_force(rows, desk.today)
        return SplitForm.of(read(present.shares) if present else (), Month.of(desk.today).first, objects=objects)
    if data.get("action") == ADD_ROWS:
        return SplitForm.with_more_rows(data, objects=objects)
    return SplitForm(data, objects=objects)
