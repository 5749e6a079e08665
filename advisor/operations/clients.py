"""Adding and changing clients."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import Firm, User
from accounts.operations import grants
from accounts.operations.companies import find_or_add_company
from accounts.permissions import GrantScope
from advisor.models import Client
from events.operations import record


class AlreadyClient(ValueError):
    """The firm has this company as a client already."""


@transaction.atomic
def add_client(*, firm: Firm, by: User, on: date, corporate_identity_number: str, **fields: Any) -> Client:
    """Make a company the firm's client, and make it known to the product when it is not. Raises AlreadyClient."""
    company_id = find_or_add_company(corporate_identity_number=corporate_identity_number, name=fields["name"])
    try:
        with transaction.atomic():
            client = Client.objects.create(
                firm=firm, company_id=company_id, corporate_identity_number=corporate_identity_number, **fields
            )
    except IntegrityError as error:
        if "client_company_once" not in str(error):
            raise
        raise AlreadyClient(corporate_identity_number) from error
    grants.give(
        company_id=company_id,
        firm_id=firm.pk,
        scope=GrantScope.CLIENT_REGISTER,
        source_type="client",
        source_id=client.pk,
        by=by.pk,
        on=on,
    )
    record("advisor.client_added", by=by.pk, subject=client, firm_id=firm.pk, data={"client": client.pk})
    return client


@transaction.atomic
def change_client(*, client: Client, by: User, **fields: Any) -> Client:
    """Change what the firm knows of the client; the event names the fields, not their content."""
    changed = sorted(name for name, value in fields.items() if getattr(client, name) != value)
    if not changed:
        return client
    for name in changed:
        setattr(client, name, fields[name])
    client.save(update_fields=changed)
    data = {"client": client.pk, "fields": changed}
    record("advisor.client_changed", by=by.pk, subject=client, firm_id=client.firm_id, data=data)
    return client
