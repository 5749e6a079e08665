"""The list of collaborations made elsewhere that are not connected yet, for the firm's administrators."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import firm_for, user_of
from accounts.permissions import Permission
from collaborations.forms import uuid_in
from collaborations.import_forms import UnlinkedFilter
from collaborations.operations.refusals import UnlinkedGone
from collaborations.operations.unlinked import remove_unlinked
from collaborations.queries.unlinked import Narrowing, import_of, listed, unlinked_of
from collaborations.web.refusals import sentence_of


@require_safe
def unlinked_list(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """What waits to be connected, with the client that each belongs to."""
    firm = firm_for(request, firm_id, Permission.SETTINGS_MANAGE)
    form = UnlinkedFilter(request.GET)
    context = {
        "firm": firm,
        "form": form,
        "page": listed(firm.pk, form.narrowing, uuid_in(request.GET, "after")),
        "is_narrowed": form.narrowing != Narrowing(),
        "file": import_of(firm.pk, user_of(request).pk),
    }
    return render(request, "collaborations/unlinked_list.html", context)


@require_POST
def unlinked_remove(request: HttpRequest, firm_id: UUID, unlinked_id: UUID) -> HttpResponse:
    """Take one out of the list."""
    firm = firm_for(request, firm_id, Permission.SETTINGS_MANAGE)
    row = get_object_or_404(unlinked_of(firm.pk), pk=unlinked_id)
    try:
        remove_unlinked(firm=firm, unlinked_id=row.pk, by=user_of(request))
        messages.success(request, _("The collaboration is removed from the list."))
    except UnlinkedGone as refusal:
        messages.info(request, str(sentence_of(refusal)))
    return redirect("collaborations:unlinked_list", firm_id=firm.pk)
