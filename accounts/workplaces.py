"""Where a person works: staff of a firm, member of a company, employee. Upper apps register what they know."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import PERMISSIONS_OF_ROLE, CompanyRole
from accounts.queries import company_places, firm_places, lon_direct_places


@dataclass(frozen=True)
class Workplace:
    """One role in one firm or company, where it starts, and what the role permits there."""

    kind: str | Promise
    name: str
    url: str
    audience: str
    tenant_id: UUID
    permissions: frozenset[str] = frozenset()


WorkplaceFunction = Callable[[UUID], list[Workplace]]

_functions: dict[str, WorkplaceFunction] = {}


def register(name: str, function: WorkplaceFunction) -> None:
    """Called from an upper app's `AppConfig.ready`."""
    _functions[name] = function


def workplaces_of(user_id: UUID) -> list[Workplace]:
    """Every workplace of a person, firms first."""
    found = [
        Workplace(
            _("Accountancy firm"),
            place.name,
            reverse("accounts:firm_home", args=[place.tenant_id]),
            "firm",
            place.tenant_id,
            frozenset(PERMISSIONS_OF_ROLE[place.role]),
        )
        for place in firm_places(user_id)
    ]
    seen = set()
    for place in company_places(user_id):
        if place.tenant_id not in seen:
            seen.add(place.tenant_id)
            label = _("Company administrator") if place.role == CompanyRole.ADMINISTRATOR else _("Attestor")
            url = reverse("accounts:company_home", args=[place.tenant_id])
            found.append(Workplace(label, place.name, url, "client", place.tenant_id))
    for place in lon_direct_places(user_id):
        if place.tenant_id not in seen:
            url = reverse("accounts:company_home", args=[place.tenant_id])
            found.append(Workplace(_("Lön Direkt"), place.name, url, "client", place.tenant_id))
    return found + [place for function in _functions.values() for place in function(user_id)]
