"""For every service, variant and scenario: what the plan says is what is found afterwards, effect by effect."""

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from datetime import date
from itertools import cycle
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from accounts.models import AccessGrant, Arrangement, CompanyMembership, Firm, User
from accounts.permissions import GrantScope
from collaborations.catalogue import offers, service_name, services
from collaborations.models import BillingPeriod, Collaboration, Invitation, ServiceAccess
from collaborations.operations.ending import end
from collaborations.operations.refusals import Blocked, TermsRefused
from collaborations.operations.subscriptions import subscribe
from collaborations.queries.ending import end_plan_of
from collaborations.queries.facts import GRANT_SOURCE, facts_for
from collaborations.rules.effects import Effect
from collaborations.rules.planning import plan_activation
from collaborations.rules.scenarios import Scenario, scenario_of
from collaborations.rules.states import State
from collaborations.rules.terms import BillingRecipient, Offer, Terms, TimeMode, service_terms
from common import clock
from common.rls import as_system
from events.models import OutboxEffect
from tests.factories.accounts import give
from tests.factories.collaborations import Cast, make_cast, make_unlinked, standard_terms, start_terms
from tests.factories.effects import drain_outbox

pytestmark = pytest.mark.django_db
RENEWS = date(2027, 6, 1)
Told = tuple[str, tuple[object, ...]]


def unknown_company(offer: Offer) -> Cast:
    return make_cast(account=False)


def known_company(offer: Offer) -> Cast:
    return make_cast()


def same_variant(offer: Offer) -> Cast:
    return _with_own(offer, offer.variant)


def other_variant(offer: Offer) -> Cast:
    return _with_own(offer, next(one.variant for one in offers() if _is_sibling(one, offer)))


def with_lon_direct(offer: Offer) -> Cast:
    return make_cast(lon_direct=True)


def included(offer: Offer) -> Cast:
    cast = make_cast()
    other = next(service for service in services() if service != offer.service)
    variant = next(one.variant for one in offers() if one.service == other)
    subscribe(
        company_id=cast.company.pk, service=other, variant=variant, by=None, on=clock.today(), includes=(offer.service,)
    )
    return cast


def own_firm(offer: Offer) -> Cast:
    cast = make_cast()
    with as_system(reason="test", firm_id=cast.firm.pk):
        number = cast.company.corporate_identity_number
        Firm.objects.filter(pk=cast.firm.pk).update(corporate_identity_number=number)
    cast.client.firm.corporate_identity_number = number
    return cast


def connected(offer: Offer) -> Cast:
    return make_cast(account=False)


SITUATIONS: dict[Scenario, Callable[[Offer], Cast]] = {
    Scenario.COMPANY_NOT_KNOWN: unknown_company,
    Scenario.SERVICE_MISSING: known_company,
    Scenario.RUNS_SERVICE_ITSELF: same_variant,
    Scenario.OTHER_VARIANT: other_variant,
    Scenario.LON_DIRECT: with_lon_direct,
    Scenario.MADE_ELSEWHERE: connected,
    Scenario.INCLUDED: included,
    Scenario.OWN_FIRM: own_firm,
}


# In these the offer makes no difference: what one of them was met with serves the next, each in a savepoint of its own.
ALIKE = (unknown_company, known_company, with_lon_direct, own_firm, connected)


def offer_with_time(registers: bool) -> Offer:
    """Lön Anställd with registration of time, or payslips alone."""
    return next(one for one in offers() if one.needs and one.registers_time is registers)


def combinations() -> Iterator[tuple[Scenario, Offer]]:
    """Every offer in every situation that it can be in; Lön Direkt concerns payroll alone.

    Variants of a provider's service differ by name and price alone: one of them stands for all in the rarer situations.
    """
    firsts = {offer.service: offer for offer in reversed(offers())}
    for scenario in SITUATIONS:
        for offer in offers():
            is_first = offer.does_payroll or offer.registers_time or firsts[offer.service] == offer
            if scenario is not Scenario.SERVICE_MISSING and not is_first:
                continue
            if scenario is Scenario.OTHER_VARIANT and not any(_is_sibling(one, offer) for one in offers()):
                continue
            if scenario is Scenario.LON_DIRECT and not offer.does_payroll:
                continue
            if offer.needs and scenario in (Scenario.COMPANY_NOT_KNOWN, Scenario.OWN_FIRM, Scenario.MADE_ELSEWHERE):
                continue
            yield scenario, offer


@pytest.mark.parametrize("scenario", SITUATIONS)
def test_what_was_announced_is_what_is_found(scenario: Scenario) -> None:
    """Recipients take turns, so that each is met with each service."""
    turns = {offer: cycle(offer.billing_recipients or (None,)) for offer in offers()}
    casts: dict[bool, Cast] = {}
    for mine, offer in combinations():
        if mine is not scenario:
            next(turns[offer])
            continue
        if (situation := SITUATIONS[scenario]) not in ALIKE:
            casts.clear()
        if bool(offer.needs) not in casts:
            casts[bool(offer.needs)] = _in(situation, offer)
        with transaction.atomic():
            cast = deepcopy(casts[bool(offer.needs)])
            announced, found = _announced_and_found(cast, scenario, _terms(offer, next(turns[offer]), scenario))
            transaction.set_rollback(True)
        assert announced == found, f"{scenario} {offer.service} {offer.variant}"


