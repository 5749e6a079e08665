"""Who gets which access from a collaboration."""

import itertools
from dataclasses import replace
from uuid import UUID

import pytest

from collaborations.rules.grants import Access, Grant, GrantFacts, grants_for
from collaborations.rules.states import State
from collaborations.rules.terms import (
    GroupResponsibilities,
    Party,
    Responsibilities,
    TimeMode,
    firm_only_responsibilities,
)

STAFF, ADMINISTRATOR, ATTESTOR = (UUID(int=number) for number in (1, 2, 3))
ATTESTED = firm_only_responsibilities(TimeMode.EMPLOYEES_REGISTER)
ALL_FIRM = firm_only_responsibilities(TimeMode.FIRM_REGISTERS)


def facts(
    mode: TimeMode = TimeMode.EMPLOYEES_REGISTER,
    matrix: Responsibilities = ATTESTED,
    state: State = State.ACTIVE,
    client_works: bool = True,
) -> GrantFacts:
    return GrantFacts(
        state=state,
        does_payroll=True,
        client_works_in_payroll=client_works,
        time_mode=mode,
        responsibilities=matrix,
        staff=frozenset({STAFF}),
        administrators=frozenset({ADMINISTRATOR}),
        attestors=frozenset({ATTESTOR}),
    )


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize(("does_payroll", "may_prepare"), [(True, True), (True, False), (False, True)])
def test_staff_alone_prepares_while_a_request_waits_and_nobody_has_done_payroll(
    state: State, does_payroll: bool, may_prepare: bool
) -> None:
    given = grants_for(replace(facts(state=state), does_payroll=does_payroll, may_prepare=may_prepare))
    prepares = Grant(STAFF, Access.PREPARATION)
    if state is State.REQUESTED and does_payroll and may_prepare:
        assert given == {prepares}
    else:
        assert prepares not in given


@pytest.mark.parametrize("state", list(State))
def test_only_a_working_collaboration_gives_access(state: State) -> None:
    given = grants_for(facts(state=state))
    assert bool(given) is (state in {State.ACTIVE, State.ENDING})


def test_staff_on_the_assignment_always_get_payroll() -> None:
    for mode, client_works in itertools.product(TimeMode, [False, True]):
        matrix = firm_only_responsibilities(mode)
        assert Grant(STAFF, Access.PAYROLL) in grants_for(facts(mode, matrix, client_works=client_works))


@pytest.mark.parametrize("task", ["payroll_approval", "salary_payment"])
@pytest.mark.parametrize("party", list(Party))
def test_the_client_gets_payroll_when_the_matrix_gives_it_a_payroll_task(task: str, party: Party) -> None:
    matrix = replace(ALL_FIRM, **{task: party})
    given = grants_for(facts(TimeMode.FIRM_REGISTERS, matrix))
    assert (Grant(ADMINISTRATOR, Access.PAYROLL) in given) is (party is not Party.FIRM)


@pytest.mark.parametrize("party", list(Party))
def test_schedules_have_an_access_of_their_own(party: Party) -> None:
    given = grants_for(facts(matrix=replace(ATTESTED, schedules=party)))
    makes = {grant.user_id for grant in given if grant.access is Access.SCHEDULES}
    assert makes == ({ADMINISTRATOR} if party.includes_client else set())
    assert Grant(ADMINISTRATOR, Access.PAYROLL) not in given


LAGER = UUID(int=9)


def by_group(mode: TimeMode, matrix: Responsibilities, **own: Party) -> set[tuple[UUID, Access, UUID | None]]:
    """Who has what beside payroll, where something of its own is agreed about one group."""
    agreed = replace(facts(mode, matrix), groups=(GroupResponsibilities(LAGER, "Lager", **own),))
    given = grants_for(agreed)
    return {(one.user_id, one.access, one.group) for one in given if one.access is not Access.PAYROLL}


def test_where_the_client_registers_for_one_group_it_approves_that_group_alone() -> None:
    found = by_group(TimeMode.FIRM_REGISTERS, ALL_FIRM, time_registration=Party.CLIENT, time_approval=Party.CLIENT)
    assert found == {(user, Access.TIME_APPROVAL, LAGER) for user in (ADMINISTRATOR, ATTESTOR)}


def test_where_the_firm_approves_one_group_the_client_keeps_the_others() -> None:
    found = by_group(TimeMode.EMPLOYEES_REGISTER, ATTESTED, time_approval=Party.FIRM)
    client = {(user, Access.TIME_APPROVAL, None) for user in (ADMINISTRATOR, ATTESTOR)}
    assert found == client | {(STAFF, Access.TIME_APPROVAL, LAGER)}


def test_what_the_firm_registers_for_one_group_nobody_approves() -> None:
    found = by_group(TimeMode.EMPLOYEES_REGISTER, ATTESTED, time_registration=Party.FIRM)
    assert {group for _user, _access, group in found} == {None}


def test_the_schedules_of_one_group_can_be_the_clients_and_no_payroll_comes_with_it() -> None:
    found = by_group(TimeMode.FIRM_REGISTERS, ALL_FIRM, schedules=Party.BOTH)
    assert found == {(ADMINISTRATOR, Access.SCHEDULES, LAGER)}


@pytest.mark.parametrize("mode", list(TimeMode))
def test_registering_time_is_done_in_payroll_only_when_the_firm_registers(mode: TimeMode) -> None:
    given = grants_for(facts(mode, replace(ALL_FIRM, time_registration=Party.BOTH)))
    assert (Grant(ADMINISTRATOR, Access.PAYROLL) in given) is (mode is TimeMode.FIRM_REGISTERS)


def test_start_never_gives_the_client_payroll() -> None:
    for mode, parties in itertools.product(TimeMode, itertools.product(Party, repeat=5)):
        given = grants_for(facts(mode, Responsibilities(*parties), client_works=False))
        assert {grant.user_id for grant in given if grant.access is Access.PAYROLL} == {STAFF}, (mode, parties)


@pytest.mark.parametrize("party", list(Party))
def test_time_approval_follows_the_matrix_when_employees_register(party: Party) -> None:
    given = grants_for(facts(matrix=replace(ALL_FIRM, time_registration=Party.CLIENT, time_approval=party)))
    approving = {grant.user_id for grant in given if grant.access is Access.TIME_APPROVAL}
    assert (approving >= {ADMINISTRATOR, ATTESTOR}) is party.includes_client
    assert (STAFF in approving) is party.includes_firm


@pytest.mark.parametrize("party", list(Party))
def test_nobody_approves_time_that_the_firm_registers(party: Party) -> None:
    given = grants_for(facts(TimeMode.FIRM_REGISTERS, replace(ALL_FIRM, time_approval=party)))
    assert not [grant for grant in given if grant.access is Access.TIME_APPROVAL]


def test_an_attestor_gets_nothing_but_time_approval() -> None:
    for mode, parties in itertools.product(TimeMode, itertools.product(Party, repeat=5)):
        given = grants_for(facts(mode, Responsibilities(*parties)))
        assert {grant.access for grant in given if grant.user_id == ATTESTOR} <= {Access.TIME_APPROVAL}
