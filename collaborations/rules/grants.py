"""Which access a collaboration gives to whom: the one source for operations and for the invariant check."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from collaborations.rules.states import WORKING_STATES, State
from collaborations.rules.terms import GroupResponsibilities, MatrixRow, Responsibilities, TimeMode, matrix_rows


class Access(StrEnum):
    """The accesses that a collaboration can give; the values are those of `GrantScope`."""

    PAYROLL = "payroll"
    PREPARATION = "preparation"
    SCHEDULES = "schedules"
    TIME_APPROVAL = "time_approval"


@dataclass(frozen=True)
class GrantFacts:
    """A collaboration and the people around it, as user ids."""

    state: State
    does_payroll: bool
    client_works_in_payroll: bool
    time_mode: TimeMode
    responsibilities: Responsibilities
    staff: frozenset[UUID]
    administrators: frozenset[UUID]
    attestors: frozenset[UUID]
    groups: tuple[GroupResponsibilities, ...] = ()
    may_prepare: bool = False
    """Whether nobody has done the company's payroll, so that the firm would see nothing but its own drafts."""


@dataclass(frozen=True)
class Grant:
    """One access for one user."""

    user_id: UUID
    access: Access
    group: UUID | None = None
    """The employee group that it is about; None: those about whose group nothing of its own is agreed."""


def grants_for(facts: GrantFacts) -> frozenset[Grant]:
    """Exactly the grants that the collaboration is the source of: work in payroll, or its preparation before that."""
    if facts.does_payroll and facts.may_prepare and facts.state is State.REQUESTED:
        return frozenset(Grant(user, Access.PREPARATION) for user in facts.staff)
    if not facts.does_payroll or facts.state not in WORKING_STATES:
        return frozenset()
    given = {Grant(user, Access.PAYROLL) for user in facts.staff}
    if client_has_payroll_tasks(facts.client_works_in_payroll, facts.time_mode, facts.responsibilities):
        given |= {Grant(user, Access.PAYROLL) for user in facts.administrators}
    for row in matrix_rows(facts.time_mode, facts.responsibilities, facts.groups):
        given |= _granted_by(row, facts)
    return frozenset(given)


def _granted_by(row: MatrixRow, facts: GrantFacts) -> set[Grant]:
    given = set()
    if facts.client_works_in_payroll and row.schedules.includes_client:
        given |= {Grant(user, Access.SCHEDULES, row.group) for user in facts.administrators}
    if client_approves_time(row):
        given |= {Grant(user, Access.TIME_APPROVAL, row.group) for user in facts.attestors | facts.administrators}
    if firm_approves_time(row):
        given |= {Grant(user, Access.TIME_APPROVAL, row.group) for user in facts.staff}
    return given


def client_has_payroll_tasks(
    client_works_in_payroll: bool, time_mode: TimeMode, responsibilities: Responsibilities
) -> bool:
    """Whether the matrix leaves the client something to do in payroll itself; schedules have an access of their own."""
    tasks = [responsibilities.payroll_approval, responsibilities.salary_payment]
    if time_mode is TimeMode.FIRM_REGISTERS:
        tasks.append(responsibilities.time_registration)
    return client_works_in_payroll and any(party.includes_client for party in tasks)


def client_approves_time(row: MatrixRow) -> bool:
    """Whether attestors and administrators of the company approve the row's time reports."""
    return row.employees_register and row.time_approval.includes_client


def firm_approves_time(row: MatrixRow) -> bool:
    """Whether the staff on the assignment approve the row's time reports."""
    return row.employees_register and row.time_approval.includes_firm
