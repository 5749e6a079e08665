"""The firm, its staff and its clients."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from stdnum import luhn

from accounts.models import Company, Firm, User
from accounts.operations.members import add_member, add_staff
from accounts.permissions import CompanyRole
from advisor.models import Assignment, Client, Contact
from advisor.operations.assignments import add_assignment
from advisor.operations.clients import add_client
from advisor.operations.contacts import add_contact
from common import clock
from common.rls import as_system
from common.scoping import scope
from config.demo import cast


@dataclass
class Place:
    """A client with everything that belongs to it."""

    client: Client
    company: Company
    contact: Contact | None
    assignment: Assignment | None
    administrator: User | None = None


@dataclass
class World:
    """The firm and what it has."""

    firm: Firm
    staff: dict[str, User]
    places: dict[str, Place] = field(default_factory=dict)

    @property
    def eva(self) -> User:
        """The firm's administrator, who sets everything up."""
        return self.staff[cast.EVA.email]


def morning(day: date) -> datetime:
    """Nine o'clock on a day, or now if that is still to come."""
    return min(datetime.combine(day, time(9), clock.STOCKHOLM), clock.now())


def login(name: str, email: str) -> User:
    """A person who can sign in with the demo's password."""
    given, _, family = name.partition(" ")
    return User.objects.create_user(email, cast.PASSWORD, given_name=given, family_name=family)


def number(position: int) -> str:
    """A made-up corporate identity number that passes the checks."""
    body = f"55990{position:04d}"
    return body + luhn.calc_check_digit(body)


def make_world() -> World:
    """The firm with its staff."""
    name, corporate_number = cast.FIRM
    firm = Firm(name=name, corporate_identity_number=corporate_number)
    with as_system(reason="demo", firm_id=firm.pk):
        firm.save(force_insert=True)
    staff = {}
    for one in cast.STAFF:
        staff[one.email] = login(one.name, one.email)
        User.objects.filter(email=one.email).update(is_operator=one.is_operator)
        add_staff(firm=firm, user=staff[one.email], role=one.role, client_access=one.client_access, by=None)
    return World(firm, staff)


def make_clients(world: World, on: date) -> None:
    """Fourteen clients, each with a contact and an assignment but for those whose point is to lack one."""
    responsible = [world.staff[one.email] for one in (cast.EVA, cast.JON, cast.SARA)]
    for position, (name, city, contact) in enumerate(cast.CLIENTS, start=1):
        with as_system(reason="demo", firm_id=world.firm.pk), scope(firm_id=world.firm.pk):
            client = add_client(
                firm=world.firm,
                by=world.eva,
                on=on,
                corporate_identity_number=number(position),
                name=name,
                client_number=str(1000 + position),
                responsible_consultant=responsible[position % 3],
                street=f"Storgatan {position}",
                postal_code="83130",
                city=city,
                email=f"info@{cast.client_email(contact, name).split('@')[1]}",
            )
        world.places[name] = _furnish(world, client, contact)


def _furnish(world: World, client: Client, contact_name: str) -> Place:
    email = cast.client_email(contact_name, client.name)
    if client.name == "Örnsköldsviks Bokhandel AB":
        email = ""
    if client.name == "Vita Villan Hotell AB":
        email = cast.JON.email
    given, _, family = contact_name.partition(" ")
    with as_system(reason="demo", firm_id=world.firm.pk, company_id=client.company_id), scope(firm_id=world.firm.pk):
        contact = add_contact(
            client=client, by=world.eva, given_name=given, family_name=family, email=email, role="VD",
            is_administrator=True,
        )  # fmt: skip
        assignment = None
        if client.name != "Fiskebåten Ester AB":
            assignment = add_assignment(
                client=client,
                name="Löpande lön",
                owner=client.responsible_consultant,
                participants=[world.eva, world.staff[cast.JON.email]],
                by=world.eva,
            )
    with as_system(reason="demo", company_id=client.company_id):
        company = Company.objects.get(pk=client.company_id)
    return Place(client, company, contact, assignment)


def make_administrator(place: Place, on: date) -> User:
    """The contact becomes the company's administrator, as if the company had its own account."""
    assert place.contact is not None
    user = login(place.contact.full_name, place.contact.email)
    add_member(company_id=place.company.pk, user=user, role=CompanyRole.ADMINISTRATOR, by=None, on=on)
    place.administrator = user
    return user
