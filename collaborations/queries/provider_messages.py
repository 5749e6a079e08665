"""What a provider is told about a collaboration."""

from typing import Any
from uuid import UUID

from accounts.models import Company, Firm, User
from accounts.permissions import CompanyRole
from accounts.queries import members_of, staff_of
from advisor.models import AssignmentParticipant
from collaborations.models import Collaboration
from collaborations.rules.terms import Party
from collaborations.rules.webhooks import ProvisionAction


def message_about(
    collaboration: Collaboration, *, action: ProvisionAction, key: UUID, event_id: UUID
) -> dict[str, Any]:
    """The message, from what holds now; needs the scope of both parties."""
    return {
        "id": str(key),
        "event": str(event_id),
        "action": action,
        "collaboration": str(collaboration.pk),
        "service": collaboration.service,
        "variant": collaboration.variant,
        "firm": _organisation(collaboration.firm),
        "company": _organisation(collaboration.company),
        "people": [] if action == "close" else _people(collaboration),
        "period": {
            "months": collaboration.period_months,
            "starts_on": _day(collaboration.period_starts_on),
            "ends_on": _day(collaboration.period_ends_on),
        },
        "billing_recipient": collaboration.billing_recipient,
        "terms": {"version": collaboration.terms_version, "accepted_at": _day(collaboration.answered_at)},
    }


def message_about_nobody(*, service: str, firm: Firm, key: UUID, event_id: UUID) -> dict[str, Any]:
    """A message about nobody, to see that the way is open."""
    return {"id": str(key), "event": str(event_id), "action": "test", "service": service, "firm": _organisation(firm)}


def private_in(message: dict[str, Any]) -> list[str]:
    """What of a message never is kept from an answer that repeats it."""
    people = [text for person in message.get("people", ()) for text in (person["name"], person["email"])]
    numbers = [message[party]["corporate_identity_number"] for party in ("firm", "company") if party in message]
    return [*people, *numbers]


def _organisation(one: Firm | Company) -> dict[str, str]:
    return {"name": one.name, "corporate_identity_number": one.corporate_identity_number}


def _people(collaboration: Collaboration) -> list[dict[str, str]]:
    """The staff on the assignment, and the company's administrators unless the service is the firm's alone."""
    participants = AssignmentParticipant.objects.filter(assignment=collaboration.assignment)
    staff = staff_of(collaboration.firm_id).filter(pk__in=participants.values("user_id")).distinct()
    found = [_person(user, Party.FIRM) for user in staff if collaboration.assignment.ended_at is None]
    if collaboration.terms.offer.asks_client:
        administrators = members_of(collaboration.company_id, CompanyRole.ADMINISTRATOR)
        found += [_person(user, Party.CLIENT) for user in administrators]
    return sorted(found, key=lambda person: (person["party"], person["email"]))


def _person(user: User, party: Party) -> dict[str, str]:
    return {"name": user.full_name, "email": user.email, "party": party.value}


def _day(value: Any) -> str | None:
    return value.isoformat() if value is not None else None
