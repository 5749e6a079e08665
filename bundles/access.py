"""The doors to a company's bundle: the firm with full client rights while it does payroll, and the administrators."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from accounts.access import company_for
from accounts.models import Company
from accounts.permissions import GrantScope, Permission
from advisor.access import client_for
from advisor.models import Client


@dataclass(frozen=True)
class Desk:
    """The company, and the firm's client when it is the firm that asks."""

    company: Company
    client: Client | None = None

    @property
    def firm_id(self) -> UUID | None:
        """The firm that asks."""
        return self.client.firm_id if self.client else None


def firm_desk_for(request: HttpRequest, client_id: UUID) -> Desk:
    """For staff with full client rights who do the company's payroll. Raises Http404, PermissionDenied."""
    client = client_for(request, client_id, Permission.COLLABORATIONS_CHANGE)
    return Desk(company_for(request, client.company_id, GrantScope.PAYROLL), client)


def company_desk_for(request: HttpRequest, company_id: UUID) -> Desk:
    """For the company's administrators. Raises Http404, PermissionDenied."""
    return Desk(company_for(request, company_id, GrantScope.COLLABORATION_ADMIN))
