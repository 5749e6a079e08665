"""Two firms and two companies in the database, and what the rows say after each step."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import connection

import collaborations.tasks  # noqa: F401 registers the tasks that deliveries run
from accounts.models import Company, CompanyMembership, User
from accounts.permissions import GrantScope
from advisor.models import Assignment, Client, Contact
from collaborations.models import Collaboration, CollaborationChange, Invitation
from common import clock
from common.rls import as_system
from events.models import OutboxEffect
from tests.factories.accounts import give, make_company, make_firm, make_member, make_staff
from tests.factories.advisor import make_assignment, make_client, make_contact
from tests.factories.effects import deliver

FIRMS = ("Norrsken", "Sydsken")
COMPANIES = ("Solrosen", "Björken")
WITHOUT_MAIL = (
    "collaborations.expire_request", "collaborations.deactivate_lon_direct", "collaborations.provision",
    "collaborations.end_when_due", "collaborations.hand_over_when_due", "collaborations.change_when_due",
    "collaborations.expire_change",
)  # fmt: skip
"""What changes something when it is delivered."""
VIEWS = "SELECT viewname FROM pg_views WHERE schemaname = 'public' AND viewname LIKE 'inv\\_%' ORDER BY 1"
KEPT = ("collaborations_collaboration", "collaborations_collaborationchange", "collaborations_billingperiod",
        "collaborations_invitation", "accounts_accessgrant", "accounts_companymembership", "events_auditevent",
        "events_outboxeffect")  # fmt: skip
"""Tables from which nothing ever disappears."""


@dataclass
class Side:
    """A company as the client of one firm."""

    client: Client
    contact: Contact
    assignments: list[Assignment]
    eva: User
    jon: User
    sven: User
    jon_takes_part: bool = True

    def staff(self, assignment: int) -> set[UUID]:
        """Who works on the first or the second assignment."""
        if assignment:
            return {self.sven.pk}
        return {self.eva.pk, self.jon.pk} if self.jon_takes_part else {self.eva.pk}


@dataclass
class World:
    """Everybody there is."""

    companies: dict[str, Company]
    sides: dict[tuple[str, str], Side]
    administrators: dict[str, list[User]]
    lon_direct_user: User
    email: str
    attestor: CompanyMembership | None = None
    rows: dict[str, set[UUID]] = field(default_factory=dict)

    @contextmanager
    def seen(self, firm: str, company: str) -> Iterator[None]:
        """Look at what both parties have."""
        client = self.sides[firm, company].client
        with as_system(reason="test", firm_id=client.firm_id, company_id=client.company_id):
            yield

    def begin_again(self) -> None:
        """What a former life has changed here is forgotten."""
        self.attestor, self.rows = None, {}
        for side in self.sides.values():
            side.jon_takes_part = True

    def firm_of(self, user: UUID) -> str | None:
        """The firm whose staff the user is on."""
        staff = {one.pk: firm for (firm, _), side in self.sides.items() for one in (side.eva, side.jon, side.sven)}
        return staff.get(user)

    def attestors_of(self, company: str) -> set[UUID]:
        """Who approves time at the company without being its administrator."""
        return {self.attestor.user_id} if self.attestor and company == "Solrosen" else set()

    def login_of(self, email: str) -> User | None:
        """Whose address it is, once it is somebody's."""
        return User.objects.filter(email=email).first()

    def administrators_of(self, company: str) -> list[User]:
        """Who answers for the company: the contact, too, once the product has made an administrator of them."""
        found = self.administrators[company]
        return found or list(User.objects.filter(email=self.email))

    def invitation(self, collaboration: Collaboration, number: int) -> Invitation:
        """One of the links to answer with."""
        tenant = {"firm_id": collaboration.firm_id, "company_id": collaboration.company_id}
        with as_system(reason="test", **tenant):
            found = list(Invitation.objects.filter(collaboration=collaboration).order_by("email"))
        return found[number % len(found)]

    def change(self, collaboration: Collaboration) -> CollaborationChange:
        """The last change."""
        tenant = {"firm_id": collaboration.firm_id, "company_id": collaboration.company_id}
        with as_system(reason="test", **tenant):
            rows = CollaborationChange.objects.filter(collaboration=collaboration)
            return rows.select_related("collaboration").latest("asked_at", "pk")


