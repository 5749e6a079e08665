"""Clients, contacts and assignments for tests."""

from collections.abc import Iterable
from typing import Any

from accounts.models import Company, Firm, User
from accounts.operations import grants
from accounts.permissions import GrantScope
from advisor.models import Assignment, Client, Contact
from advisor.operations import assignments, contacts
from common import clock
from common.rls import as_system
from tests.factories.accounts import make_staff


def make_client(firm: Firm, company: Company, *, responsible: User | None = None, **fields: Any) -> Client:
    """The company as the firm's client, with an address."""
    consultant = responsible or make_staff(firm, "Klara Berg")
    address = {"street": "Storgatan 1", "postal_code": "11122", "city": "Stockholm"}
    with as_system(reason="test data", firm_id=firm.pk, company_id=company.pk):
        client = Client.objects.create(
            firm=firm,
            company=company,
            name=company.name,
            corporate_identity_number=company.corporate_identity_number,
            responsible_consultant=consultant,
            **{**address, **fields},
        )
    grants.give(
        company_id=company.pk,
        firm_id=firm.pk,
        scope=GrantScope.CLIENT_REGISTER,
        source_type="client",
        source_id=client.pk,
        by=None,
        on=clock.today(),
    )
    return client


def make_contact(client: Client, name: str, *, email: str = "", is_administrator: bool = True) -> Contact:
    """A person at the client."""
    given, _, family = name.partition(" ")
    with as_system(reason="test data", firm_id=client.firm_id):
        return contacts.add_contact(
            client=client,
            by=client.responsible_consultant,
            given_name=given,
            family_name=family,
            email=email,
            is_administrator=is_administrator,
        )


def make_assignment(
    client: Client, *, owner: User, participants: Iterable[User] = (), name: str = "Löpande lön"
) -> Assignment:
    """An assignment; who participates gets the access that collaborations give."""
    with as_system(reason="test data", firm_id=client.firm_id):
        return assignments.add_assignment(client=client, name=name, owner=owner, participants=participants, by=owner)
