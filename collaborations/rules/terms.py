"""What a collaboration is agreed to be: service, variant, billing, period, time mode and who does what."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class ServedBy(StrEnum):
    """Who does the work of a service: this product's payroll, its pages for employees, or a provider."""

    PAYROLL = "PAYROLL"
    SELF_SERVICE = "SELF_SERVICE"
    PROVIDER = "PROVIDER"


class BillingRecipient(StrEnum):
    """Who gets the invoice for the service."""

    FIRM = "FIRM"
    CLIENT = "CLIENT"


class TimeMode(StrEnum):
    """Who registers time: the firm with quick choices, or the employees with attestation."""

    FIRM_REGISTERS = "FIRM_REGISTERS"
    EMPLOYEES_REGISTER = "EMPLOYEES_REGISTER"


class Party(StrEnum):
    """Who has a responsibility. The client's employees and attestors count as the client."""

    FIRM = "FIRM"
    CLIENT = "CLIENT"
    BOTH = "BOTH"

    @property
    def includes_client(self) -> bool:
        return self is not Party.FIRM

    @property
    def includes_firm(self) -> bool:
        return self is not Party.CLIENT


@dataclass(frozen=True)
class Responsibilities:
    """The responsibility matrix: one party for each task."""

    schedules: Party
    time_registration: Party
    time_approval: Party
    payroll_approval: Party
    salary_payment: Party


@dataclass(frozen=True)
class GroupResponsibilities:
    """What is agreed about one employee group; a task without a party is done as for the others.

    Payroll is one run for everybody, so its review, approval and payment are not agreed group by group.
    Where the client has a part in registering, the group's employees register and their time is approved.
    """

    group: UUID
    name: str = field(compare=False)
    """What the group was called when it was agreed."""
    schedules: Party | None = None
    time_registration: Party | None = None
    time_approval: Party | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether everything is done as for the others."""
        return not any(getattr(self, task) for task in GROUP_TASKS)


GROUP_TASKS = ("schedules", "time_registration", "time_approval")


@dataclass(frozen=True)
class MatrixRow:
    """What holds for one group, or, without one, for everybody else."""

    group: UUID | None
    name: str
    schedules: Party
    time_registration: Party
    time_approval: Party
    employees_register: bool


@dataclass(frozen=True)
class Offer:
    """A service in one variant, as the catalogue describes it; `variant` is empty where a service has none.

    `billing_recipients` and `period_months` are empty where they are not asked.
    """

    service: str
    variant: str
    billing_recipients: tuple[BillingRecipient, ...]
    period_months: tuple[int, ...]
    client_works_in_payroll: bool
    """Whether responsibilities are agreed and the client can hold payroll access at all."""
    closes_lon_direct: bool
    active_at_once_without_account: bool
    """Whether the firm's assignment is enough when nobody at the company could answer yet."""
    served_by: ServedBy = ServedBy.PAYROLL
    asks_client: bool = True
    """Whether the client has to accept; a tool of the firm alone does not ask."""
    registers_time: bool = False
    """Whether employees register time in it."""
    needs: str = ""
    """A service that has to be active first."""
    on_end: str = "READ_ONLY"

    @property
    def does_payroll(self) -> bool:
        """Whether time mode and responsibilities are agreed, and payroll is opened."""
        return self.served_by is ServedBy.PAYROLL


@dataclass(frozen=True)
class Terms:
    """What the firm proposes and the client accepts. Recipient and period are None where they are not asked."""

    offer: Offer
    billing_recipient: BillingRecipient | None
    period_months: int | None
    time_mode: TimeMode
    responsibilities: Responsibilities
    groups: tuple[GroupResponsibilities, ...] = ()


class TermsProblem(StrEnum):
    """A choice that the offer does not allow; each belongs to one field of the form."""

    BILLING_RECIPIENT_NOT_OFFERED = "billing_recipient"
    PERIOD_NOT_OFFERED = "period_months"
    TIME_REGISTRATION_WITHOUT_FIRM = "time_registration_firm"
    TIME_REGISTRATION_WITHOUT_EMPLOYEES = "time_registration_employees"
    TIME_APPROVAL_WITHOUT_ATTESTORS = "time_approval"
    RESPONSIBILITIES_FIXED = "responsibilities"
    APPROVAL_OF_WHAT_THE_FIRM_REGISTERS = "group_approval"


