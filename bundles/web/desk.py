"""One set of pages for two sides: the firm's, addressed by client, and the company's own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from bundles.access import Desk, company_desk_for, firm_desk_for

Page = Callable[[HttpRequest, Desk], HttpResponseBase]


def for_firm(page: Page) -> Callable[..., HttpResponseBase]:
    """The page as the firm opens it."""

    def view(request: HttpRequest, client_id: UUID) -> HttpResponseBase:
        return page(request, firm_desk_for(request, client_id))

    return view


def for_company(page: Page) -> Callable[..., HttpResponseBase]:
    """The page as the company's administrators open it."""

    def view(request: HttpRequest, company_id: UUID) -> HttpResponseBase:
        return page(request, company_desk_for(request, company_id))

    return view


def url(desk: Desk, name: str) -> str:
    """The address of a page on the desk's side."""
    if desk.client:
        return reverse(f"bundles:{name}", args=[desk.client.pk])
    return reverse(f"bundles:company_{name}", args=[desk.company.pk])


def place(desk: Desk) -> dict[str, Any]:
    """What every page of a side needs."""
    if desk.client:
        back = reverse("collaborations:client_tab", args=[desk.client.pk])
        return {"layout": "layouts/firm.html", "company": desk.company, "client": desk.client, "back_url": back}
    back = reverse("collaborations:company_list", args=[desk.company.pk])
    return {"layout": "layouts/client.html", "company": desk.company, "back_url": back}
