"""What a change will do: shown on the page, and carried out by the operation."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from collaborations.rules.blockers import Blocker, BlockerCode, Remedy, work_blockers
from collaborations.rules.change_effects import (
    AssignmentMoved,
    ChangeAnswerAwaited,
    ChangeAsked,
    ChangeScheduled,
    ClientApprovalClosed,
    ClientPayrollClosed,
    ClientToldOfChange,
    LonDirectEnds,
    PeriodBegins,
    ResponsibilityMoved,
    ServiceChanged,
    StaffApprovalClosed,
    StaffApprovesTime,
    StaffToldOfChange,
    VariantBilled,
    VariantChanged,
)
from collaborations.rules.changes import needs_acceptance, subjects_between, waits_for_period
from collaborations.rules.effects import (
    ClientApprovesTime,
    ClientPayrollOpened,
    Effect,
    LonDirectRestored,
    Moment,
    OwnPayrollClosed,
    OwnPayrollRestored,
    People,
    StaffAccessClosed,
    StaffAccessOpened,
    TimeModeSet,
)
from collaborations.rules.facts import Facts, Person
from collaborations.rules.grants import Access, client_approves_time, client_has_payroll_tasks, firm_approves_time
from collaborations.rules.planning import INVITATION_DAYS, Plan, carried_over
from collaborations.rules.states import State
from collaborations.rules.terms import ServedBy, Terms

Group = tuple[Person, ...]


@dataclass(frozen=True)
class AssignmentFacts:
    """An assignment and the staff on it."""

    name: str
    staff: Group
    assignment_id: UUID


@dataclass(frozen=True)
class ChangeFacts:
    """The collaboration and the people around it. `parties` are the facts with the new assignment's staff."""

    parties: Facts
    old: AssignmentFacts
    new: AssignmentFacts
    state: State = State.ACTIVE
    change_open: bool = False
    lon_direct_closed: Group = ()
    """Who lost Lön Direkt to the present variant and has none now."""
    own_payroll_closed: Group = ()
    """Who lost the company's own payroll to it."""
    asker: Person | None = None

    @property
    def assignment_moves(self) -> bool:
        return self.old.assignment_id != self.new.assignment_id

    @property
    def asked(self) -> bool:
        """Whether somebody at the company is concerned: not where the firm is its own client."""
        return not self.parties.is_own_firm

    @property
    def told_at_firm(self) -> Group:
        """Who at the firm hears of it: the staff before and after, and whoever asked."""
        asker = () if self.asker is None else (self.asker,)
        return tuple(dict.fromkeys((*self.old.staff, *self.new.staff, *asker)))


def plan_change(
    facts: ChangeFacts, before: Terms, after: Terms, *, day: date | None = None, answered: bool = False
) -> Plan:
    """What happens: at once, on a later day, or when the client has accepted. Nothing differs: no effects.

    `answered`: the client accepts now, or the day has come.
    """
    if not subjects_between(before, after, assignment_moves=facts.assignment_moves):
        return Plan(())
    asks = asks_client(facts, before, after) and not answered
    effects = tuple(_effects(facts, before, after, day))
    told = _told(facts, after)
    if day is None:
        planned: tuple[Effect, ...] = (*effects, *told)
    else:
        later = (replace(effect, when=Moment.ON_DAY) for effect in (*effects, *told))
        planned = (ChangeScheduled(day=day), *told, *later)
    if asks:
        waiting = (ChangeAnswerAwaited(days=INVITATION_DAYS), ChangeAsked(people=facts.parties.recipients))
        planned = (*waiting, *(_after_answer(effect) for effect in planned))
    return Plan(planned, tuple(_blockers(facts, before, after, asks=asks)))


def asks_client(facts: ChangeFacts, before: Terms, after: Terms) -> bool:
    """Whether the client has to accept, where there is a client to ask."""
    return facts.asked and after.offer.asks_client and needs_acceptance(before, after)


def _after_answer(effect: Effect) -> Effect:
    return replace(effect, when=Moment.ON_ACCEPTANCE) if effect.when is Moment.NOW else effect


def _blockers(facts: ChangeFacts, before: Terms, after: Terms, *, asks: bool) -> Iterator[Blocker]:
    if facts.state is State.ENDING:
        yield Blocker(BlockerCode.END_DECIDED, Remedy.COLLABORATIONS)
    elif facts.state is not State.ACTIVE:
        yield Blocker(BlockerCode.NOT_ACTIVE, Remedy.COLLABORATIONS)
    if facts.change_open:
        yield Blocker(BlockerCode.CHANGE_OPEN, Remedy.COLLABORATIONS)
    closes = after.offer.closes_lon_direct and not before.offer.closes_lon_direct
    yield from work_blockers(facts.parties, closes_lon_direct=closes)
    if asks and not facts.parties.recipients:
        yield Blocker(BlockerCode.NO_ADMINISTRATOR, Remedy.ADMINISTRATORS)


