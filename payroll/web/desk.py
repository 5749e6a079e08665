"""The two sides that do payroll, the firm's staff and the client's: one set of pages, two layouts and addresses."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from payroll.models import RunOrigin

PREFIX = {"firm": "", "client": "client_"}


def place(audience: str, company_id: UUID, origin: str = RunOrigin.LON_SMART) -> dict[str, Any]:
    """What every page of a side needs. The client's runs of Lön Direkt have a list of their own."""
    list_url = url(audience, "run_list", company_id)
    if audience == "client" and origin == RunOrigin.LON_DIREKT:
        list_url = reverse("payroll:lon_direct", args=[company_id])
    return {"layout": f"layouts/{audience}.html", "audience": audience, "list_url": list_url}


def url(audience: str, name: str, company_id: UUID, *args: UUID | str | int) -> str:
    """The address of a payroll page on a side."""
    return reverse(f"payroll:{PREFIX[audience]}{name}", args=[company_id, *args])
