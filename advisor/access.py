"""The door to a client."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.access import membership_in, user_of
from accounts.permissions import PERMISSIONS_OF_ROLE, Permission
from accounts.queries import open_firm_membership
from advisor.models import Client
from advisor.queries import clients_of_membership
from common.scoping import open_scope


def client_for(request: HttpRequest, client_id: UUID, permission: Permission) -> Client:
    """The client, for staff who reach it and hold the permission; opens the firm's scope.

    Raises Http404 for other firms and for staff whose reach does not include the client, PermissionDenied for
    staff without the permission.
    """
    clients = Client.unscoped("the door finds out whose client it is")
    firm_id = clients.filter(pk=client_id).values_list("firm_id", flat=True).first()
    if firm_id is None:
        raise Http404
    membership = membership_in(request, firm_id, permission)
    open_scope(firm_id=firm_id)
    reached = clients_of_membership(membership).select_related("responsible_consultant", "firm", "company")
    return get_object_or_404(reached, pk=client_id)


def holds(request: HttpRequest, client: Client, permission: Permission) -> bool:
    """Whether the actor, who is past the client's door, has a further permission: pages offer only what one may do."""
    membership = open_firm_membership(user_of(request).pk, client.firm_id)
    return membership is not None and permission in PERMISSIONS_OF_ROLE[membership.role]
