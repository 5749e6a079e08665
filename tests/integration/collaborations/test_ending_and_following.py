"""Access follows the collaboration, the assignment and the members; ending closes it with the commit."""

import pytest

from accounts.models import Arrangement, CompanyMembership
from accounts.operations.members import end_member
from accounts.permissions import CompanyRole, GrantScope
from accounts.queries import scopes_held
from advisor.operations.assignments import change_assignment, end_assignment
from collaborations.models import Collaboration
from collaborations.operations.ending import end
from collaborations.operations.grants import follow_members
from collaborations.operations.refusals import PlanChanged
from collaborations.queries.ending import end_plan_of
from collaborations.queries.facts import grants_from
from collaborations.rules.states import State, TransitionNotAllowed
from collaborations.rules.terms import BillingRecipient
from common import clock
from tests.factories.accounts import make_member
from tests.factories.collaborations import Cast, make_cast, standard_terms
from tests.made_once import made_once

pytestmark = pytest.mark.django_db


made_cast, cast = made_once("cast", make_cast)


def held(cast: Cast, collaboration: Collaboration) -> set[tuple[str, str]]:
    with cast.seen():
        return {(grant.user.given_name, grant.scope) for grant in grants_from(collaboration) if grant.user}


def active(cast: Cast) -> Collaboration:
    return cast.accept(cast.activate(standard_terms()))


def finish(cast: Cast, collaboration: Collaboration, *, seen: str | None = None) -> Collaboration:
    return end(
        collaboration=collaboration,
        by=cast.administrators[0],
        party=BillingRecipient.CLIENT,
        reason="Vi byter byrå",
        at=clock.now(),
        seen=seen,
    )


def test_ending_closes_all_access_that_it_gave_with_the_commit(cast: Cast) -> None:
    collaboration = finish(cast, active(cast))
    assert collaboration.state == State.ENDED
    assert held(cast, collaboration) == set()
    with cast.seen():
        assert scopes_held(cast.eva.pk, cast.company.pk) == set()
        assert scopes_held(cast.administrators[0].pk, cast.company.pk) == {GrantScope.COLLABORATION_ADMIN}
        assert not Arrangement.objects.exists()


def test_the_end_plan_names_exactly_those_whose_access_closes(cast: Cast) -> None:
    collaboration = active(cast)
    plan = end_plan_of(collaboration)
    people = {effect.code: effect.parameters.get("people", ()) for effect in plan.effects}
    before = held(cast, collaboration)
    assert {person.name for person in people["staff_access_closed"]} == {"Eva Lind", "Jon Ask"}  # type: ignore[attr-defined]
    assert {person.name for person in people["client_access_closed"]} == {"Ola P.", "Mia K."}  # type: ignore[attr-defined]
    assert {name for name, _ in before} == {"Eva", "Jon", "Ola", "Mia"}
    finish(cast, collaboration, seen=plan.digest)


def test_an_end_that_would_close_more_than_was_shown_is_not_carried_out(cast: Cast) -> None:
    collaboration = active(cast)
    seen = end_plan_of(collaboration).digest
    with cast.seen():
        change_assignment(assignment=cast.assignment, name="Lön", owner=cast.eva, participants=[cast.sven], by=cast.eva)
    with pytest.raises(PlanChanged):
        finish(cast, collaboration, seen=seen)
    assert cast.fresh(collaboration).state == State.ACTIVE


def test_an_ended_collaboration_cannot_end_again_and_a_new_one_can_begin(cast: Cast) -> None:
    collaboration = finish(cast, active(cast))
    with pytest.raises(TransitionNotAllowed):
        finish(cast, collaboration)
    assert active(cast).state == State.ACTIVE


def test_the_agreed_period_is_cut_at_the_end(cast: Cast) -> None:
    collaboration = finish(cast, active(cast))
    assert cast.fresh(collaboration).period_ends_on == clock.today()


def test_staff_who_join_and_leave_the_assignment_gain_and_lose_access(cast: Cast) -> None:
    collaboration = active(cast)
    with cast.seen():
        change_assignment(assignment=cast.assignment, name="Lön", owner=cast.eva, participants=[cast.sven], by=cast.eva)
    staff = {name for name, scope in held(cast, collaboration) if scope == "payroll"} - {"Ola", "Mia"}
    assert staff == {"Eva", "Sven"}
    with cast.seen():
        assert GrantScope.PAYROLL not in scopes_held(cast.jon.pk, cast.company.pk)


def test_ending_the_assignment_closes_the_firms_access_and_keeps_the_clients(cast: Cast) -> None:
    collaboration = active(cast)
    with cast.seen():
        end_assignment(assignment=cast.assignment, by=cast.eva)
    assert {name for name, _ in held(cast, collaboration)} == {"Ola", "Mia"}


def test_an_assignment_without_collaboration_gives_nothing(cast: Cast) -> None:
    with cast.seen():
        change_assignment(assignment=cast.assignment, name="Lön", owner=cast.eva, participants=[cast.sven], by=cast.eva)
        assert scopes_held(cast.sven.pk, cast.company.pk) == set()


def test_a_new_attestor_can_approve_and_a_former_one_cannot(cast: Cast) -> None:
    collaboration = active(cast)
    lisa = make_member(cast.company, "Lisa Attest", role=CompanyRole.ATTESTOR)
    follow_members(cast.company.pk, None)
    assert ("Lisa", "time_approval") in held(cast, collaboration)
    assert ("Lisa", "payroll") not in held(cast, collaboration)
    with cast.seen():
        end_member(membership=CompanyMembership.objects.get(user=lisa), by=None, reason="test")
    follow_members(cast.company.pk, None)
    assert ("Lisa", "time_approval") not in held(cast, collaboration)
