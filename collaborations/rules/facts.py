"""What is known about both parties when a collaboration is planned: read in bulk, frozen, then judged."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class ServiceUse(StrEnum):
    """Who already works in the service for the company."""

    NONE = "NONE"
    OWN = "OWN"
    THIS_FIRM = "THIS_FIRM"
    OTHER_FIRM = "OTHER_FIRM"


@dataclass(frozen=True, order=True)
class Person:
    """Somebody who is named in a plan. `user_id` is empty until the person has a login."""

    name: str
    email: str
    user_id: UUID | None = None


@dataclass(frozen=True)
class ContactFacts:
    """The client's contact who would become the company's first administrator."""

    person: Person
    is_firm_staff: bool


@dataclass(frozen=True)
class OwnAgreement:
    """The company's own agreement about the service: its variant, when it is renewed, and who works in it.

    `variant` is empty when it is not known, `renews_on` when nothing is charged from a date.
    """

    variant: str = ""
    renews_on: date | None = None
    people: tuple[Person, ...] = ()


@dataclass(frozen=True)
class Facts:
    """One client and one service at one moment.

    `administrators`, `attestors` and `lon_direct` are people of the company; `staff` are the firm's people on
    the chosen assignment. `open_lon_direct_runs` are sentences about unfinished work.
    """

    has_account: bool
    """Whether anybody at the company has or ever had an account: where all have left, a firm's word opens nothing."""
    service_use: ServiceUse = ServiceUse.NONE
    has_assignment: bool = True
    staff: tuple[Person, ...] = ()
    sender: Person | None = None
    contact: ContactFacts | None = None
    address_complete: bool = True
    number_valid: bool = True
    """Whether the company's corporate identity number can be one."""
    request_open: bool = False
    may_prepare: bool = False
    """Whether nobody has done the company's payroll yet: what the firm prepares is then all that it sees."""
    administrators: tuple[Person, ...] = ()
    administrators_in_firm: tuple[Person, ...] = ()
    """Administrators who also work at the firm: they cannot answer for the client."""
    attestors: tuple[Person, ...] = ()
    lon_direct: tuple[Person, ...] = ()
    open_lon_direct_runs: tuple[str, ...] = ()
    lon_direct_employees: int = 0
    """How many employees Lön Direkt pays, who go over to the firm when it is closed."""
    own: OwnAgreement | None = None
    """What the company has of its own, when `service_use` says so."""
    included_in: str = ""
    """A subscription of the company that includes the service, by name."""
    is_own_firm: bool = False
    """Whether the firm is its own client."""
    made_elsewhere: bool = False
    """Whether the firm has imported a collaboration with the company in the service, and not connected it yet."""
    connects: bool = False
    """Whether that is what is being done now."""
    approving_client: tuple[Person, ...] = ()
    approving_staff: tuple[Person, ...] = ()
    """Who approves time today in the payroll that the service stands on."""
    lacks_service: str = ""
    """A service that has to be active first and is not, by name."""

    @property
    def told_at_firm(self) -> tuple[Person, ...]:
        """Who at the firm hears the outcome: the staff on the assignment and whoever sent the request."""
        sender = () if self.sender is None else (self.sender,)
        return tuple(dict.fromkeys((*self.staff, *sender)))

    @property
    def recipients(self) -> tuple[Person, ...]:
        """Who can answer a request: the administrators, or the contact of a company without account."""
        if self.has_account:
            return tuple(person for person in self.administrators if person not in self.administrators_in_firm)
        return () if self.contact is None else (self.contact.person,)
