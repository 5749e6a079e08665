"""The firm's staff."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import firm_for, membership_in, user_of
from accounts.permissions import PERMISSIONS_OF_ROLE, Permission
from advisor.forms import InviteStaffForm
from advisor.operations.staff import AlreadyStaff, OwnMembership, end_staff, invite_staff, work_of
from advisor.queries import staff_memberships
from common.scoping import open_scope


@require_safe
def staff_list(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """Who works at the firm, with role and reach."""
    own = membership_in(request, firm_id, Permission.CLIENTS_READ)
    open_scope(firm_id=firm_id)
    context = {
        "firm": own.firm,
        "memberships": staff_memberships(firm_id),
        "own": own,
        "may_manage": Permission.STAFF_MANAGE in PERMISSIONS_OF_ROLE[own.role],
    }
    return render(request, "advisor/staff_list.html", context)


def staff_invite(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """Invite a colleague by e-mail."""
    firm = firm_for(request, firm_id, Permission.STAFF_MANAGE)
    form = InviteStaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invite_staff(firm=firm, by=user_of(request), **form.cleaned_data)
        except AlreadyStaff:
            form.add_error("email", _("This person is on the staff already."))
        else:
            messages.success(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
            return redirect("advisor:staff_list", firm_id=firm.pk)
    return render(
        request, "advisor/staff_invite.html", {"firm": firm, "form": form}, status=422 if form.errors else 200
    )


def staff_end(request: HttpRequest, firm_id: UUID, membership_id: UUID) -> HttpResponse:
    """Close a colleague's access, after seeing what must be handed over."""
    firm = firm_for(request, firm_id, Permission.STAFF_MANAGE)
    membership = get_object_or_404(staff_memberships(firm_id), pk=membership_id)
    if request.method == "POST":
        try:
            end_staff(membership=membership, by=user_of(request))
        except OwnMembership:
            messages.error(request, _("You cannot close your own access."))
        else:
            messages.success(request, _("The access is closed."))
        return redirect("advisor:staff_list", firm_id=firm.pk)
    context = {"firm": firm, "membership": membership, "work": work_of(membership)}
    return render(request, "advisor/staff_end.html", context)
