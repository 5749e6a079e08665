"""What the model of two firms and two companies remembers, and what follows from it at once."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from collaborations.rules.terms import BillingRecipient, Party, Responsibilities, Terms, TimeMode
from common.clock import STOCKHOLM

WORKING = ("ACTIVE", "ENDING")
EMPLOYEES = TimeMode.EMPLOYEES_REGISTER


@dataclass
class Company:
    """What a company is to the firms."""

    name: str
    known: bool
    lon_direct: bool
    does_own_payroll: bool = False
    closed_by_start: set[str] = field(default_factory=set)
    somebody_did_payroll: bool = False
    prepared_by: str = ""


@dataclass
class Planned:
    """A change that is decided or asked for."""

    before: Terms
    after: Terms
    moves: bool
    state: str
    day: date | None
    expires_at: datetime | None = None


@dataclass
class Deal:
    """A collaboration."""

    firm: str
    company: Company
    terms: Terms
    state: str
    assignment: int = 0
    expires_at: datetime | None = None
    began_on: date | None = None
    period_ends_on: date | None = None
    last_day: date | None = None
    ended_by: str = ""
    """The party that decided an end for a later day."""
    after_end: str = ""
    takes_over_on: date | None = None
    successor: "Deal | None" = None
    former_end: tuple[date | None, str] | None = None
    """The end that was decided before a handover took its place."""
    prepares: bool = False
    changes: list[Planned] = field(default_factory=list)

    @property
    def service(self) -> str:
        return self.terms.offer.service

    @property
    def variant(self) -> str:
        return self.terms.offer.variant

    @property
    def open_change(self) -> Planned | None:
        return next((one for one in self.changes if one.state in ("PENDING", "WAITING_FOR_CLIENT")), None)


def midnight(day: date) -> datetime:
    """When the day begins in Sweden."""
    return datetime.combine(day, time(), STOCKHOLM)


def moments(deal: Deal) -> list[datetime]:
    found = []
    if deal.state == "REQUESTED" and deal.expires_at:
        found.append(deal.expires_at)
    if deal.state == "AGREED" and deal.takes_over_on:
        found.append(midnight(deal.takes_over_on))
    if deal.state == "ENDING" and deal.last_day:
        found.append(midnight(deal.last_day + timedelta(days=1)))
    change = deal.open_change
    if change and change.state == "WAITING_FOR_CLIENT" and change.expires_at:
        found.append(change.expires_at)
    if change and change.state == "PENDING" and change.day:
        found.append(midnight(change.day))
    return found


def differences(before: Terms, after: Terms, moves: bool) -> frozenset[str]:
    """What differs, by name."""
    found = {"assignment"} if moves else set()
    if before.offer.variant != after.offer.variant:
        found.add("variant")
    for name in ("billing_recipient", "period_months", "time_mode"):
        if getattr(before, name) != getattr(after, name):
            found.add(name)
    for name in Responsibilities.__dataclass_fields__:
        if getattr(before.responsibilities, name) != getattr(after.responsibilities, name):
            found.add(name)
    return frozenset(found)


def may(role: str, differing: frozenset[str]) -> bool:
    """A consultant moves the assignment, the client decides who approves time, full client rights all."""
    only = {"CONSULTANT": {"assignment"}, "CLIENT": {"time_approval"}}
    return role == "FIRM" or differing <= only[role]


def asks(before: Terms, after: Terms) -> bool:
    """The client is let into payroll, or is to pay from now on."""
    opens = (before.offer.variant, after.offer.variant) == ("START", "STANDARD")
    client = BillingRecipient.CLIENT
    return opens or (after.billing_recipient is client and before.billing_recipient is not client)


def client_works(terms: Terms) -> bool:
    """Whether the client has something to do in payroll itself."""
    matrix = terms.responsibilities
    tasks = [matrix.payroll_approval, matrix.salary_payment]
    if terms.time_mode is not EMPLOYEES:
        tasks.append(matrix.time_registration)
    return terms.offer.variant == "STANDARD" and any(party is not Party.FIRM for party in tasks)