def _effects(facts: ChangeFacts, before: Terms, after: Terms, day: date | None) -> Iterator[Effect]:
    """The terms first and access last: what is open follows from what is agreed."""
    yield from _own_accesses(facts, before, after)
    if before.offer.variant != after.offer.variant:
        yield VariantChanged(service=after.offer.service, before=before.offer.variant, after=after.offer.variant)
    if not facts.parties.included_in:
        yield from _billing(before, after, day)
    if facts.assignment_moves:
        yield AssignmentMoved(before=facts.old.name, after=facts.new.name, assignment_id=facts.new.assignment_id)
    if before.time_mode != after.time_mode:
        yield TimeModeSet(time_mode=after.time_mode)
    if after.offer.does_payroll:
        yield from _responsibilities(before, after)
    yield from _access(facts, before, after)


def _responsibilities(before: Terms, after: Terms) -> Iterator[Effect]:
    new_matrix = asdict(after.responsibilities)
    for task, party in asdict(before.responsibilities).items():
        if party != new_matrix[task]:
            yield ResponsibilityMoved(task=task, before=party, after=new_matrix[task])


def _own_accesses(facts: ChangeFacts, before: Terms, after: Terms) -> Iterator[Effect]:
    """What the company has of its own: closed where only the firm works, and open again where it no longer is so."""
    closed, closes = before.offer.closes_lon_direct, after.offer.closes_lon_direct
    own = facts.parties.own.people if facts.parties.own else ()
    ending = (LonDirectEnds(people=facts.parties.lon_direct), OwnPayrollClosed(people=own))
    opening = (LonDirectRestored(people=facts.lon_direct_closed), OwnPayrollRestored(people=facts.own_payroll_closed))
    if closes != closed:
        yield from (effect for effect in (ending if closes else opening) if effect.people)
    if closes and not closed and facts.parties.lon_direct:
        yield from carried_over(facts.parties)


def _billing(before: Terms, after: Terms, day: date | None) -> Iterator[Effect]:
    recipient, months = after.billing_recipient, after.period_months
    if (before.billing_recipient, before.period_months) != (recipient, months):
        yield PeriodBegins(recipient=recipient, months=months, starts_on=day)
    elif before.offer.variant != after.offer.variant and recipient is not None:
        offer = after.offer
        yield VariantBilled(service=offer.service, variant=offer.variant, recipient=recipient, months=months)


ACCESS_EFFECTS: dict[tuple[str, Access], tuple[type[People], type[People]]] = {
    ("firm", Access.PAYROLL): (StaffAccessOpened, StaffAccessClosed),
    ("firm", Access.TIME_APPROVAL): (StaffApprovesTime, StaffApprovalClosed),
    ("client", Access.PAYROLL): (ClientPayrollOpened, ClientPayrollClosed),
    ("client", Access.TIME_APPROVAL): (ClientApprovesTime, ClientApprovalClosed),
}
"""For each side and access: what its people gain and lose by a change."""


def _access(facts: ChangeFacts, before: Terms, after: Terms) -> Iterator[Effect]:
    if after.offer.served_by is ServedBy.PROVIDER and (facts.assignment_moves or before.offer != after.offer):
        yield ServiceChanged(service=after.offer.service, people=facts.new.staff)
    held, given = holders(facts.parties, before, facts.old.staff), holders(facts.parties, after, facts.new.staff)
    for key, (gain, loss) in ACCESS_EFFECTS.items():
        if gained := tuple(one for one in given[key] if one not in held[key]):
            yield gain(people=gained)
        if lost := tuple(one for one in held[key] if one not in given[key]):
            yield loss(people=lost)


def holders(parties: Facts, terms: Terms, staff: Group) -> dict[tuple[str, Access], Group]:
    """Who has which access under the terms: the grants, by name."""
    mode, matrix = terms.time_mode, terms.responsibilities
    if not terms.offer.does_payroll:
        return dict.fromkeys(ACCESS_EFFECTS, ())
    works = client_has_payroll_tasks(terms.offer.client_works_in_payroll, mode, matrix)
    attesting = tuple(dict.fromkeys((*parties.attestors, *parties.administrators)))
    return {
        ("firm", Access.PAYROLL): staff,
        ("firm", Access.TIME_APPROVAL): staff if firm_approves_time(mode, matrix) else (),
        ("client", Access.PAYROLL): parties.administrators if works else (),
        ("client", Access.TIME_APPROVAL): attesting if client_approves_time(mode, matrix) else (),
    }


def _told(facts: ChangeFacts, after: Terms) -> tuple[Effect, ...]:
    client = facts.parties.administrators if facts.asked and after.offer.asks_client else ()
    mails = (StaffToldOfChange(people=facts.told_at_firm), ClientToldOfChange(people=client))
    return tuple(mail for mail in mails if mail.people)


def first_day_of(before: Terms, after: Terms, next_period: date | None) -> date | None:
    """The day that the change has to wait for, if it waits for the next period."""
    return next_period if waits_for_period(before, after) else None