def test_another_recipient_than_the_subscriptions_is_refused() -> None:
    offer = next(one for one in offers() if one.service == "EEKONOMI")
    cast = included(offer)
    with pytest.raises(TermsRefused):
        cast.activate(service_terms(offer, BillingRecipient.FIRM, 12))


def test_lon_anstalld_needs_payroll_first_and_changes_how_time_is_reported() -> None:
    cast = make_cast()
    both = next(one for one in offers() if one.registers_time)
    with pytest.raises(Blocked):
        cast.activate(service_terms(both))
    payroll = _let_payroll_begin(cast)
    assert cast.fresh(payroll).time_mode == TimeMode.FIRM_REGISTERS
    cast.accept(cast.activate(service_terms(both)))
    assert cast.fresh(payroll).time_mode == TimeMode.EMPLOYEES_REGISTER
    with cast.seen():
        assert Arrangement.objects.get().time_mode == TimeMode.EMPLOYEES_REGISTER


def test_lon_anstalld_ends_with_the_payroll_that_it_stands_on() -> None:
    cast = make_cast()
    payroll = _let_payroll_begin(cast)
    pages = cast.accept(cast.activate(service_terms(next(one for one in offers() if one.registers_time))))
    with cast.seen():
        assert "also_ends" in {effect.code for effect in end_plan_of(cast.fresh(payroll)).effects}
    end(collaboration=payroll, by=cast.eva, party=BillingRecipient.FIRM, reason="Slut.", at=clock.now())
    assert cast.fresh(pages).state == State.ENDED
    assert cast.fresh(pages).end_reason == "Slut."
    with cast.seen():
        assert not Arrangement.objects.exists()


def _announced_and_found(cast: Cast, scenario: Scenario, terms: Terms) -> tuple[set[Told], set[Told]]:
    unlinked = _unlinked(cast, terms) if scenario is Scenario.MADE_ELSEWHERE else None
    people: dict[str, Any] = {"assignment": cast.assignment, "contact": cast.contact, "sender": cast.eva}
    with cast.seen():
        facts = facts_for(cast.client, terms.offer.service, **people, connects=unlinked is not None)
        former = {grant.pk for grant in AccessGrant.objects.filter(ended_at__isnull=True)}
        mails = set(OutboxEffect.objects.values_list("pk", flat=True))
    assert scenario_of(facts, terms.offer.variant) is scenario
    plan = plan_activation(facts, terms)
    assert plan.blockers == ()
    collaboration = cast.activate(terms, unlinked_id=unlinked)
    begun = {"answer_awaited" if collaboration.state == State.REQUESTED else "active_at_once"}
    drain_outbox()
    if collaboration.state == State.REQUESTED:
        _accept(cast, collaboration)
    drain_outbox()
    collaboration = cast.fresh(collaboration)
    assert collaboration.state == State.ACTIVE
    with cast.seen():
        assert not list(OutboxEffect.objects.exclude(last_error="").values_list("kind", "last_error"))
        found = _found(cast, collaboration, former, mails) | {(code, ()) for code in begun}
    return {_told(effect) for effect in plan.effects}, found


def _in(situation: Callable[[Offer], Cast], offer: Offer) -> Cast:
    """The parties; payroll has begun where the offer needs it."""
    cast = situation(offer)
    if offer.needs:
        _let_payroll_begin(cast)
    return cast


def _unlinked(cast: Cast, terms: Terms) -> UUID:
    """The same terms, as they were imported."""
    return make_unlinked(
        cast.firm,
        by=cast.eva,
        number=cast.company.corporate_identity_number,
        service=terms.offer.service,
        variant=terms.offer.variant,
        billing_recipient=terms.billing_recipient or "",
        period_months=terms.period_months,
    ).pk


def _told(effect: Effect) -> Told:
    """The code of an effect with what can be found of it."""
    shown = effect.parameters
    if "people" in shown and effect.code != "service_opened":
        return effect.code, _emails(person.email for person in shown["people"])  # type: ignore[attr-defined]
    keys = {"billing_set": ("recipient", "months"), "time_mode_set": ("time_mode",), "no_charge_until": ("day",)}
    return effect.code, tuple(shown[key] for key in keys.get(effect.code, ()))


