"""What every layout needs to know about the person and the place."""

from functools import cache
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from accounts.access import held_by
from accounts.models import User
from accounts.navigation import menu
from accounts.workplaces import Workplace, workplaces_of
from common.scoping import current_scope

AUDIENCES = ("firm", "client", "employee")


def workplace(request: HttpRequest) -> dict[str, Any]:
    """`nav` and `workplace` of the page, looked up when a layout asks; empty for someone who is not signed in.

    Fragments and entrance pages have no frame, so nothing is looked up for them.
    """
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    frame = cache(lambda: _frame(request, user))
    return {
        "nav": SimpleLazyObject(lambda: frame()["nav"]),
        "workplace": SimpleLazyObject(lambda: frame()["workplace"]),
    }


def _frame(request: HttpRequest, user: User) -> dict[str, Any]:
    places = workplaces_of(user.pk)
    audience = request.path.split("/")[1]
    keys = _keys(request, places) if audience in AUDIENCES else {}
    here = next((one for one in places if one.audience == audience and one.tenant_id in keys.values()), None)
    scopes = held_by(request, keys["company_id"]) if "company_id" in keys else set()
    return {
        "nav": menu(audience, keys, scopes | here.permissions if here else scopes, request.path),
        "workplace": here and _switch(here, places),
    }


def _keys(request: HttpRequest, places: list[Workplace]) -> dict[str, UUID]:
    """The ids of the place: those in the address, and those that follow from the scope that the door opened."""
    kwargs = request.resolver_match.kwargs if request.resolver_match else {}
    keys: dict[str, UUID] = {name: kwargs[name] for name in ("firm_id", "company_id", "employee_id") if name in kwargs}
    scope = current_scope()
    firms = [place.tenant_id for place in places if place.audience == "firm"]
    if "firm_id" not in keys and scope and scope.firm_id:
        keys["firm_id"] = scope.firm_id
    elif "firm_id" not in keys and firms:
        keys["firm_id"] = firms[0]
    if "company_id" not in keys and scope and scope.company_ids and len(scope.company_ids) == 1:
        (keys["company_id"],) = scope.company_ids
    return keys


def _switch(here: Workplace, places: list[Workplace]) -> dict[str, Any]:
    return {
        "kind": here.kind,
        "name": here.name,
        "switch_url": reverse("accounts:workplace_list"),
        "others": len(places) - 1,
    }
