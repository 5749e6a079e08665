"""What will happen: shown on the confirmation page, and carried out by the operation."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from collaborations.rules.blockers import Blocker, acceptance_blockers, activation_blockers
from collaborations.rules.change_effects import ChangeDropped, ClientApprovalClosed
from collaborations.rules.effects import (
    ActiveAtOnce,
    AdministratorAppointed,
    AlsoEnds,
    AnswerAwaited,
    ArrangementEnds,
    Audience,
    BillingEnds,
    BillingSet,
    ClientAccessClosed,
    ClientApprovesTime,
    ClientPayrollOpened,
    ClientSchedulesOpened,
    ClientTold,
    Effect,
    EmployeesCarriedOver,
    EndScheduled,
    IncludedIn,
    LoginMailSent,
    LonDirectClosed,
    LonDirectKept,
    LonDirectRestored,
    Moment,
    NoChargeUntil,
    OwnAgreementJoined,
    OwnPayrollClosed,
    OwnPayrollRestored,
    RegistrationStops,
    RequestSent,
    ServiceClosed,
    ServiceOpened,
    StaffAccessClosed,
    StaffAccessOpened,
    StaffPrepares,
    StaffTold,
    TimeModeSet,
)
from collaborations.rules.facts import Facts, Person, ServiceUse
from collaborations.rules.grants import client_approves_time, client_has_payroll_tasks
from collaborations.rules.scenarios import Scenario, scenario_of
from collaborations.rules.terms import Offer, ServedBy, Terms, matrix_rows
from collaborations.rules.time_pages import approval_moves

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
    if facts.is_own_firm or not terms.offer.asks_client:
        return False
    if facts.has_account:
        return True
    return not (terms.offer.active_at_once_without_account or _is_agreed_already(facts))


def _is_agreed_already(facts: Facts) -> bool:
    """Whether what was made elsewhere is enough: the firm alone says so, hence only while nobody at the company could
    ever have said anything here, and nothing of theirs can be here to be opened.
    """
    return facts.connects and not facts.has_account


def plan_activation(facts: Facts, terms: Terms) -> Plan:
    """What happens when the firm activates: at once, after the answer, and after Lön Direkt is closed."""
    blockers = activation_blockers(facts, terms.offer)
    begun = beginning(facts, terms)
    if waits_for_answer(facts, terms):
        request = (AnswerAwaited(days=INVITATION_DAYS), RequestSent(people=facts.recipients))
        return Plan((*request, *_preparing(facts, terms), *(_after_answer(effect) for effect in begun)), blockers)
    told_by_login = _told_by_login(facts, begun) if _concerns_client(facts, terms) else begun
    at_once = ActiveAtOnce(has_mandate=not facts.has_account, is_agreed=_is_agreed_already(facts))
    return Plan((at_once, *told_by_login), blockers)


def _told_by_login(facts: Facts, begun: tuple[Effect, ...]) -> tuple[Effect, ...]:
    """The mail about signing in says that it is done as well; where that comes later, so does a mail of its own."""
    login = LoginMailSent(people=facts.recipients)
    is_now = any(isinstance(effect, ClientTold) and effect.when is Moment.NOW for effect in begun)
    told = tuple(login if is_now and isinstance(effect, ClientTold) else effect for effect in begun)
    return told if is_now else (*told, login)


def _preparing(facts: Facts, terms: Terms) -> tuple[Effect, ...]:
    """Who can begin before the client has answered."""
    prepares = terms.offer.does_payroll and facts.may_prepare and facts.staff
    return (StaffPrepares(people=facts.staff),) if prepares else ()


def plan_acceptance(facts: Facts, terms: Terms) -> Plan:
    """What happens when an administrator, or the contact of a company without account, accepts."""
    return Plan(beginning(facts, terms), acceptance_blockers(facts, terms.offer))


def plan_end(
    *,
    offer: Offer,
    staff: tuple[Person, ...],
    client: tuple[Person, ...],
    administrators: tuple[Person, ...],
    lon_direct: tuple[Person, ...] = (),
    own_payroll: tuple[Person, ...] = (),
    last_day: date | None = None,
    change_open: bool = False,
    approving: tuple[Person, ...] = (),
    standing_on: tuple[str, ...] = (),
    afterwards: tuple[Effect, ...] = (),
) -> Plan:
    """What happens when either party ends: at once, or after the last day.

    `staff` and `client` are the people who hold access through the collaboration, `lon_direct` and `own_payroll`
    those who lost theirs to it, `approving` those of the client who approve time because of it.
    `change_open`: a change was to come, and is dropped as soon as the end is decided.
    `standing_on`: active services that need this one, by code: they end with it.
    `afterwards` is what the choice for the time after the end means.
    """
    told = (StaffTold(people=staff), ClientTold(people=administrators))
    mails = tuple(effect for effect in told if effect.people)
    closing = _closing(offer, staff, client)
    restored = (LonDirectRestored(people=lon_direct), OwnPayrollRestored(people=own_payroll))
    kept = (*(one for one in restored if one.people), *_left(offer, approving), *afterwards)
    ending = (*closing, *kept, BillingEnds(), *mails)
    ending = (*(AlsoEnds(service=service) for service in standing_on), *ending)
    dropped = (ChangeDropped(),) if change_open else ()
    if last_day is None:
        return Plan((*dropped, *ending))
    later = (replace(effect, when=Moment.AFTER_LAST_DAY) for effect in ending)
    return Plan((EndScheduled(last_day=last_day), *dropped, *mails, *later))


def _closing(offer: Offer, staff: tuple[Person, ...], client: tuple[Person, ...]) -> tuple[Effect, ...]:
    """Whose access closes, here or at the provider."""
    if offer.served_by is ServedBy.PROVIDER:
        return (ServiceClosed(service=offer.service, on_end=offer.on_end),)
    people = (StaffAccessClosed(people=staff), ClientAccessClosed(people=client))
    return tuple(one for one in people if one.people)


def _left(offer: Offer, approving: tuple[Person, ...]) -> tuple[Effect, ...]:
    """What becomes of what was agreed about time."""
    if offer.does_payroll:
        return (ArrangementEnds(),)
    if not offer.registers_time:
        return ()
    return (RegistrationStops(), *((ClientApprovalClosed(people=approving),) if approving else ()))


def _after_answer(effect: Effect) -> Effect:
    return replace(effect, when=Moment.ON_ACCEPTANCE) if effect.when is Moment.NOW else effect


def _concerns_client(facts: Facts, terms: Terms) -> bool:
    """Whether somebody at the company is asked or told; not when the firm alone uses a tool, or is its own client."""
    return terms.offer.asks_client and not facts.is_own_firm


def beginning(facts: Facts, terms: Terms) -> tuple[Effect, ...]:
    """From the agreement to a collaboration at work; access waits until Lön Direkt is closed or a provider is done."""
    closing = bool(facts.lon_direct) and terms.offer.closes_lon_direct
    effects: list[Effect] = []
    if not facts.has_account and _concerns_client(facts, terms):
        effects.append(AdministratorAppointed(people=facts.recipients))
    if closing:
        effects.append(LonDirectClosed(people=facts.lon_direct))
    elif facts.lon_direct:
        effects.append(LonDirectKept(people=facts.lon_direct))
    provided = terms.offer.served_by is ServedBy.PROVIDER
    if provided:
        effects.append(ServiceOpened(people=facts.staff, service=terms.offer.service))
    later = Moment.ON_CONFIRMATION if closing or provided else Moment.NOW
    carried = carried_over(facts) if closing else ()
    return (*effects, *(replace(effect, when=later) for effect in (*carried, *_work(facts, terms))))


def carried_over(facts: Facts) -> tuple[Effect, ...]:
    """Whom the firm takes on when Lön Direkt is closed."""
    number = facts.lon_direct_employees
    return (EmployeesCarriedOver(count=number),) if number else ()


def _work(facts: Facts, terms: Terms) -> tuple[Effect, ...]:
    """What begins with the collaboration; the period early, because all the rest is given within it."""
    administrators = facts.administrators if facts.has_account else facts.recipients
    told: tuple[Effect, ...] = (StaffTold(people=facts.told_at_firm),)
    if _concerns_client(facts, terms):
        told = (*told, ClientTold(people=administrators))
    return (
        *_paid_already(facts, terms),
        BillingSet(recipient=terms.billing_recipient, months=terms.period_months),
        *_opened(facts, terms, administrators),
        *told,
    )


def _paid_already(facts: Facts, terms: Terms) -> tuple[Effect, ...]:
    """What the company has paid for already; another variant than its own is charged from the start."""
    match scenario_of(facts, terms.offer.variant):
        case Scenario.RUNS_SERVICE_ITSELF if facts.own and facts.own.renews_on:
            return (NoChargeUntil(day=facts.own.renews_on),)
        case Scenario.INCLUDED:
            return (IncludedIn(name=facts.included_in),)
    return ()


def _opened(facts: Facts, terms: Terms, administrators: tuple[Person, ...]) -> tuple[Effect, ...]:
    """What opens in this product; a provider opens the rest."""
    time = TimeModeSet(time_mode=terms.time_mode)
    match terms.offer.served_by:
        case ServedBy.SELF_SERVICE:
            return (time, *approval_moves(facts, terms.time_mode))
        case ServedBy.PROVIDER:
            return ()
    own = _own_payroll(facts, terms)
    return (time, *own, StaffAccessOpened(people=facts.staff), *_client_access(facts, terms, administrators))


def _own_payroll(facts: Facts, terms: Terms) -> tuple[Effect, ...]:
    """What becomes of those who work in the company's own payroll: they go on, or the firm does it all."""
    if facts.service_use is not ServiceUse.OWN or facts.own is None or not facts.own.people:
        return ()
    if terms.offer.client_works_in_payroll:
        return (OwnAgreementJoined(people=facts.own.people),)
    return (OwnPayrollClosed(people=facts.own.people),)


def _client_access(facts: Facts, terms: Terms, administrators: tuple[Person, ...]) -> tuple[Effect, ...]:
    effects: list[Effect] = []
    if not administrators:
        return ()
    if client_has_payroll_tasks(terms.offer.client_works_in_payroll, terms.time_mode, terms.responsibilities):
        effects.append(ClientPayrollOpened(people=administrators))
    attesting = tuple(dict.fromkeys((*facts.attestors, *administrators)))
    for row in matrix_rows(terms.time_mode, terms.responsibilities, terms.groups):
        if terms.offer.client_works_in_payroll and row.schedules.includes_client:
            effects.append(ClientSchedulesOpened(people=administrators, group_name=row.name))
        if client_approves_time(row):
            effects.append(ClientApprovesTime(people=attesting, group_name=row.name))
    return tuple(effects)
