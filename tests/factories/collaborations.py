"""A firm, its client and their collaborations for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import collaborations.tasks  # noqa: F401 registers the tasks that draining the outbox runs
from accounts.models import Company, Firm, User
from accounts.permissions import GrantScope
from advisor.models import Assignment, Client, Contact
from collaborations.catalogue import offer_of
from collaborations.models import Collaboration, Invitation, UnlinkedCollaboration
from collaborations.operations.activation import activate
from collaborations.operations.answers import accept
from collaborations.operations.handover import ask_for_handover
from collaborations.operations.work import Newcomer
from collaborations.rules.terms import (
    BillingRecipient,
    Party,
    Responsibilities,
    Terms,
    TimeMode,
    firm_only_responsibilities,
)
from common import clock
from common.rls import as_system
from tests.factories.accounts import give, make_company, make_firm, make_member, make_staff
from tests.factories.advisor import make_assignment, make_client, make_contact

AGREED = Responsibilities(Party.FIRM, Party.CLIENT, Party.CLIENT, Party.BOTH, Party.FIRM)


def standard_terms(
    *,
    billing: BillingRecipient = BillingRecipient.CLIENT,
    months: int = 12,
    mode: TimeMode = TimeMode.EMPLOYEES_REGISTER,
    matrix: Responsibilities = AGREED,
) -> Terms:
    """Standard, in which the client reviews payroll and approves time."""
    return Terms(offer_of("LON_SMART", "STANDARD"), billing, months, mode, matrix)


def start_terms(
    *,
    billing: BillingRecipient = BillingRecipient.FIRM,
    months: int = 12,
    mode: TimeMode = TimeMode.FIRM_REGISTERS,
) -> Terms:
    """Start, in which only the firm works in payroll."""
    return Terms(offer_of("LON_SMART", "START"), billing, months, mode, firm_only_responsibilities(mode))


@dataclass
class Cast:
    """A firm with two consultants on the client's assignment and one who is not."""

    firm: Firm
    company: Company
    client: Client
    assignment: Assignment
    contact: Contact
    eva: User
    jon: User
    sven: User
    administrators: list[User] = field(default_factory=list)

    @contextmanager
    def seen(self) -> Iterator[None]:
        """Look at both parties' data."""
        with as_system(reason="test", firm_id=self.firm.pk, company_id=self.company.pk):
            yield

    def activate(
        self, terms: Terms | None = None, *, by: User | None = None, unlinked_id: UUID | None = None
    ) -> Collaboration:
        """Activate with the usual choices, or connect what was made elsewhere."""
        return activate(
            client=self.client,
            assignment=self.assignment,
            contact=self.contact,
            terms=terms or standard_terms(),
            by=by or self.eva,
            at=clock.now(),
            unlinked_id=unlinked_id,
        )

    def invitation(self, collaboration: Collaboration, user: User | None = None) -> Invitation:
        """The invitation to one of the administrators, or the only one."""
        with self.seen():
            rows = Invitation.objects.filter(collaboration=collaboration)
            return rows.get(user=user) if user else rows.get()

    def accept(self, collaboration: Collaboration, user: User | None = None) -> Collaboration:
        """Accept as an administrator."""
        user = user or self.administrators[0]
        return accept(invitation=self.invitation(collaboration, user), by=user, at=clock.now())

    def accept_as_newcomer(self, collaboration: Collaboration) -> Collaboration:
        """Accept as the invited contact of a company that nobody has an account at."""
        newcomer = Newcomer("Ola", "Persson", "tallbarr och lingon")
        return accept(invitation=self.invitation(collaboration), by=None, newcomer=newcomer, at=clock.now())

    def fresh(self, collaboration: Collaboration) -> Collaboration:
        """The row as it is now."""
        with self.seen():
            return Collaboration.objects.select_related("client", "firm").get(pk=collaboration.pk)

    def ask_for_handover(
        self, day: date, terms: Terms | None = None, *, by: User | None = None, seen: str | None = None
    ) -> Collaboration:
        """Ask the client to let this firm take over from another one."""
        return ask_for_handover(
            client=self.client,
            assignment=self.assignment,
            terms=terms or standard_terms(),
            takes_over_on=day,
            by=by or self.eva,
            at=clock.now(),
            seen=seen,
        )


def make_rival(cast: Cast, name: str = "Sydost Redovisning AB") -> Cast:
    """Another firm whose client the same company is."""
    firm = make_firm(name)
    eva, jon, sven = (make_staff(firm, name) for name in ("Elsa Lund", "Jens Alm", "Sara Sund"))
    client = make_client(firm, cast.company)
    return Cast(
        firm=firm,
        company=cast.company,
        client=client,
        assignment=make_assignment(client, owner=eva, participants=[jon]),
        contact=make_contact(client, "Ola Persson", email=f"ola.{client.pk.hex[-6:]}@solrosen.example"),
        eva=eva,
        jon=jon,
        sven=sven,
        administrators=cast.administrators,
    )


def make_unlinked(
    firm: Firm, *, by: User, number: str = "5560125790", name: str = "", **said: Any
) -> UnlinkedCollaboration:
    """A collaboration that was made elsewhere: Standard, and the client pays, unless something else is said."""
    agreed = {"service": "LON_SMART", "variant": "STANDARD", "billing_recipient": "CLIENT", "period_months": 12}
    with as_system(reason="test data", firm_id=firm.pk):
        return UnlinkedCollaboration.objects.create(
            firm=firm,
            corporate_identity_number=number,
            company_name=name,
            imported_by=by,
            imported_at=clock.now(),
            **{**agreed, **said},
        )


def make_cast(*, account: bool = True, lon_direct: bool = False) -> Cast:
    """A client whose company has an account with two administrators, or is not known to the system."""
    firm, company = make_firm(), make_company()
    eva, jon, sven = (make_staff(firm, name) for name in ("Eva Lind", "Jon Ask", "Sven Storm"))
    client = make_client(firm, company)
    administrators = [make_member(company, "Ola Persson"), make_member(company, "Mia Krok")] if account else []
    if lon_direct:
        give(administrators[1], company, GrantScope.LON_DIRECT)
    return Cast(
        firm=firm,
        company=company,
        client=client,
        assignment=make_assignment(client, owner=eva, participants=[jon]),
        contact=make_contact(client, "Ola Persson", email=f"ola.{client.pk.hex[-6:]}@solrosen.example"),
        eva=eva,
        jon=jon,
        sven=sven,
        administrators=administrators,
    )
