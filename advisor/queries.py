"""Reads of clients, contacts and assignments, inside the firm's scope."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import Firm, FirmMembership, User
from accounts.permissions import ClientAccess
from advisor.models import Assignment, AssignmentParticipant, Client, Contact
from common.collation import swedish_key
from common.prepared import Found
from events.models import AuditEvent


def open_assignments_of(client_id: UUID) -> QuerySet[Assignment]:
    """Assignments that are not ended, with owner and participants."""
    participants = AssignmentParticipant.objects.select_related("user").order_by("user__given_name")
    return (
        Assignment.objects.filter(client_id=client_id, ended_at__isnull=True)
        .select_related("owner")
        .prefetch_related(Prefetch("participants", queryset=participants))
        .order_by("name", "created_at")
    )


def contacts_of(client_id: UUID) -> QuerySet[Contact]:
    """The client's contacts, administrators first."""
    return Contact.objects.filter(client_id=client_id).order_by("-is_administrator", "family_name", "given_name")


def clients_of_membership(membership: FirmMembership) -> QuerySet[Client]:
    """The clients that a member of staff reaches: all, or those they are responsible for or work on."""
    clients = Client.objects.filter(firm_id=membership.firm_id)
    if membership.client_access == ClientAccess.ALL:
        return clients
    working_on = AssignmentParticipant.objects.filter(
        user_id=membership.user_id, assignment__client=OuterRef("pk"), assignment__ended_at__isnull=True
    )
    return clients.filter(Q(responsible_consultant_id=membership.user_id) | Exists(working_on))


def clients_reached_by(user: User, firm: Firm) -> QuerySet[Client]:
    """The firm's clients that the user reaches; none for someone who is not on the staff."""
    membership = FirmMembership.objects.filter(user=user, firm=firm, ended_at__isnull=True).first()
    return Client.objects.none() if membership is None else clients_of_membership(membership)


def clients_matching(clients: QuerySet[Client], text: str) -> QuerySet[Client]:
    """Clients whose name, number or corporate identity number contains the text."""
    words = text.strip()
    if not words:
        return clients
    digits = words.replace("-", "").replace(" ", "")
    found = Q(sort_key__contains=swedish_key(words)) | Q(client_number__istartswith=words)
    if digits.isdigit():
        found |= Q(corporate_identity_number__startswith=digits)
    return clients.filter(found)


_CLIENT = Found(
    Client,
    lambda company_id, firm_id: (
        Client.unscoped("a company page knows the company, not yet the firm")
        .filter(company_id=company_id, firm_id=firm_id)
        .order_by("pk")
    ),
    company_id=UUID,
    firm_id=UUID,
)


def client_of_company(company_id: UUID, firm_ids: Iterable[UUID]) -> Client | None:
    """The client that a company is to one of the firms, for links back to the client card."""
    found = (_CLIENT(company_id=company_id, firm_id=firm_id) for firm_id in firm_ids)
    return next((client for client in found if client is not None), None)


def events_of_client(client: Client, *, with_payroll: bool) -> QuerySet[AuditEvent]:
    """What happened to the client as the firm may see it, newest first; the company's own payroll if that is seen."""
    about = Q(data__client=str(client.pk)) | Q(company_id=client.company_id) | Q(subject_id=client.pk)
    seen = about & Q(firm_id=client.firm_id)
    if with_payroll:
        seen |= Q(company_id=client.company_id, firm_id__isnull=True)
    return AuditEvent.objects.filter(seen).order_by("-occurred_at", "-sequence")


def firms_clients(firm_id: UUID) -> QuerySet[Client]:
    """All clients of a firm, whoever reaches them."""
    return Client.objects.filter(firm_id=firm_id)


def names_of(user_ids: Iterable[UUID]) -> dict[UUID | None, str]:
    """The names of people with a login."""
    return {person.pk: person.full_name for person in User.objects.filter(pk__in=set(user_ids))}


def contact_with(client_id: UUID, contact_id: UUID) -> QuerySet[Contact]:
    """One contact of the client."""
    return Contact.objects.filter(client_id=client_id, pk=contact_id)


def staff_memberships(firm_id: UUID) -> QuerySet[FirmMembership]:
    """Everyone on the firm's staff, with their logins."""
    memberships = FirmMembership.objects.filter(firm_id=firm_id, ended_at__isnull=True)
    return memberships.select_related("user").order_by("user__given_name", "user__family_name")