def _found(cast: Cast, collaboration: Collaboration, former: set[UUID], mails: set[UUID]) -> set[Told]:
    """What is there afterwards, read from the rows alone."""
    grants = list(AccessGrant.objects.select_related("user"))
    mine = [grant for grant in grants if grant.source_type == GRANT_SOURCE and grant.source_id == collaboration.pk]
    new = [grant for grant in grants if grant.pk not in former]
    closed = [grant for grant in grants if grant.pk in former and grant.ended_at]
    standing = [grant for grant in grants if grant.pk in former and not grant.ended_at]
    members = set(CompanyMembership.objects.values_list("user_id", flat=True))
    invited = Invitation.objects.filter(collaboration=collaboration)
    found = {
        ("request_sent", _emails(invited.values_list("email", flat=True))),
        ("staff_prepares", _who(mine, GrantScope.PREPARATION, members, inside=False)),
        ("staff_access_opened", _who(mine, GrantScope.PAYROLL, members, inside=False)),
        ("client_payroll_opened", _who(mine, GrantScope.PAYROLL, members)),
        ("client_schedules_opened", _who(mine, GrantScope.SCHEDULES, members)),
        ("client_approves_time", _who(new, GrantScope.TIME_APPROVAL, members)),
        ("lon_direct_closed", _who(closed, GrantScope.LON_DIRECT, members)),
        ("own_payroll_closed", _who(closed, GrantScope.PAYROLL, members)),
        ("administrator_appointed", _appointed(cast)),
        *_mailed(collaboration, mails),
    }
    if collaboration.terms.offer.does_payroll:
        found.add(("lon_direct_kept", _who(standing, GrantScope.LON_DIRECT, members)))
        own = [one for one in standing if one.source_type == "test"]
        found.add(("own_agreement_joined", _who(own, GrantScope.PAYROLL, members)))
    return {one for one in found if one[1]} | _agreed(collaboration)


def _agreed(collaboration: Collaboration) -> set[Told]:
    billed = BillingPeriod.objects.filter(collaboration=collaboration).first()
    assert billed is not None or collaboration.included_in or not collaboration.billing_recipient
    recipient = billed.recipient if billed else collaboration.billing_recipient or None
    found: set[Told] = {("billing_set", (recipient, collaboration.period_months))}
    if not collaboration.terms.offer.needs and (arranged := Arrangement.objects.first()):
        found.add(("time_mode_set", (arranged.time_mode,)))
    elif collaboration.terms.offer.needs:
        payroll = Collaboration.objects.get(service=collaboration.terms.offer.needs)
        found.add(("time_mode_set", (payroll.time_mode,)))
    if ServiceAccess.objects.filter(collaboration=collaboration, closed_at__isnull=True).exists():
        found.add(("service_opened", ()))
    if collaboration.free_until:
        found.add(("no_charge_until", (collaboration.free_until,)))
    if collaboration.included_in:
        assert service_name(collaboration.included_in)
        found.add(("included_in", ()))
    return found


def _mailed(collaboration: Collaboration, before: set[UUID]) -> set[Told]:
    codes = {"active_firm": "staff_told", "active_client": "client_told", "login": "login_mail_sent"}
    people: dict[str, list[str]] = {code: [] for code in codes.values()}
    for effect in OutboxEffect.objects.filter(kind="collaborations.send_news").exclude(pk__in=before):
        people[codes[effect.payload["occasion"]]].append(User.objects.get(pk=effect.payload["user_id"]).email)
    return {(code, _emails(found)) for code, found in people.items()}


def _appointed(cast: Cast) -> tuple[object, ...]:
    known = {user.pk for user in cast.administrators}
    return _emails(one.user.email for one in CompanyMembership.objects.exclude(user_id__in=known))


def _who(
    grants: list[AccessGrant], scope: GrantScope, members: set[UUID], *, inside: bool = True
) -> tuple[object, ...]:
    chosen = [grant.user for grant in grants if grant.scope == scope and grant.user]
    return _emails(user.email for user in chosen if (user.pk in members) is inside)


def _emails(emails: Iterable[str]) -> tuple[object, ...]:
    return tuple(sorted(set(emails)))


def _accept(cast: Cast, collaboration: Collaboration) -> None:
    if cast.administrators:
        cast.accept(collaboration)
        return
    cast.accept_as_newcomer(collaboration)


def _let_payroll_begin(cast: Cast) -> Collaboration:
    collaboration = cast.accept(cast.activate(start_terms()))
    drain_outbox()
    return collaboration


def _terms(offer: Offer, recipient: BillingRecipient | None, scenario: Scenario) -> Terms:
    if scenario is Scenario.INCLUDED and BillingRecipient.CLIENT in offer.billing_recipients:
        recipient = BillingRecipient.CLIENT
    months = next(iter(offer.period_months), None)
    if offer.does_payroll:
        assert recipient is not None
        chosen = standard_terms if offer.client_works_in_payroll else start_terms
        return chosen(billing=recipient, months=months or 12)
    return service_terms(offer, recipient, months)


def _with_own(offer: Offer, variant: str) -> Cast:
    cast = make_cast()
    subscribe(
        company_id=cast.company.pk,
        service=offer.service,
        variant=variant,
        by=None,
        on=clock.today(),
        renews_on=RENEWS,
    )
    if offer.does_payroll:
        give(cast.administrators[1], cast.company, GrantScope.PAYROLL)
    return cast


def _is_sibling(one: Offer, offer: Offer) -> bool:
    return one.service == offer.service and one.variant != offer.variant