def make_world() -> World:
    """A company with an account and Lön Direkt, one that is not known, and two firms that both are after them."""
    companies = {name: make_company(f"{name} AB") for name in COMPANIES}
    administrators = [make_member(companies["Solrosen"], name) for name in ("Ola Persson", "Mia Krok")]
    give(administrators[1], companies["Solrosen"], GrantScope.LON_DIRECT)
    email = f"ola.{companies['Björken'].pk.hex[-6:]}@bjorken.example"
    sides = {}
    for firm_name in FIRMS:
        firm = make_firm(f"{firm_name} Redovisning AB")
        eva, jon, sven = (make_staff(firm, name) for name in ("Eva Lind", "Jon Ask", "Sven Storm"))
        for name, company in companies.items():
            client = make_client(firm, company, responsible=eva)
            first = make_assignment(client, owner=eva, participants=[jon])
            second = make_assignment(client, owner=sven, name="Lön")
            sides[firm_name, name] = Side(
                client, make_contact(client, "Ola Ek", email=email), [first, second], eva, jon, sven
            )
    return World(companies, sides, {"Solrosen": administrators, "Björken": []}, administrators[1], email)


@contextmanager
def as_owner() -> Iterator[Any]:
    """A cursor that sees every row."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE lonsam_migrate")
        try:
            yield cursor
        finally:
            cursor.execute("SET ROLE lonsam_app")


def deliver_due() -> None:
    """Deliver what is due, apart from mails. Nothing of it may fail."""
    while True:
        with as_owner():
            due = OutboxEffect.objects.filter(kind__in=WITHOUT_MAIL, state="QUEUED", next_attempt_at__lte=clock.now())
            effects = list(due.order_by("next_attempt_at", "created_at", "id"))
        if not effects:
            return
        for effect in effects:
            deliver(effect)
        with as_owner():
            failed = OutboxEffect.objects.filter(pk__in=[effect.pk for effect in effects]).exclude(state="SENT")
            assert [(effect.kind, effect.last_error) for effect in failed] == []


def broken_invariants() -> list[str]:
    """The views that are not empty, and deferred constraints that would have failed at the commit."""
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("SELECT 1 FROM pg_prepared_statements WHERE name = 'all_invariants'")
        if cursor.fetchone() is None:
            cursor.execute(VIEWS)
            asked = [f"SELECT '{row[0]}' WHERE EXISTS (SELECT FROM {row[0]})" for row in cursor.fetchall()]
            asked.append("SELECT fault FROM broken_audit_events()")
            cursor.execute("PREPARE all_invariants AS " + " UNION ALL ".join(asked))
        cursor.execute("EXECUTE all_invariants")
        return [row[0] for row in cursor.fetchall()]


def disappeared(world: World) -> list[str]:
    """Tables that have lost a row since the last time."""
    found = []
    with as_owner() as cursor:
        for table in KEPT:
            cursor.execute(f"SELECT id FROM {table}")
            rows = {row[0] for row in cursor.fetchall()}
            if not rows >= world.rows.get(table, set()):
                found.append(table)
            world.rows[table] = rows
    return found


def facts_of(table: str, columns: str, condition: str = "true") -> list[tuple[Any, ...]]:
    """Rows as they are."""
    with as_owner() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} WHERE {condition}")
        return list(cursor.fetchall())


def open_grants() -> set[tuple[UUID, UUID, str, UUID | str]]:
    """Who reaches what at which company; of what a collaboration did not give, only the kind of its source."""
    columns = "company_id, user_id, scope, source_type, source_id"
    scopes = "ended_at IS NULL AND scope IN ('payroll', 'preparation', 'time_approval', 'lon_direkt')"
    rows = facts_of("accounts_accessgrant", columns, scopes)
    return {(row[0], row[1], row[2], row[4] if row[3] == "collaboration" else row[3]) for row in rows}


def gaps_in_billing() -> list[str]:
    """Collaborations billed for a day twice, or not billed for a day between the first and the last."""
    rows = facts_of(
        "collaborations_billingperiod",
        "collaboration_id, starts_on, ends_on",
        "ends_on IS NULL OR ends_on >= starts_on",
    )
    found = []
    for key in {row[0] for row in rows}:
        mine = sorted((row[1], row[2]) for row in rows if row[0] == key)
        if any(before[1] is None or (after[0] - before[1]).days != 1 for before, after in pairwise(mine)):
            found.append(str(key))
    return found
