"""Lön Anställd stands on payroll: it never begins or goes on without it, and what it changes there is known there."""

from datetime import timedelta

import pytest

from collaborations.models import Collaboration, CollaborationChange
from collaborations.operations.change_answers import accept_change
from collaborations.operations.changes import change
from collaborations.operations.ending import end
from collaborations.operations.refusals import Blocked
from collaborations.queries.changes import Proposed
from collaborations.rules.blockers import BlockerCode
from collaborations.rules.changes import ChangeState, Role
from collaborations.rules.states import State
from collaborations.rules.terms import BillingRecipient, Terms, service_terms
from common import clock
from common.clock import STOCKHOLM
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.factories.effects import drain_outbox
from tests.integration.collaborations.test_catalogue import offer_with_time

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def payroll(cast: Cast) -> Collaboration:
    collaboration = cast.accept(cast.activate(start_terms()))
    drain_outbox()
    return collaboration


def finish(cast: Cast, collaboration: Collaboration) -> None:
    end(collaboration=collaboration, by=cast.eva, party=BillingRecipient.FIRM, reason="Slut.", at=clock.now())


def send(cast: Cast, collaboration: Collaboration, terms: Terms, *, days: int) -> CollaborationChange:
    proposed = Proposed(terms, cast.assignment, clock.today() + timedelta(days=days))
    return change(collaboration=collaboration, proposed=proposed, by=cast.eva, role=Role.FIRM, at=clock.now())


def fresh(cast: Cast, made: CollaborationChange) -> CollaborationChange:
    with cast.seen():
        return CollaborationChange.objects.get(pk=made.pk)


def test_a_request_cannot_be_accepted_when_the_payroll_has_ended_meanwhile(cast: Cast, payroll: Collaboration) -> None:
    asked = cast.activate(service_terms(offer_with_time(True)))
    finish(cast, payroll)
    with pytest.raises(Blocked) as refused:
        cast.accept(asked)
    assert [(one.code, one.names) for one in refused.value.plan.blockers] == [
        (BlockerCode.SERVICE_NEEDED, ("Lön Smart",))
    ]
    assert cast.fresh(asked).state == State.REQUESTED


def test_what_was_to_change_in_it_is_dropped_when_it_ends_with_the_payroll(cast: Cast, payroll: Collaboration) -> None:
    pages = cast.accept(cast.activate(service_terms(offer_with_time(True))))
    planned = send(cast, pages, service_terms(offer_with_time(False)), days=5)
    finish(cast, payroll)
    assert cast.fresh(pages).state == State.ENDED
    assert fresh(cast, planned).state == ChangeState.CANCELLED


def test_a_change_accepted_after_lon_anstalld_changed_the_time_mode_comes_on_its_day(
    cast: Cast, payroll: Collaboration
) -> None:
    asked = send(cast, payroll, standard_terms(billing=BillingRecipient.FIRM), days=9)
    cast.accept(cast.activate(service_terms(offer_with_time(True))))
    accept_change(change=asked, by=cast.administrators[0], at=clock.now())
    with clock.frozen(clock.now().astimezone(STOCKHOLM) + timedelta(days=9)):
        drain_outbox()
    assert fresh(cast, asked).state == ChangeState.DONE
    assert cast.fresh(payroll).variant == "STANDARD"
