"""What of an active collaboration can be changed: by whom, from which day, whether the client is asked, how it goes.

Who may change what:

| What | any consultant who sees the client | full client rights | the client's administrator |
|---|---|---|---|
| linked assignment | yes | yes | no |
| variant, billing recipient, period, time mode | no | yes | no |
| who approves time | no | yes | yes, as far as the terms allow |
| the other responsibilities, and what differs for employee groups | no | yes | no |

The client owns its attestors, and never moves costs or work in payroll to the firm. The firm moves no costs to the
client without asking, and lets it into payroll only when it has accepted.
"""

from dataclasses import fields
from datetime import date, timedelta
from enum import StrEnum

from collaborations.rules.periods import period_end
from collaborations.rules.states import TransitionNotAllowed
from collaborations.rules.terms import BillingRecipient, Terms


class Subject(StrEnum):
    """What can be changed; the values are the names of the fields."""

    ASSIGNMENT = "assignment"
    VARIANT = "variant"
    RECIPIENT = "billing_recipient"
    PERIOD = "period_months"
    TIME_MODE = "time_mode"
    SCHEDULES = "schedules"
    TIME_REGISTRATION = "time_registration"
    TIME_APPROVAL = "time_approval"
    PAYROLL_APPROVAL = "payroll_approval"
    SALARY_PAYMENT = "salary_payment"
    GROUPS = "groups"


class Role(StrEnum):
    """Who changes."""

    CONSULTANT = "CONSULTANT"
    """On the firm's staff and sees the client, without full client rights."""
    FIRM = "FIRM"
    """Has full client rights."""
    CLIENT = "CLIENT"
    """An administrator of the company."""


MAY_CHANGE: dict[Role, frozenset[Subject]] = {
    Role.CONSULTANT: frozenset({Subject.ASSIGNMENT}),
    Role.FIRM: frozenset(Subject),
    Role.CLIENT: frozenset({Subject.TIME_APPROVAL}),
}


def subjects_between(before: Terms, after: Terms, *, assignment_moves: bool = False) -> frozenset[Subject]:
    """What differs."""
    found = {Subject.ASSIGNMENT} if assignment_moves else set()
    old, new = _values(before), _values(after)
    return frozenset(found | {subject for subject in old if old[subject] != new[subject]})


def may_change(role: Role, subjects: frozenset[Subject], *, included: bool = False) -> bool:
    """Whether everything that differs is for this role to change."""
    return subjects <= subjects_for(role, included=included)


def subjects_for(role: Role, *, included: bool) -> frozenset[Subject]:
    """What the role may change; where a subscription of the company decides the billing, nobody here does."""
    return MAY_CHANGE[role] - ({Subject.RECIPIENT, Subject.PERIOD} if included else set())


def needs_acceptance(before: Terms, after: Terms) -> bool:
    """Whether the client has to accept: it is let into payroll, or it is the one who pays from now on."""
    opens_payroll = after.offer.client_works_in_payroll and not before.offer.client_works_in_payroll
    client = BillingRecipient.CLIENT
    return opens_payroll or (after.billing_recipient is client and before.billing_recipient is not client)


def waits_for_period(before: Terms, after: Terms) -> bool:
    """Whether the change comes with the next period: who pays, or the period, is chosen anew.

    A recipient or a period that the new variant does not offer follows the variant instead.
    """
    offer = after.offer
    recipient = before.billing_recipient != after.billing_recipient
    months = before.period_months != after.period_months
    return (recipient and before.billing_recipient in offer.billing_recipients) or (
        months and before.period_months in offer.period_months
    )


def next_period_on(ends_on: date, months: int, today: date) -> date:
    """The first day of the next period, also when periods have gone by that nobody noted."""
    starts_on = ends_on + timedelta(days=1)
    while starts_on <= today:
        starts_on = period_end(starts_on, months) + timedelta(days=1)
    return starts_on


class DayProblem(StrEnum):
    """Why a change cannot happen on the chosen day."""

    PASSED = "passed"
    NOT_NEXT_PERIOD = "not_next_period"


def day_problem(wanted: date | None, *, first_day: date | None, today: date) -> DayProblem | None:
    """What is wrong with a day. `first_day`: when the next period begins, for a change that waits for it."""
    if wanted is None:
        return None
    if first_day is not None:
        return None if wanted == first_day else DayProblem.NOT_NEXT_PERIOD
    return DayProblem.PASSED if wanted < today else None


class ChangeState(StrEnum):
    """Where a change stands."""

    PENDING = "PENDING"
    WAITING_FOR_CLIENT = "WAITING_FOR_CLIENT"
    DONE = "DONE"
    CANCELLED = "CANCELLED"
    DECLINED = "DECLINED"
    EXPIRED = "EXPIRED"
    FAILED = "FAILED"


TERMS_CHANGED = "terms_changed"
"""Why a change failed whose collaboration no longer was what it was decided for."""

OPEN_CHANGES = frozenset({ChangeState.PENDING, ChangeState.WAITING_FOR_CLIENT})
"""Decided or asked for, and not yet in effect: at most one for a collaboration."""


class ChangeAction(StrEnum):
    """What can happen to a change."""

    ACCEPT = "ACCEPT"
    DECLINE = "DECLINE"
    EXPIRE = "EXPIRE"
    CANCEL = "CANCEL"
    CARRY_OUT = "CARRY_OUT"
    FAIL = "FAIL"


TRANSITIONS: dict[tuple[ChangeState, ChangeAction], ChangeState] = {
    (ChangeState.WAITING_FOR_CLIENT, ChangeAction.ACCEPT): ChangeState.PENDING,
    (ChangeState.WAITING_FOR_CLIENT, ChangeAction.DECLINE): ChangeState.DECLINED,
    (ChangeState.WAITING_FOR_CLIENT, ChangeAction.EXPIRE): ChangeState.EXPIRED,
    (ChangeState.WAITING_FOR_CLIENT, ChangeAction.CANCEL): ChangeState.CANCELLED,
    (ChangeState.PENDING, ChangeAction.CANCEL): ChangeState.CANCELLED,
    (ChangeState.PENDING, ChangeAction.CARRY_OUT): ChangeState.DONE,
    (ChangeState.PENDING, ChangeAction.FAIL): ChangeState.FAILED,
}


def next_change_state(state: ChangeState, action: ChangeAction) -> ChangeState:
    """The state after the action. Raises TransitionNotAllowed."""
    try:
        return TRANSITIONS[state, action]
    except KeyError:
        raise TransitionNotAllowed(state, action) from None


def _values(terms: Terms) -> dict[Subject, object]:
    return {
        Subject.VARIANT: terms.offer.variant,
        Subject.RECIPIENT: terms.billing_recipient,
        Subject.PERIOD: terms.period_months,
        Subject.TIME_MODE: terms.time_mode,
        **{Subject(task.name): getattr(terms.responsibilities, task.name) for task in fields(terms.responsibilities)},
        Subject.GROUPS: frozenset(terms.groups),
    }
