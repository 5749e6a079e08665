"""A contact has another address: the link that went to the former one answers no more, and the new one gets its own."""

from uuid import UUID

from accounts.models import CompanyMembership, User
from accounts.queries import staff_of
from advisor.models import Contact
from collaborations.models import Collaboration, Invitation
from collaborations.operations.invitations import close_invitations, send_request
from collaborations.operations.locks import locked
from collaborations.operations.work import Work
from collaborations.rules.effects import RequestSent
from collaborations.rules.facts import Person
from collaborations.rules.states import State
from common import clock
from common.rls import as_system
from events.operations import record


def follow_contact(contact: Contact, by: UUID | None) -> None:
    """Send what waits for the contact's answer to the address that the contact has now; registered with advisor.

    Where the company has an account its administrators answer, whatever the contact is called.
    """
    client = contact.client
    tenant = {"firm_id": client.firm_id, "company_id": client.company_id}
    with as_system(reason="a request follows the address of its contact", **tenant):
        for pk in Collaboration.objects.filter(contact=contact, state=State.REQUESTED).values_list("pk", flat=True):
            collaboration = locked(pk, client.company_id)
            known = CompanyMembership.objects.filter(ended_at__isnull=True).exists()
            if collaboration.state == State.REQUESTED and not known:
                _readdress(collaboration, contact, by)


def _readdress(collaboration: Collaboration, contact: Contact, by: UUID | None) -> None:
    """An address that cannot answer gets nothing; the request then waits for being withdrawn and sent again."""
    email = contact.email.strip().lower()
    close_invitations(collaboration)
    cause = record(
        "collaborations.readdressed",
        by=by,
        subject=collaboration,
        firm_id=collaboration.firm_id,
        company_id=collaboration.company_id,
    )
    was_asked = Invitation.objects.filter(collaboration=collaboration, email=email).exists()
    if not email or was_asked or staff_of(collaboration.firm_id).filter(email__iexact=email).exists():
        return
    login = User.objects.filter(email__iexact=email).values_list("pk", flat=True).first()
    invited = Person(contact.full_name, email, login)
    send_request(RequestSent(people=(invited,)), Work(collaboration, cause, by, clock.now()))
