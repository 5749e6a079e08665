"""The rows of the client list, flat: what each cell says is worked out before the template begins."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from advisor.client_badges import Badge
from advisor.models import Client, ClientStatus
from common.templatetags.format import corporate_number

SOMEBODY = UUID(int=0)


class Row(NamedTuple):
    """A client of the list, cell by cell."""

    id: str
    choose: str
    url: str
    name: str
    inactive: str | Promise
    number: str
    identity: str
    consultant: str
    badges: Sequence[Badge]


def rows_of(clients: Sequence[Client], badges: Mapping[UUID, Sequence[Badge]]) -> list[Row]:
    """The clients in their order; addresses differ in the id alone."""
    before, after = reverse("advisor:client_show", args=[SOMEBODY]).split(str(SOMEBODY))
    choose, inactive = _("Choose %(name)s"), ClientStatus.INACTIVE
    return [
        Row(
            id=str(client.pk),
            choose=choose % {"name": client.name},
            url=f"{before}{client.pk}{after}",
            name=client.name,
            inactive=inactive.label if client.status == inactive else "",
            number=client.client_number or "–",
            identity=corporate_number(client.corporate_identity_number),
            consultant=client.responsible_consultant.full_name,
            badges=badges[client.pk],
        )
        for client in clients
    ]
