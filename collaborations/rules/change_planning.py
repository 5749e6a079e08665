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
    ClientSchedulesClosed,
    ClientToldOfChange,
    GroupResponsibilityMoved,
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
    ClientSchedulesOpened,
    Effect,
    LonDirectRestored,
    Moment,
    OwnPayrollClosed,
    OwnPayrollRestored,
    People,
    PeopleOfGroup,
    StaffAccessClosed,
    StaffAccessOpened,
    TimeModeSet,
)
from collaborations.rules.facts import Facts, Person
from collaborations.rules.grants import Access, client_approves_time, client_has_payroll_tasks, firm_approves_time
from collaborations.rules.planning import INVITATION_DAYS, Plan, carried_over
from collaborations.rules.states import State
from collaborations.rules.terms import GROUP_TASKS, GroupResponsibilities, MatrixRow, ServedBy, Terms, matrix_rows
from collaborations.rules.time_pages import approval_moves

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
    yield from _group_responsibilities(before, after)


def _group_responsibilities(before: Terms, after: Terms) -> Iterator[Effect]:
    old, new = ({one.group: one for one in terms.groups} for terms in (before, after))
    for group, one in {**old, **new}.items():
        nothing = GroupResponsibilities(group, one.name)
        for task in GROUP_TASKS:
            had, has = getattr(old.get(group, nothing), task), getattr(new.get(group, nothing), task)
            if had != has:
                yield GroupResponsibilityMoved(task=task, group=group, group_name=one.name, before=had, after=has)


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


PAYROLL_EFFECTS: dict[str, tuple[type[People], type[People]]] = {
    "firm": (StaffAccessOpened, StaffAccessClosed),
    "client": (ClientPayrollOpened, ClientPayrollClosed),
}
ROW_EFFECTS: dict[tuple[str, Access], tuple[type[PeopleOfGroup], type[PeopleOfGroup]]] = {
    ("firm", Access.TIME_APPROVAL): (StaffApprovesTime, StaffApprovalClosed),
    ("client", Access.SCHEDULES): (ClientSchedulesOpened, ClientSchedulesClosed),
    ("client", Access.TIME_APPROVAL): (ClientApprovesTime, ClientApprovalClosed),
}
"""For each side and access: what its people gain and lose by a change; by rows what can differ by group."""


def _access(facts: ChangeFacts, before: Terms, after: Terms) -> Iterator[Effect]:
    if after.offer.served_by is ServedBy.PROVIDER and (facts.assignment_moves or before.offer != after.offer):
        yield ServiceChanged(service=after.offer.service, people=facts.new.staff)
    if after.offer.served_by is ServedBy.SELF_SERVICE and before.time_mode != after.time_mode:
        yield from approval_moves(facts.parties, after.time_mode)
    if not after.offer.does_payroll:
        return
    held, given = (
        payroll_holders(facts.parties, *one) for one in ((before, facts.old.staff), (after, facts.new.staff))
    )
    for side, (gain, loss) in PAYROLL_EFFECTS.items():
        if gained := _beyond(given[side], held[side]):
            yield gain(people=gained)
        if lost := _beyond(held[side], given[side]):
            yield loss(people=lost)
    for old, new in _row_pairs(before, after):
        yield from _access_by_row(facts, (before, old), (after, new))


def _access_by_row(facts: ChangeFacts, old: tuple[Terms, MatrixRow], new: tuple[Terms, MatrixRow]) -> Iterator[Effect]:
    held, given = row_holders(facts.parties, *old, facts.old.staff), row_holders(facts.parties, *new, facts.new.staff)
    name = new[1].name or old[1].name
    for key, (gain, loss) in ROW_EFFECTS.items():
        if gained := _beyond(given[key], held[key]):
            yield gain(people=gained, group_name=name)
        if lost := _beyond(held[key], given[key]):
            yield loss(people=lost, group_name=name)


def _row_pairs(before: Terms, after: Terms) -> Iterator[tuple[MatrixRow, MatrixRow]]:
    """What held and what holds, for everybody and for each group; a group without a row is among everybody."""
    old, new = ({row.group: row for row in rows_of(terms)} for terms in (before, after))
    for group in {**old, **new}:
        yield old.get(group, old[None]), new.get(group, new[None])


def _beyond(people: Group, others: Group) -> Group:
    return tuple(one for one in people if one not in others)


def rows_of(terms: Terms) -> tuple[MatrixRow, ...]:
    """The rows of the matrix that the terms have."""
    return matrix_rows(terms.time_mode, terms.responsibilities, terms.groups)


def payroll_holders(parties: Facts, terms: Terms, staff: Group) -> dict[str, Group]:
    """Who works in payroll under the terms: the grants, by name."""
    works = client_has_payroll_tasks(terms.offer.client_works_in_payroll, terms.time_mode, terms.responsibilities)
    return {"firm": staff, "client": parties.administrators if works else ()}


def row_holders(parties: Facts, terms: Terms, row: MatrixRow, staff: Group) -> dict[tuple[str, Access], Group]:
    """Who has which access by a row of the matrix: the grants, by name."""
    attesting = tuple(dict.fromkeys((*parties.attestors, *parties.administrators)))
    schedules = terms.offer.client_works_in_payroll and row.schedules.includes_client
    return {
        ("firm", Access.TIME_APPROVAL): staff if firm_approves_time(row) else (),
        ("client", Access.SCHEDULES): parties.administrators if schedules else (),
        ("client", Access.TIME_APPROVAL): attesting if client_approves_time(row) else (),
    }


def _told(facts: ChangeFacts, after: Terms) -> tuple[Effect, ...]:
    client = facts.parties.administrators if facts.asked and after.offer.asks_client else ()
    mails = (StaffToldOfChange(people=facts.told_at_firm), ClientToldOfChange(people=client))
    return tuple(mail for mail in mails if mail.people)


def first_day_of(before: Terms, after: Terms, next_period: date | None) -> date | None:
    """The day that the change has to wait for, if it waits for the next period."""
    return next_period if waits_for_period(before, after) else None
