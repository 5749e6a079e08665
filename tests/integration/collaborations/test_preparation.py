"""Preparing while a request waits: for whom, for how long, and never where somebody has done payroll."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import AccessGrant, User
from accounts.permissions import GrantScope
from collaborations.models import Collaboration
from collaborations.operations.answers import decline
from collaborations.operations.ending import end
from collaborations.operations.requests import expire, withdraw
from collaborations.queries.proposals import proposal_for
from collaborations.rules.effects import Moment
from collaborations.rules.terms import BillingRecipient
from collaborations.templatetags.collaborations import sentence
from common import clock
from tests.factories.accounts import give, make_firm, make_staff
from tests.factories.advisor import make_assignment, make_client, make_contact
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.integration.collaborations.test_invariants import AsOwner, all_broken, broken
from tests.made_once import made_once

pytestmark = pytest.mark.django_db


made_cast, cast = made_once("cast", make_cast)


def preparing(cast: Cast) -> set[User]:
    with cast.seen():
        grants = AccessGrant.objects.filter(
            company_id=cast.company.pk, scope=GrantScope.PREPARATION, ended_at__isnull=True
        )
        return {grant.user for grant in grants.select_related("user") if grant.user}


def doing_payroll(cast: Cast) -> set[User]:
    with cast.seen():
        grants = AccessGrant.objects.filter(company_id=cast.company.pk, scope=GrantScope.PAYROLL, ended_at__isnull=True)
        return {grant.user for grant in grants.select_related("user") if grant.user}


def at_another_firm(cast: Cast) -> Cast:
    """The same company as a client of another firm."""
    firm = make_firm("Annan Byrå AB")
    karin, lars, nils = (make_staff(firm, name) for name in ("Karin Öst", "Lars Väst", "Nils Nord"))
    client = make_client(firm, cast.company)
    return Cast(
        firm=firm,
        company=cast.company,
        client=client,
        assignment=make_assignment(client, owner=karin, participants=[lars]),
        contact=make_contact(client, "Ola Persson", email="ola@solrosen.example"),
        eva=karin,
        jon=lars,
        sven=nils,
        administrators=cast.administrators,
    )


@pytest.mark.parametrize("account", [True, False])
def test_the_staff_on_the_assignment_prepares_while_the_request_waits(as_owner: AsOwner, account: bool) -> None:
    cast = make_cast(account=account)
    cast.activate()
    assert preparing(cast) == {cast.eva, cast.jon}
    assert doing_payroll(cast) == set()
    assert all_broken(as_owner) == {}


def declined(cast: Cast, collaboration: Collaboration) -> None:
    ola = cast.administrators[0]
    decline(invitation=cast.invitation(collaboration, ola), by=ola, reason="Nej", at=clock.now())


def withdrawn(cast: Cast, collaboration: Collaboration) -> None:
    withdraw(collaboration=collaboration, by=cast.eva, at=clock.now())


def expired(cast: Cast, collaboration: Collaboration) -> None:
    expire(collaboration=collaboration, at=clock.now() + timedelta(days=31))


def accepted(cast: Cast, collaboration: Collaboration) -> None:
    cast.accept(collaboration)


@pytest.mark.parametrize("answer", [declined, withdrawn, expired, accepted])
def test_preparing_ends_with_the_request(
    cast: Cast, as_owner: AsOwner, answer: Callable[[Cast, Collaboration], None]
) -> None:
    answer(cast, cast.activate())
    assert preparing(cast) == set()
    assert {cast.eva, cast.jon} <= doing_payroll(cast) if answer is accepted else doing_payroll(cast) == set()
    assert all_broken(as_owner) == {}


def test_the_same_firm_goes_on_preparing_when_the_request_is_sent_again(cast: Cast) -> None:
    withdrawn(cast, cast.activate())
    cast.activate()
    assert preparing(cast) == {cast.eva, cast.jon}


def test_preparing_follows_the_participants_of_the_assignment(cast: Cast) -> None:
    cast.activate(by=cast.sven)
    assert cast.sven not in preparing(cast)


@pytest.mark.parametrize("scope", [GrantScope.LON_DIRECT, GrantScope.PAYROLL])
def test_a_company_with_payroll_of_its_own_is_not_opened(cast: Cast, scope: GrantScope) -> None:
    give(cast.administrators[0], cast.company, scope)
    if scope == GrantScope.LON_DIRECT:
        cast.activate(start_terms())
    assert preparing(cast) == set()


def test_a_company_whose_payroll_was_done_before_is_not_opened(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate())
    end(collaboration=collaboration, by=cast.eva, party=BillingRecipient.FIRM, reason="Klart", at=clock.now())
    cast.activate()
    assert preparing(cast) == set()


def test_what_one_firm_has_prepared_is_not_opened_to_another(cast: Cast) -> None:
    other = at_another_firm(cast)
    former = cast.activate()
    other.activate()
    assert preparing(cast) == {cast.eva, cast.jon}
    withdrawn(cast, former)
    assert preparing(cast) == set()


def test_when_another_firm_begins_to_do_payroll_nobody_goes_on_preparing(cast: Cast, as_owner: AsOwner) -> None:
    other = at_another_firm(cast)
    cast.activate()
    other.accept(other.activate())
    assert preparing(cast) == set()
    assert all_broken(as_owner) == {}


def test_the_preview_says_who_prepares_and_that_nothing_reaches_employees(cast: Cast) -> None:
    with cast.seen():
        proposal = proposal_for(
            cast.client, terms=standard_terms(), assignment=cast.assignment, contact=cast.contact, sender=cast.eva
        )
    (prepares,) = [effect for effect in proposal.plan.due(Moment.NOW) if effect.code == "staff_prepares"]
    assert "Eva Lind" in sentence(prepares)
    assert "Inget når de anställda" in sentence(prepares)


def test_the_view_sees_somebody_who_prepares_where_payroll_has_been_done(cast: Cast, as_owner: AsOwner) -> None:
    give(cast.administrators[0], cast.company, GrantScope.PAYROLL)
    give(cast.sven, cast.company, GrantScope.PREPARATION)
    assert broken(as_owner, "inv_09_prepared_from_nothing") == 1