def firm_only_responsibilities(time_mode: TimeMode) -> Responsibilities:
    """The matrix when only the firm works in payroll: firm for all but what employees and attestors do."""
    time = Party.CLIENT if time_mode is TimeMode.EMPLOYEES_REGISTER else Party.FIRM
    return Responsibilities(Party.FIRM, time, time, Party.FIRM, Party.FIRM)


def matrix_rows(
    time_mode: TimeMode, matrix: Responsibilities, groups: tuple[GroupResponsibilities, ...] = ()
) -> tuple[MatrixRow, ...]:
    """The matrix of what can differ by group, row by row: first what holds for everybody else."""
    registering = time_mode is TimeMode.EMPLOYEES_REGISTER
    usual = MatrixRow(
        None, "", matrix.schedules, matrix.time_registration, matrix.time_approval, employees_register=registering
    )
    return (usual, *(_row(one, usual) for one in groups))


def _row(one: GroupResponsibilities, usual: MatrixRow) -> MatrixRow:
    return MatrixRow(
        group=one.group,
        name=one.name,
        schedules=one.schedules or usual.schedules,
        time_registration=one.time_registration or usual.time_registration,
        time_approval=one.time_approval or usual.time_approval,
        employees_register=one.time_registration.includes_client if one.time_registration else usual.employees_register,
    )


def service_terms(offer: Offer, recipient: BillingRecipient | None = None, months: int | None = None) -> Terms:
    """Terms of a service in which nothing is agreed about who does what: the firm does all there is."""
    mode = TimeMode.EMPLOYEES_REGISTER if offer.registers_time else TimeMode.FIRM_REGISTERS
    return Terms(offer, recipient, months, mode, firm_only_responsibilities(mode))


def problems_in(terms: Terms) -> tuple[TermsProblem, ...]:
    """Every choice in the terms that the offer does not allow, in the order of the form."""
    found = []
    if terms.billing_recipient not in (terms.offer.billing_recipients or (None,)):
        found.append(TermsProblem.BILLING_RECIPIENT_NOT_OFFERED)
    if terms.period_months not in (terms.offer.period_months or (None,)):
        found.append(TermsProblem.PERIOD_NOT_OFFERED)
    return (*found, *_responsibility_problems(terms), *_group_problems(terms))


def _group_problems(terms: Terms) -> tuple[TermsProblem, ...]:
    """Groups are agreed about where the client works in payroll; nobody approves what the firm itself registers."""
    if terms.groups and not terms.offer.client_works_in_payroll:
        return (TermsProblem.RESPONSIBILITIES_FIXED,)
    needless = (
        one.time_registration is Party.FIRM and one.time_approval not in (None, Party.FIRM) for one in terms.groups
    )
    return (TermsProblem.APPROVAL_OF_WHAT_THE_FIRM_REGISTERS,) if any(needless) else ()


def _responsibility_problems(terms: Terms) -> tuple[TermsProblem, ...]:
    matrix = terms.responsibilities
    if not terms.offer.client_works_in_payroll:
        fixed = matrix == firm_only_responsibilities(terms.time_mode)
        return () if fixed else (TermsProblem.RESPONSIBILITIES_FIXED,)
    found = []
    if terms.time_mode is TimeMode.FIRM_REGISTERS:
        if not matrix.time_registration.includes_firm:
            found.append(TermsProblem.TIME_REGISTRATION_WITHOUT_FIRM)
        return tuple(found)
    if not matrix.time_registration.includes_client:
        found.append(TermsProblem.TIME_REGISTRATION_WITHOUT_EMPLOYEES)
    if not matrix.time_approval.includes_client:
        found.append(TermsProblem.TIME_APPROVAL_WITHOUT_ATTESTORS)
    return tuple(found)
