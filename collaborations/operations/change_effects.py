"""Carries out what only a change does. The terms are set in memory; the operation saves them together."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime, time, timedelta
from typing import Any

from accounts.operations import grants
from accounts.permissions import GrantScope
from collaborations.models import Collaboration, CollaborationChange
from collaborations.models.collaboration import written_groups
from collaborations.operations.agreements import write_agreement
from collaborations.operations.billing import begin_billing
from collaborations.operations.grants import follow_grants
from collaborations.operations.invitations import on_day
from collaborations.operations.provisioning import provision
from collaborations.operations.work import Work
from collaborations.queries.company_pages import CLOSED_BY_START
from collaborations.queries.people import login_of
from collaborations.rules import change_effects as effects
from collaborations.rules.changes import OPEN_CHANGES, ChangeAction
from collaborations.rules.effects import Effect, People
from collaborations.rules.facts import Person
from collaborations.rules.invitations import REMINDER_DAYS, occasion_after, reminder_day
from collaborations.rules.periods import period_end
from collaborations.rules.terms import GroupResponsibilities, service_terms
from common.clock import STOCKHOLM
from events.operations import effect_of, enqueue, enqueue_all

CHANGED = ("variant", "billing_recipient", "period_months", "period_starts_on", "period_ends_on", "time_mode",
           "responsibilities", "group_responsibilities", "assignment")  # fmt: skip
"""The fields of a collaboration that a change can set."""


def tell_of_change(
    people: tuple[Person, ...], work: Work, *, occasion: str, not_before: datetime | None = None
) -> None:
    """One mail about the change to each person, now or from a moment on."""
    change = change_in(work)
    enqueue_all(
        effect_of(
            "collaborations.send_change_news",
            dedupe_key=f"change:{change.pk}:{occasion}:{user_id}",
            cause=work.cause,
            subject_id=change.pk,
            not_before=not_before or work.at,
            change_id=change.pk,
            user_id=user_id,
            occasion=occasion,
        )
        for user_id in map(login_of, people)
    )


def change_in(work: Work) -> CollaborationChange:
    """The change that is worked on. Raises LookupError when it is something else."""
    if work.change is None:
        raise LookupError("This work is not about a change.")
    return work.change


def drop_open_change(effect: effects.ChangeDropped, work: Work) -> None:
    """What was to come does not come."""
    drop_changes_of(work.collaboration, work.at)


def drop_changes_of(collaboration: Collaboration, at: datetime) -> None:
    """Cancel what was decided or asked for, because the collaboration does not go on."""
    rows = CollaborationChange.objects.filter(collaboration=collaboration, state__in=OPEN_CHANGES)
    for change in rows.select_for_update():
        change.apply(ChangeAction.CANCEL)
        change.finished_at = at
        change.save(update_fields=["state", "finished_at"])


def _schedule(effect: effects.ChangeScheduled, work: Work) -> None:
    change = change_in(work)
    enqueue(
        "collaborations.change_when_due",
        dedupe_key=f"change:{change.pk}:due",
        cause=work.cause,
        subject_id=change.pk,
        not_before=datetime.combine(effect.day, time(), STOCKHOLM),
        change_id=change.pk,
    )


def _await_answer(effect: effects.ChangeAnswerAwaited, work: Work) -> None:
    change = change_in(work)
    enqueue(
        "collaborations.expire_change",
        dedupe_key=f"change:{change.pk}:expire",
        cause=work.cause,
        subject_id=change.pk,
        not_before=work.at + timedelta(days=effect.days),
        change_id=change.pk,
    )


def _ask(effect: effects.ChangeAsked, work: Work) -> None:
    tell_of_change(effect.people, work, occasion="asked_client")
    for days in REMINDER_DAYS:
        moment = on_day(reminder_day(work.on, days), work.at)
        tell_of_change(effect.people, work, occasion=f"{occasion_after(days)}_client", not_before=moment)


def _set_variant(effect: effects.VariantChanged, work: Work) -> None:
    collaboration = work.collaboration
    collaboration.variant = effect.after
    offer = collaboration.terms.offer
    if not offer.does_payroll:
        collaboration.responsibilities = asdict(service_terms(offer).responsibilities)


def _change_service(effect: effects.ServiceChanged, work: Work) -> None:
    provision(work.collaboration, action="change", cause=work.cause, by=work.by)


def _move_assignment(effect: effects.AssignmentMoved, work: Work) -> None:
    work.collaboration.assignment_id = effect.assignment_id


def _move_responsibility(effect: effects.ResponsibilityMoved, work: Work) -> None:
    collaboration = work.collaboration
    collaboration.responsibilities = {**collaboration.responsibilities, effect.task: effect.after.value}
    write_agreement(collaboration)


def _move_group_responsibility(effect: effects.GroupResponsibilityMoved, work: Work) -> None:
    collaboration = work.collaboration
    agreed = {one.group: one for one in collaboration.terms.groups}
    one = agreed.get(effect.group) or GroupResponsibilities(effect.group, effect.group_name)
    moved: dict[str, Any] = {"name": effect.group_name, effect.task: effect.after}
    agreed[effect.group] = replace(one, **moved)
    collaboration.group_responsibilities = written_groups(one for one in agreed.values() if not one.says_nothing)
    write_agreement(collaboration)


def _begin_period(effect: effects.PeriodBegins, work: Work) -> None:
    values: dict[str, Any] = {
        "billing_recipient": effect.recipient or "",
        "period_months": effect.months,
        "period_starts_on": work.on,
        "period_ends_on": period_end(work.on, effect.months) if effect.months else None,
    }
    for name, value in values.items():
        setattr(work.collaboration, name, value)
    _bill(work)


def _bill_variant(effect: effects.VariantBilled, work: Work) -> None:
    _bill(work)


def _bill(work: Work) -> None:
    collaboration = work.collaboration
    begin_billing(
        collaboration,
        recipient="" if collaboration.included_in else collaboration.billing_recipient,
        variant=collaboration.variant,
        months=collaboration.period_months,
        starts_on=work.on,
        free_until=collaboration.free_until,
        work=work,
    )


def _follow(effect: People, work: Work) -> None:
    follow_grants(work.collaboration, by=work.by, on=work.on, reason=str(work.cause.kind))


def _end_lon_direct(effect: effects.LonDirectEnds, work: Work) -> None:
    """In the same commit in which the variant changes: never are both open."""
    grants.end(
        company_id=work.collaboration.company_id,
        for_firm_id=work.collaboration.firm_id,
        scope=GrantScope.LON_DIRECT,
        by=work.by,
        reason=CLOSED_BY_START,
    )


def _tell_staff(effect: effects.StaffToldOfChange, work: Work) -> None:
    tell_of_change(effect.people, work, occasion=f"{change_in(work).state.lower()}_firm")


def _tell_client(effect: effects.ClientToldOfChange, work: Work) -> None:
    tell_of_change(effect.people, work, occasion=f"{change_in(work).state.lower()}_client")


CHANGE_HANDLERS: dict[type[Effect], Callable[[Any, Work], None]] = {
    effects.ChangeScheduled: _schedule,
    effects.ChangeAnswerAwaited: _await_answer,
    effects.ChangeAsked: _ask,
    effects.VariantChanged: _set_variant,
    effects.AssignmentMoved: _move_assignment,
    effects.ResponsibilityMoved: _move_responsibility,
    effects.GroupResponsibilityMoved: _move_group_responsibility,
    effects.PeriodBegins: _begin_period,
    effects.VariantBilled: _bill_variant,
    effects.ServiceChanged: _change_service,
    effects.StaffApprovesTime: _follow,
    effects.StaffApprovalClosed: _follow,
    effects.ClientPayrollClosed: _follow,
    effects.ClientSchedulesClosed: _follow,
    effects.ClientApprovalClosed: _follow,
    effects.LonDirectEnds: _end_lon_direct,
    effects.StaffToldOfChange: _tell_staff,
    effects.ClientToldOfChange: _tell_client,
    effects.ChangeDropped: drop_open_change,
}
