"""Adding, changing and ending assignments; access follows the participants."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from advisor import assignment_changes
from advisor.models import Assignment, AssignmentParticipant, Client
from common import clock
from events.operations import record


@transaction.atomic
def add_assignment(*, client: Client, name: str, owner: User, participants: Iterable[User], by: User) -> Assignment:
    """Take on an assignment; the owner is always a participant."""
    assignment = Assignment.objects.create(firm_id=client.firm_id, client=client, name=name, owner=owner)
    _set_participants(assignment, {owner, *participants})
    _record("advisor.assignment_added", assignment, by)
    assignment_changes.announce(assignment, by.pk)
    return assignment


@transaction.atomic
def change_assignment(
    *, assignment: Assignment, name: str, owner: User, participants: Iterable[User], by: User
) -> Assignment:
    """Change name, owner or participants; who leaves loses access with the commit."""
    locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
    locked.name = name
    locked.owner = owner
    locked.save(update_fields=["name", "owner"])
    _set_participants(locked, {owner, *participants})
    _record("advisor.assignment_changed", locked, by)
    assignment_changes.announce(locked, by.pk)
    return locked


@transaction.atomic
def end_assignment(*, assignment: Assignment, by: User) -> None:
    """End an assignment; its participants lose the access that came with it."""
    locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
    locked.ended_at = clock.now()
    locked.save(update_fields=["ended_at"])
    _record("advisor.assignment_ended", locked, by)
    assignment_changes.announce(locked, by.pk)


def _set_participants(assignment: Assignment, users: set[User]) -> None:
    present = AssignmentParticipant.objects.filter(assignment=assignment)
    present.exclude(user__in=users).delete()
    there = set(present.values_list("user_id", flat=True))
    AssignmentParticipant.objects.bulk_create(
        AssignmentParticipant(firm_id=assignment.firm_id, assignment=assignment, user=user)
        for user in users
        if user.pk not in there
    )


def _record(kind: str, assignment: Assignment, by: User) -> None:
    data = {"client": assignment.client_id, "name": assignment.name}
    record(kind, by=by.pk, subject=assignment, firm_id=assignment.firm_id, data=data)
