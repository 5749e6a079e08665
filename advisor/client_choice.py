"""Which clients were chosen in the list: those that are ticked, or all that the list is narrowed to."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict

from accounts.models import FirmMembership
from accounts.queries import staff_of
from advisor.forms import ClientFilter
from advisor.models import Client, ClientStatus
from advisor.queries import clients_matching, clients_of_membership

CHOSEN, EVERYBODY = "client", "all"


class ForeignClients(ValueError):
    """Somebody else's clients, or none at all, are among those that were sent."""


def narrowed(membership: FirmMembership, narrowing: ClientFilter) -> QuerySet[Client]:
    """The reach, narrowed by those filters that are understood; the others are as if they were not there."""
    narrowing.is_valid()
    chosen: Mapping[str, Any] = narrowing.cleaned_data
    clients = clients_matching(clients_of_membership(membership), chosen.get("q") or "")
    if chosen.get("responsible"):
        clients = clients.filter(responsible_consultant=chosen["responsible"])
    status = chosen.get("status") or ClientStatus.ACTIVE
    return clients if status == "ALL" else clients.filter(status=status)


def chosen_clients(membership: FirmMembership, data: QueryDict) -> QuerySet[Client]:
    """What was ticked, among the clients that the person reaches. Raises ForeignClients."""
    if data.get(EVERYBODY):
        return narrowed(membership, ClientFilter(data, staff=staff_of(membership.firm_id)))
    ids = _ids(data.getlist(CHOSEN))
    clients = clients_of_membership(membership).filter(pk__in=ids)
    if clients.count() != len(ids):
        raise ForeignClients
    return clients


def _ids(values: list[str]) -> set[UUID]:
    try:
        return {UUID(value) for value in values}
    except ValueError as error:
        raise ForeignClients from error
