"""Every collaboration of the firm, for its staff: look, narrow, take away as a file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import membership_in
from accounts.models import FirmMembership
from accounts.permissions import PERMISSIONS_OF_ROLE, Permission
from accounts.queries import staff_of
from advisor.queries import clients_of_membership
from collaborations.overview_filter import OverviewFilter
from collaborations.queries.overview import everything_in, overview_of
from collaborations.queries.overview_table import table_head, table_rows
from collaborations.queries.unlinked import unlinked_of
from common.htmx import render_page_or_partial
from common.scoping import open_scope
from common.spreadsheets import CSV, XLSX, table_response


@require_safe
def overview(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """The clients that the person reaches, with their collaborations."""
    membership = _door(request, firm_id)
    form = OverviewFilter(request.GET, staff=staff_of(firm_id))
    after = request.GET.get("after", "")
    context = {
        "firm": membership.firm,
        "form": form,
        "overview": overview_of(clients_of_membership(membership), form.narrowing, after=after),
        "is_narrowed": form.narrows,
        "is_first": not after,
        "may_import": Permission.SETTINGS_MANAGE in PERMISSIONS_OF_ROLE[membership.role],
        "unlinked_count": unlinked_of(firm_id).count(),
    }
    return render_page_or_partial(request, "collaborations/overview.html", "collaborations/_overview.html", context)


@require_safe
def overview_csv(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """What the overview is narrowed to, as CSV."""
    return _file(request, firm_id, CSV)


@require_safe
def overview_xlsx(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """What the overview is narrowed to, as XLSX."""
    return _file(request, firm_id, XLSX)


def _file(request: HttpRequest, firm_id: UUID, kind: str) -> HttpResponse:
    membership = _door(request, firm_id)
    form = OverviewFilter(request.GET, staff=staff_of(firm_id))
    found = everything_in(clients_of_membership(membership), form.narrowing)
    return table_response(kind, _("collaborations"), table_head(), table_rows(found))


def _door(request: HttpRequest, firm_id: UUID) -> FirmMembership:
    membership = membership_in(request, firm_id, Permission.CLIENTS_READ)
    open_scope(firm_id=firm_id)
    return membership
