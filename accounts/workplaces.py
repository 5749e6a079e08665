"""Where a person works: staff of a firm, member of a company, employee. Upper apps register what they know."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import PERMISSIONS_OF_ROLE, CompanyRole, GrantScope
from accounts.queries import companies_reached_with, company_memberships_of, firm_memberships_of


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
            membership.firm.name,
            reverse("accounts:firm_home", args=[membership.firm_id]),
            "firm",
            membership.firm_id,
            frozenset(PERMISSIONS_OF_ROLE[membership.role]),
        )
        for membership in firm_memberships_of(user_id)
    ]
    seen = set()
    for row in company_memberships_of(user_id):
        if row.company_id not in seen:
            seen.add(row.company_id)
            label = _("Company administrator") if row.role == CompanyRole.ADMINISTRATOR else _("Attestor")
            url = reverse("accounts:company_home", args=[row.company_id])
            found.append(Workplace(label, row.company.name, url, "client", row.company_id))
    for company in companies_reached_with(user_id, GrantScope.LON_DIRECT).order_by("name"):
        if company.pk not in seen:
            url = reverse("accounts:company_home", args=[company.pk])
            found.append(Workplace(_("Lön Direkt"), company.name, url, "client", company.pk))
    return found + [place for function in _functions.values() for place in function(user_id)]
