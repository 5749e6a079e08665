"""Employee groups: those there are, a new one, another name or other members."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.queries import arrangement_of
from employment import queries
from employment.forms.groups import GroupForm
from employment.models import EmployeeGroup
from employment.operations.groups import GroupAgreed, GroupNameTaken, remove_group, save_group
from employment.web.desk import Desk, desk_for, posted


@require_safe
def group_list(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """The company's groups with their members, and whether something of its own is agreed about them."""
    desk = desk_for(request, company_id, audience)
    arrangement = arrangement_of(company_id)
    agreed = arrangement.groups if arrangement else {}
    rows = [
        {
            "group": group,
            "members": queries.employees_of(company_id).filter(group=group),
            "is_agreed": str(group.pk) in agreed,
            "url": desk.url("group_edit", group_id=group.pk),
        }
        for group in queries.groups_of(company_id)
    ]
    context = desk.context(rows=rows, new_group_url=desk.url("group_new"))
    return render(request, "employment/group_list.html", context)


def group_new(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """A new group."""
    return _edited(request, desk_for(request, company_id, audience), None)


def group_edit(request: HttpRequest, company_id: UUID, group_id: UUID, audience: str) -> HttpResponse:
    """Another name, other members."""
    desk = desk_for(request, company_id, audience)
    return _edited(request, desk, group_at(desk, group_id))


@require_POST
def group_remove(request: HttpRequest, company_id: UUID, group_id: UUID, audience: str) -> HttpResponse:
    """Take a group away; its employees stay."""
    desk = desk_for(request, company_id, audience)
    group = group_at(desk, group_id)
    try:
        remove_group(group=group, **desk.actor)
    except GroupAgreed:
        messages.error(request, _("Something of its own is agreed about the group. Change the collaboration first."))
        return redirect(desk.url("group_edit", group_id=group_id))
    messages.success(request, _("The group %(name)s is removed.") % {"name": group.name})
    return redirect(desk.url("group_list"))


def group_at(desk: Desk, group_id: UUID) -> EmployeeGroup:
    """A group of the company. Raises Http404."""
    return get_object_or_404(queries.groups_of(desk.company.pk), pk=group_id)


def _edited(request: HttpRequest, desk: Desk, group: EmployeeGroup | None) -> HttpResponse:
    form = GroupForm(posted(request), company_id=desk.company.pk, group=group)
    if request.method == "POST" and form.is_valid():
        try:
            name, members = form.cleaned_data["name"], form.cleaned_data["members"]
            save_group(company_id=desk.company.pk, name=name, members=members, group=group, **desk.actor)
        except GroupNameTaken:
            form.add_error("name", _("There is a group with this name."))
        else:
            messages.success(request, _("Saved."))
            return redirect(desk.url("group_list"))
    remove_url = desk.url("group_remove", group_id=group.pk) if group else ""
    context = desk.context(form=form, group=group, remove_url=remove_url)
    return render(request, "employment/group_edit.html", context, status=422 if form.errors else 200)
