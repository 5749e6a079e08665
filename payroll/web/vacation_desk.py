"""Where vacation is handled: the firm's staff and the client's people who do all of its payroll."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from employment.web.desk import Desk, reaching_desk_for
from payroll.web.desk import url

PAGES = ("vacation_list", "vacation_terms", "vacation_csv", "vacation_xlsx", "vacation_close", "liability_show")


def vacation_desk_for(request: HttpRequest, company_id: UUID, audience: str) -> Desk:
    """The desk; who only pays in Lön Direkt keeps no account of vacation. Raises Http404, PermissionDenied."""
    desk = reaching_desk_for(request, company_id, audience)
    if desk.in_lon_direct:
        raise PermissionDenied
    return desk


def vacation_context(desk: Desk, **values: Any) -> dict[str, Any]:
    """What every page of vacation needs: the way back to the list, and the other pages."""
    urls = {f"{page}_url": vacation_url(desk, page) for page in PAGES}
    back = {"label": _("Vacation"), "url": urls["vacation_list_url"]}
    return desk.context(**urls, back=[*desk.links()[:-1], back], **values)


def vacation_url(desk: Desk, name: str, *args: Any) -> str:
    """The address of a page of vacation on the desk's side."""
    return url(desk.audience, name, desk.company.pk, *args)
