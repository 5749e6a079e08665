"""Adding, changing and removing a client's contacts."""

from typing import Any

from django.db import transaction

from accounts.models import User
from advisor import contact_changes
from advisor.models import Client, Contact
from events.operations import record


@transaction.atomic
def add_contact(*, client: Client, by: User, **fields: Any) -> Contact:
    """Add a person at the client."""
    contact = Contact.objects.create(firm_id=client.firm_id, client=client, **fields)
    _record("advisor.contact_added", contact, by)
    return contact


@transaction.atomic
def change_contact(*, contact: Contact, by: User, **fields: Any) -> Contact:
    """Change a contact; whoever has written to the former address is told when it is another one."""
    former = Contact.objects.select_for_update().get(pk=contact.pk).email
    for name, value in fields.items():
        setattr(contact, name, value)
    contact.save(update_fields=sorted(fields))
    _record("advisor.contact_changed", contact, by)
    if contact.email.lower() != former.lower():
        contact_changes.announce(contact, by.pk)
    return contact


@transaction.atomic
def remove_contact(*, contact: Contact, by: User) -> None:
    """Remove a contact; a login that the person may have is not touched."""
    _record("advisor.contact_removed", contact, by)
    contact.email = ""
    contact_changes.announce(contact, by.pk)
    contact.delete()


def _record(kind: str, contact: Contact, by: User) -> None:
    record(kind, by=by.pk, subject=contact, firm_id=contact.firm_id, data={"client": contact.client_id})
