"""The doors: the only way from a request to a tenant's data.

A door finds the object among what the actor may reach, answers 404 to a stranger and 403 to a member without the
right, and opens the Python scope for the rest of the request.
"""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts import queries
from accounts.models import Company, Firm, FirmMembership, User
from accounts.permissions import PERMISSIONS_OF_ROLE, GrantScope, Permission
from common.scoping import open_scope


def user_of(request: HttpRequest) -> User:
    """The signed-in user. Raises PermissionDenied for an anonymous request."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user


def held_by(request: HttpRequest, company_id: UUID) -> set[str]:
    """The scopes that the signed-in user holds in a company today, looked up once a request.

    Doors are passed before anything is changed, and what changes access answers with a redirect.
    """
    remembered: dict[UUID, set[str]] = request.__dict__.setdefault("_scopes_held", {})
    if company_id not in remembered:
        remembered[company_id] = queries.scopes_held(user_of(request).pk, company_id)
    return remembered[company_id]


def membership_in(request: HttpRequest, firm_id: UUID, permission: Permission) -> FirmMembership:
    """The actor's open membership on a firm's staff, with the permission. Raises Http404, PermissionDenied."""
    membership = queries.open_firm_membership(user_of(request).pk, firm_id)
    if membership is None:
        raise Http404
    if permission not in PERMISSIONS_OF_ROLE[membership.role]:
        raise PermissionDenied
    return membership


def firm_for(request: HttpRequest, firm_id: UUID, permission: Permission = Permission.CLIENTS_READ) -> Firm:
    """The firm, for its staff with the permission; opens the firm's scope. Raises Http404, PermissionDenied."""
    membership_in(request, firm_id, permission)
    open_scope(firm_id=firm_id)
    return get_object_or_404(Firm, pk=firm_id)


def payroll_office_for(request: HttpRequest, company_id: UUID) -> tuple[Company, bool]:
    """The company for those who do its payroll, and whether the person only prepares it until the client has answered.

    Preparing is closed as soon as somebody does the payroll. Raises Http404, PermissionDenied.
    """
    company = company_for(request, company_id, GrantScope.PAYROLL, GrantScope.PREPARATION)
    does_payroll = GrantScope.PAYROLL in held_by(request, company_id)
    if not does_payroll and queries.payroll_is_done(company_id):
        raise PermissionDenied
    return company, not does_payroll


def company_for(request: HttpRequest, company_id: UUID, *scopes: GrantScope) -> Company:
    """The company, for a holder of any of the scopes; opens the company's scope. Raises Http404, PermissionDenied."""
    held = held_by(request, company_id)
    if not held:
        raise Http404
    if not held & set(scopes):
        raise PermissionDenied
    open_scope(company_ids=[company_id])
    company = queries.company_with(company_id)
    if company is None:
        raise Http404
    return company
