"""The people around a collaboration, as the rules name them."""

from collections.abc import Iterable
from uuid import UUID

from accounts.models import CompanyMembership, User
from accounts.permissions import CompanyRole
from accounts.queries import lon_direkt_users_of, members_of, staff_of
from advisor.models import Assignment, AssignmentParticipant
from collaborations.models import Invitation
from collaborations.rules.facts import Person


def firm_person(user: User) -> Person:
    """One of the firm's own people, by full name."""
    return Person(user.full_name, user.email, user.pk)


def client_person(user: User) -> Person:
    """One of the company's people: the firm sees a given name and an initial, not more than it needs."""
    initial = f" {user.family_name[:1]}." if user.family_name else ""
    return Person(f"{user.given_name}{initial}".strip() or user.email, user.email, user.pk)


def staff_on(assignment: Assignment) -> tuple[Person, ...]:
    """Participants of an open assignment who are still on the firm's staff; needs the firm's scope."""
    if assignment.ended_at is not None:
        return ()
    participants = AssignmentParticipant.objects.filter(assignment=assignment)
    users = staff_of(assignment.firm_id).filter(pk__in=participants.values("user_id"))
    return tuple(firm_person(user) for user in users.distinct())


def members_by_role(company_id: UUID) -> dict[str, tuple[Person, ...]]:
    """The company's administrators and attestors, read at once; needs the company's scope."""
    rows = CompanyMembership.objects.filter(company_id=company_id, ended_at__isnull=True).select_related("user")
    rows = rows.order_by("user__given_name", "user__family_name")
    return {role: tuple(client_person(one.user) for one in rows if one.role == role) for role in CompanyRole.values}


def administrators_of(company_id: UUID) -> tuple[Person, ...]:
    """The company's administrators; needs the company's scope."""
    return _client_people(members_of(company_id, CompanyRole.ADMINISTRATOR))


def recipients_of(company_id: UUID, firm_id: UUID) -> tuple[Person, ...]:
    """The administrators who can answer the firm: those who do not work there; needs the scope of both."""
    staff = set(staff_of(firm_id).values_list("pk", flat=True))
    return tuple(one for one in administrators_of(company_id) if one.user_id not in staff)


def lon_direct_people_of(company_id: UUID) -> tuple[Person, ...]:
    """The company's people with access to Lön Direkt; needs the company's scope."""
    return _client_people(lon_direkt_users_of(company_id).order_by("given_name", "family_name"))


def invited_person(invitation: Invitation) -> Person:
    """Who an invitation is bound to, with the login that the address has by now."""
    login = User.objects.filter(email__iexact=invitation.email).values_list("pk", flat=True).first()
    return Person(invitation.name, invitation.email, login)


def login_of(person: Person) -> UUID:
    """The user id of a person who has a login by now, even if it was made after the person was named."""
    return person.user_id or User.objects.get(email__iexact=person.email).pk


def ids_of(people: Iterable[Person]) -> frozenset[UUID]:
    """The user ids of those who have a login."""
    return frozenset(person.user_id for person in people if person.user_id is not None)


def _client_people(users: Iterable[User]) -> tuple[Person, ...]:
    return tuple(client_person(user) for user in users)
