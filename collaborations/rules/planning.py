"""What will happen: shown on the confirmation page, and carried out by the operation."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from collaborations.rules.blockers import Blocker, acceptance_blockers, activation_blockers
from collaborations.rules.effects import (
    ActiveAtOnce,
    AdministratorAppointed,
    AnswerAwaited,
    ArrangementEnds,
    Audience,
    BillingEnds,
    BillingSet,
    ClientAccessClosed,
    ClientApprovesTime,
    ClientPayrollOpened,
    ClientTold,
    Effect,
    EndScheduled,
    LoginMailSent,
    LonDirectClosed,
    LonDirectKept,
    LonDirectRestored,
    Moment,
    RequestSent,
    StaffAccessClosed,
    StaffAccessOpened,
    StaffTold,
    TimeModeSet,
)
from collaborations.rules.facts import Facts, Person
from collaborations.rules.grants import client_approves_time, client_has_payroll_tasks
from collaborations.rules.terms import Terms

INVITATION_DAYS = 30


@dataclass(frozen=True)
class Plan:
    """The effects in the order they happen, and what stands in the way of them."""

    effects: tuple[Effect, ...]
    blockers: tuple[Blocker, ...] = ()

    @property
    def digest(self) -> str:
        """Changes whenever a sentence of the preview would change."""
        return hashlib.sha256(repr((self.effects, self.blockers)).encode()).hexdigest()

    def due(self, moment: Moment) -> tuple[Effect, ...]:
        """The effects that happen at a moment."""
        return tuple(effect for effect in self.effects if effect.when is moment)

    def by_audience(self) -> list[tuple[Audience, list[Effect]]]:
        """The effects as the preview groups them; audiences without effects are left out."""
        groups = [(audience, [e for e in self.effects if e.audience is audience]) for audience in Audience]
        return [group for group in groups if group[1]]


def waits_for_answer(facts: Facts, terms: Terms) -> bool:
    """Whether the client has to accept before the collaboration starts."""
    return facts.has_account or not terms.offer.active_at_once_without_account


def plan_activation(facts: Facts, terms: Terms) -> Plan:
    """What happens when the firm activates: at once, after the answer, and after Lön Direkt is closed."""
    blockers = activation_blockers(facts, terms.offer)
    beginning = _beginning(facts, terms)
    if waits_for_answer(facts, terms):
        request = (AnswerAwaited(days=INVITATION_DAYS), RequestSent(people=facts.recipients))
        return Plan((*request, *(_after_answer(effect) for effect in beginning)), blockers)
    login = LoginMailSent(people=facts.recipients)
    told_by_login = tuple(login if isinstance(effect, ClientTold) else effect for effect in beginning)
    return Plan((ActiveAtOnce(), *told_by_login), blockers)


def plan_acceptance(facts: Facts, terms: Terms) -> Plan:
    """What happens when an administrator, or the contact of a company without account, accepts."""
    return Plan(_beginning(facts, terms), acceptance_blockers(facts, terms.offer))


def plan_end(
    *,
    staff: tuple[Person, ...],
    client: tuple[Person, ...],
    administrators: tuple[Person, ...],
    lon_direct: tuple[Person, ...] = (),
    last_day: date | None = None,
) -> Plan:
    """What happens when either party ends: at once, or after the last day.

    `staff` and `client` are the people who hold access through the collaboration, `lon_direct` those who lost
    Lön Direkt to it.
    """
    effects: list[Effect] = []
    if staff:
        effects.append(StaffAccessClosed(people=staff))
    if client:
        effects.append(ClientAccessClosed(people=client))
    if lon_direct:
        effects.append(LonDirectRestored(people=lon_direct))
    told = (StaffTold(people=staff), ClientTold(people=administrators))
    mails = tuple(effect for effect in told if effect.people)
    ending = (*effects, ArrangementEnds(), BillingEnds(), *mails)
    if last_day is None:
        return Plan(ending)
    later = (replace(effect, when=Moment.AFTER_LAST_DAY) for effect in ending)
    return Plan((EndScheduled(last_day=last_day), *mails, *later))


def _after_answer(effect: Effect) -> Effect:
    return replace(effect, when=Moment.ON_ACCEPTANCE) if effect.when is Moment.NOW else effect


def _beginning(facts: Facts, terms: Terms) -> tuple[Effect, ...]:
    """From the agreement to a collaboration at work; access waits until Lön Direkt is closed."""
    closing = bool(facts.lon_direct) and terms.offer.closes_lon_direct
    effects: list[Effect] = []
    if not facts.has_account:
        effects.append(AdministratorAppointed(people=facts.recipients))
    if closing:
        effects.append(LonDirectClosed(people=facts.lon_direct))
    elif facts.lon_direct:
        effects.append(LonDirectKept(people=facts.lon_direct))
    later = Moment.ON_CONFIRMATION if closing else Moment.NOW
    return (*effects, *(replace(effect, when=later) for effect in _work(facts, terms)))


def _work(facts: Facts, terms: Terms) -> tuple[Effect, ...]:
    """What begins with the collaboration; the period first, because all the rest is given within it."""
    administrators = facts.administrators if facts.has_account else facts.recipients
    return (
        BillingSet(recipient=terms.billing_recipient, months=terms.period_months),
        TimeModeSet(time_mode=terms.time_mode),
        StaffAccessOpened(people=facts.staff),
        *_client_access(facts, terms, administrators),
        StaffTold(people=facts.told_at_firm),
        ClientTold(people=administrators),
    )


def _client_access(facts: Facts, terms: Terms, administrators: tuple[Person, ...]) -> tuple[Effect, ...]:
    effects: list[Effect] = []
    if client_has_payroll_tasks(terms.offer.client_works_in_payroll, terms.time_mode, terms.responsibilities):
        effects.append(ClientPayrollOpened(people=administrators))
    if client_approves_time(terms.time_mode, terms.responsibilities):
        effects.append(ClientApprovesTime(people=tuple(dict.fromkeys((*facts.attestors, *administrators)))))
    return tuple(effects)
