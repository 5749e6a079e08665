"""Colleagues coming to the firm and leaving it."""

from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts.models import Firm, FirmMembership, User
from accounts.operations import members
from accounts.permissions import ClientAccess, FirmRole
from advisor.models import Assignment, AssignmentParticipant, Client
from advisor.operations.assignments import change_assignment
from advisor.operations.clients import change_client
from common import clock
from events.operations import enqueue, record


class AlreadyStaff(ValueError):
    """The person has a place on the staff."""


class OwnMembership(ValueError):
    """Nobody closes their own access."""


@dataclass(frozen=True)
class Work:
    """What someone leaves behind: clients they are responsible for, assignments they own."""

    clients: list[Client]
    assignments: list[Assignment]


def work_of(membership: FirmMembership) -> Work:
    """What must be handed over."""
    return Work(
        list(Client.objects.filter(responsible_consultant_id=membership.user_id).order_by("sort_key")),
        list(
            Assignment.objects.filter(owner_id=membership.user_id, ended_at__isnull=True)
            .select_related("client")
            .order_by("client__sort_key")
        ),
    )


@transaction.atomic
def invite_staff(
    *, firm: Firm, by: User, email: str, given_name: str, family_name: str, role: str, client_access: str
) -> FirmMembership:
    """Put a person on the staff and send the mail with which they choose a password. Raises AlreadyStaff."""
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        user = User.objects.create_user(email, given_name=given_name, family_name=family_name)
    if FirmMembership.objects.filter(firm=firm, user=user, ended_at__isnull=True).exists():
        raise AlreadyStaff(email)
    membership = members.add_staff(
        firm=firm, user=user, role=FirmRole(role), client_access=ClientAccess(client_access), by=by.pk
    )
    cause = record("advisor.staff_invited", by=by.pk, subject=membership, firm_id=firm.pk, data={"user": user.pk})
    enqueue(
        "advisor.send_staff_invitation", dedupe_key=f"staff:{membership.pk}", cause=cause, membership_id=membership.pk
    )
    return membership


@transaction.atomic
def end_staff(*, membership: FirmMembership, by: User) -> None:
    """Close a colleague's access at once, sessions included; what they had goes to the one who does it.

    Raises OwnMembership.
    """
    if membership.user_id == by.pk:
        raise OwnMembership
    left = work_of(membership)
    for client in left.clients:
        change_client(client=client, by=by, responsible_consultant=by)
    participates = AssignmentParticipant.objects.filter(user_id=membership.user_id, assignment__ended_at__isnull=True)
    for assignment in Assignment.objects.filter(pk__in=participates.values("assignment_id")).select_related("owner"):
        people = [one.user for one in assignment.participants.select_related("user") if one.user != membership.user]
        owner = by if assignment.owner_id == membership.user_id else assignment.owner
        change_assignment(assignment=assignment, name=assignment.name, owner=owner, participants=people, by=by)
    membership.ended_at = clock.now()
    membership.save(update_fields=["ended_at"])
    record("advisor.staff_ended", by=by.pk, subject=membership, firm_id=membership.firm_id)
    for session in UserSession.objects.filter(user_id=membership.user_id):
        session.end()
