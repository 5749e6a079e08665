"""Two firms, a client and a clock at the same moment: one effect, a clear answer for the others, never two firms."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.db import transaction

from accounts.models import AccessGrant
from accounts.permissions import GrantScope
from collaborations.models import Collaboration
from collaborations.operations.answers import accept, decline
from collaborations.operations.ending import end, end_when_due
from collaborations.operations.handover import cancel_handover, hand_over_when_due
from collaborations.operations.refusals import Blocked
from collaborations.operations.requests import withdraw
from collaborations.operations.work import start_of
from collaborations.rules.blockers import BlockerCode
from collaborations.rules.states import State
from collaborations.rules.terms import BillingRecipient
from common import clock
from events.models import AuditEvent
from tests.factories.collaborations import Cast, make_cast, make_rival, standard_terms
from tests.factories.effects import drain_outbox
from tests.integration.collaborations.test_change_races import done, together
from tests.integration.collaborations.test_invariants import all_broken

pytestmark = pytest.mark.django_db(transaction=True)
AsOwner = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def two() -> Iterator[tuple[Cast, Cast, Collaboration]]:
    with transaction.atomic():
        a = make_cast()
        b = make_rival(a)
        present = a.accept(a.activate(standard_terms()))
    drain_outbox()
    yield a, b, present


def day() -> date:
    return clock.today() + timedelta(days=40)


def states(a: Cast, present: Collaboration, b: Cast, coming: Collaboration) -> tuple[str, str]:
    with transaction.atomic():
        return a.fresh(present).state, b.fresh(coming).state


def sound(as_owner: AsOwner) -> bool:
    with transaction.atomic():
        return all_broken(as_owner) == {}


def test_of_two_firms_that_ask_at_once_one_has_asked(two: tuple[Cast, Cast, Collaboration]) -> None:
    _a, b, _present = two
    with transaction.atomic():
        third = make_rival(b, "Västan Redovisning AB")
    results = together(lambda number: (b, third)[number % 2].ask_for_handover(day()))
    assert done(results) == 1
    codes = {one.code for result in results if isinstance(result, Blocked) for one in result.plan.blockers}
    assert codes <= {BlockerCode.OTHER_HANDOVER, BlockerCode.REQUEST_OPEN}
    assert BlockerCode.OTHER_HANDOVER in codes


def test_approving_ending_declining_and_withdrawing_at_once_leave_a_sound_state(
    two: tuple[Cast, Cast, Collaboration], as_owner: AsOwner
) -> None:
    a, b, present = two
    ola, mia = a.administrators
    with transaction.atomic():
        coming = b.ask_for_handover(day())
        invitations = {user: b.invitation(coming, user) for user in (ola, mia)}

    def either(number: int) -> object:
        if number % 4 == 0:
            return accept(invitation=invitations[ola], by=ola, at=clock.now())
        if number % 4 == 1:
            return end(
                collaboration=present, by=a.eva, party=BillingRecipient.FIRM, reason="Nu", at=clock.now()
            )  # fmt: skip
        if number % 4 == 2:
            return decline(invitation=invitations[mia], by=mia, reason="Nej", at=clock.now())
        return withdraw(collaboration=coming, by=b.eva, at=clock.now())

    together(either)
    present_state, coming_state = states(a, present, b, coming)
    assert present_state == State.ENDED
    assert coming_state in (State.AGREED, State.DECLINED, State.WITHDRAWN)
    assert sound(as_owner)


def test_the_day_delivered_many_times_while_others_end_and_cancel_switches_once(
    two: tuple[Cast, Cast, Collaboration], as_owner: AsOwner
) -> None:
    a, b, present = two
    ola = a.administrators[0]
    with transaction.atomic():
        coming = b.accept(b.ask_for_handover(day()))
    begins = start_of(day())

    def either(number: int) -> object:
        if number % 4 == 0:
            return end_when_due(collaboration=present, last_day=day() - timedelta(days=1), at=begins)
        if number % 4 == 1:
            return cancel_handover(collaboration=coming, by=ola, reason="Nej", at=begins)
        return hand_over_when_due(collaboration=coming, at=begins)

    together(either)
    assert states(a, present, b, coming) == (State.ENDED, State.ACTIVE)
    with transaction.atomic(), b.seen():
        assert AuditEvent.objects.filter(kind="collaborations.taken_over").count() == 1
        open_ = AccessGrant.objects.filter(company_id=b.company.pk, scope=GrantScope.PAYROLL, ended_at__isnull=True)
        assert {grant.source_id for grant in open_} == {coming.pk}
    assert sound(as_owner)
