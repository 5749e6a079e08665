"""The client's assignments: what the firm does, and who participates."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import user_of
from accounts.permissions import Permission
from accounts.queries import staff_of
from advisor.access import client_for
from advisor.forms import AssignmentForm
from advisor.operations.assignments import add_assignment, change_assignment, end_assignment
from advisor.queries import open_assignments_of
from advisor.web.firm_card import render_tab
from common.way_back import way_back


@require_safe
def assignment_list(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Assignments that are not ended."""
    client = client_for(request, client_id, Permission.CLIENTS_READ)
    context = {"assignments": open_assignments_of(client.pk)}
    return render_tab(request, client, "assignments", "_assignments.html", context)


def assignment_new(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Take on an assignment."""
    client = client_for(request, client_id, Permission.CLIENTS_WRITE)
    initial = {"name": _("Ongoing payroll"), "owner": user_of(request)}
    form = AssignmentForm(request.POST or None, staff=staff_of(client.firm_id), initial=initial)
    if request.method == "POST" and form.is_valid():
        added = add_assignment(client=client, by=user_of(request), **form.cleaned_data)
        messages.success(request, _("The assignment is added."))
        return redirect(way_back(request, assignment=added.pk) or reverse("advisor:assignment_list", args=[client.pk]))
    status = 422 if form.errors else 200
    return render_tab(request, client, "assignments", "_assignment_form.html", {"form": form}, status=status)


def assignment_edit(request: HttpRequest, client_id: UUID, assignment_id: UUID) -> HttpResponse:
    """Change name, owner or participants."""
    client = client_for(request, client_id, Permission.CLIENTS_WRITE)
    assignment = get_object_or_404(open_assignments_of(client.pk), pk=assignment_id)
    form = AssignmentForm(
        request.POST or None, staff=staff_of(client.firm_id), initial=AssignmentForm.values_of(assignment)
    )
    if request.method == "POST" and form.is_valid():
        change_assignment(assignment=assignment, by=user_of(request), **form.cleaned_data)
        messages.success(request, _("The assignment is saved."))
        return redirect(way_back(request) or reverse("advisor:assignment_list", args=[client.pk]))
    status = 422 if form.errors else 200
    context = {"form": form, "assignment": assignment}
    return render_tab(request, client, "assignments", "_assignment_form.html", context, status=status)


@require_POST
def assignment_end(request: HttpRequest, client_id: UUID, assignment_id: UUID) -> HttpResponse:
    """End an assignment: its participants lose the access that came with it."""
    client = client_for(request, client_id, Permission.CLIENTS_WRITE)
    assignment = get_object_or_404(open_assignments_of(client.pk), pk=assignment_id)
    end_assignment(assignment=assignment, by=user_of(request))
    messages.success(request, _("The assignment is ended."))
    return redirect("advisor:assignment_list", client_id=client.pk)
