"""The contact's address changes while the request waits: only the address that the contact has now can answer."""

import pytest

from accounts.models import User
from advisor.operations.contacts import change_contact, remove_contact
from collaborations.models import Collaboration, Invitation
from collaborations.operations import requests
from collaborations.operations.answers import accept, decline
from collaborations.operations.refusals import InvitationGone, NobodyReached
from collaborations.operations.work import Newcomer
from collaborations.rules.invitations import InvitationState
from collaborations.rules.states import State
from common import clock
from tests.factories.collaborations import Cast, make_cast
from tests.factories.effects import drain_outbox

pytestmark = pytest.mark.django_db
OLA = Newcomer("Ola", "Persson", "tallbarr och lingon")


@pytest.fixture
def cast() -> Cast:
    return make_cast(account=False)


@pytest.fixture
def asked(cast: Cast) -> Collaboration:
    collaboration = cast.activate()
    drain_outbox()
    return collaboration


def move(cast: Cast, email: str) -> None:
    with cast.seen():
        change_contact(contact=cast.contact, by=cast.eva, email=email)


def invitations(cast: Cast) -> dict[str, Invitation]:
    with cast.seen():
        return {one.email: one for one in Invitation.objects.all()}


def test_the_former_link_is_dead_and_the_new_address_gets_its_own(
    cast: Cast, asked: Collaboration, mailoutbox: list[object]
) -> None:
    former = cast.invitation(asked)
    mailoutbox.clear()
    move(cast, "Ola.Ny@solrosen.example")
    drain_outbox()
    assert [mail.to for mail in mailoutbox] == [["ola.ny@solrosen.example"]]  # type: ignore[attr-defined]
    for answer in (accept, decline):
        with pytest.raises(InvitationGone):
            answer(
                invitation=former,
                by=None,
                at=clock.now(),
                **({"newcomer": OLA} if answer is accept else {"reason": "Nej"}),
            )
    accept(invitation=invitations(cast)["ola.ny@solrosen.example"], by=None, newcomer=OLA, at=clock.now())
    assert cast.fresh(asked).state == State.ACTIVE
    assert not User.objects.filter(email=former.email).exists()


@pytest.mark.parametrize("address", ["", "staff", "former"])
def test_an_address_that_cannot_answer_leaves_nobody_to_remind(
    cast: Cast, asked: Collaboration, address: str, mailoutbox: list[object]
) -> None:
    former = cast.contact.email
    move(cast, "ny@solrosen.example")
    move(cast, {"staff": cast.jon.email, "former": former}.get(address, ""))
    mailoutbox.clear()
    drain_outbox()
    assert mailoutbox == []
    assert {one.state for one in invitations(cast).values()} == {InvitationState.CLOSED}
    with pytest.raises(NobodyReached):
        requests.remind(collaboration=asked, by=cast.eva, at=clock.now())
    requests.withdraw(collaboration=asked, by=cast.eva, at=clock.now())


def test_the_link_of_a_contact_who_was_removed_is_dead(cast: Cast, asked: Collaboration) -> None:
    former = cast.invitation(asked)
    with cast.seen():
        remove_contact(contact=cast.contact, by=cast.eva)
    with pytest.raises(InvitationGone):
        accept(invitation=former, by=None, newcomer=OLA, at=clock.now())


def test_what_the_contact_is_called_or_where_administrators_answer_changes_nothing(asked: Collaboration) -> None:
    with_account = make_cast()
    collaboration = with_account.activate()
    move(with_account, "annan@solrosen.example")
    assert cast_states(with_account) == {InvitationState.OPEN}
    with_account.accept(collaboration)
    without = make_cast(account=False)
    without.activate()
    with without.seen():
        change_contact(contact=without.contact, by=without.eva, given_name="Olof")
    assert cast_states(without) == {InvitationState.OPEN}


def cast_states(cast: Cast) -> set[str]:
    return {one.state for one in invitations(cast).values()}
