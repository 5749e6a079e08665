"""Cost centres and projects: the registers, a new one, another name or a last day."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from employment.cost_queries import cost_objects_of
from employment.forms.cost_objects import CostObjectForm, NewCostObjectForm
from employment.models import CostObject
from employment.models.cost_object import Dimension
from employment.operations.cost_objects import CodeTaken, StillUsed, add_cost_object, change_cost_object
from employment.web.desk import Desk, desk_for, posted


@require_safe
def cost_object_list(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """Both registers, with what is archived after what is used."""
    desk = desk_for(request, company_id, audience)
    objects = list(cost_objects_of(company_id))
    titles = ((Dimension.COST_CENTRE, _("Cost centres")), (Dimension.PROJECT, _("Projects")))
    registers = [(title, _rows([one for one in objects if one.dimension == kind], desk)) for kind, title in titles]
    context = _context(desk, registers=registers, is_empty=not objects)
    return render(request, "employment/cost_object_list.html", context)


def cost_object_new(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """A new cost centre or project."""
    desk = desk_for(request, company_id, audience)
    first = {"dimension": Dimension.COST_CENTRE, "starts_on": desk.today.replace(month=1, day=1)}
    form = NewCostObjectForm(posted(request), initial=first)
    if request.method == "POST" and form.is_valid():
        dimension, code = Dimension(form.cleaned_data["dimension"]), form.cleaned_data["code"]
        try:
            add_cost_object(company_id=company_id, dimension=dimension, code=code, named=form.named(), **desk.actor)
        except CodeTaken:
            form.add_error("code", _("The code is taken."))
        else:
            messages.success(request, _("Saved."))
            return redirect(desk.url("cost_object_list"))
    context = _context(desk, form=form)
    return render(request, "employment/cost_object_edit.html", context, status=422 if form.errors else 200)


def cost_object_edit(request: HttpRequest, company_id: UUID, cost_object_id: UUID, audience: str) -> HttpResponse:
    """Another name, another first or last day."""
    desk = desk_for(request, company_id, audience)
    row = get_object_or_404(cost_objects_of(company_id), pk=cost_object_id)
    form = CostObjectForm.of(row, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            change_cost_object(cost_object=row, named=form.named(), **desk.actor)
        except StillUsed as used:
            sentence = _("It is used after that day by splits or pay lines of %(names)s. Change them first.")
            form.add_error("ends_on", sentence % {"names": ", ".join(used.names)})
        else:
            messages.success(request, _("Saved."))
            return redirect(desk.url("cost_object_list"))
    context = _context(desk, form=form, object=row)
    return render(request, "employment/cost_object_edit.html", context, status=422 if form.errors else 200)


def _rows(objects: Sequence[CostObject], desk: Desk) -> list[dict[str, object]]:
    archived = [one for one in objects if one.ends_on is not None and one.ends_on < desk.today]
    used = [one for one in objects if one not in archived]
    return [
        {"object": one, "url": desk.url("cost_object_edit", cost_object_id=one.pk), "is_archived": one in archived}
        for one in (*used, *archived)
    ]


def _context(desk: Desk, **values: object) -> dict[str, object]:
    return desk.context(new_object_url=desk.url("cost_object_new"), **values)
