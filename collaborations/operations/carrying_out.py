"""Carries out a plan: one handler for each effect that the preview can show."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from accounts.models import AccessGrant, User
from accounts.operations import grants
from accounts.operations.arrangements import clear_arrangement
from accounts.operations.members import add_member
from accounts.permissions import CompanyRole, GrantScope
from collaborations.models import Collaboration, Subscription
from collaborations.operations.agreements import write_agreement
from collaborations.operations.billing import begin_billing, end_billing
from collaborations.operations.carried_over import hand_back, take_on
from collaborations.operations.change_effects import CHANGE_HANDLERS, drop_changes_of
from collaborations.operations.grants import follow_grants
from collaborations.operations.handover_effects import HANDOVER_HANDLERS
from collaborations.operations.invitations import send_request
from collaborations.operations.own_payroll import give_own_payroll
from collaborations.operations.provisioning import provision
from collaborations.operations.work import Work, after, start_of
from collaborations.queries.company_pages import CLOSED_BY_START
from collaborations.queries.ending import closed_by, standing_on
from collaborations.queries.facts import GRANT_SOURCE
from collaborations.queries.people import login_of
from collaborations.rules import effects
from collaborations.rules.effects import Effect
from collaborations.rules.facts import Person
from collaborations.rules.periods import period_end
from collaborations.rules.states import WORKING_STATES, Action
from collaborations.rules.terms import Party, TimeMode
from events.operations import effect_of, enqueue, enqueue_all, record


def carry_out(planned: Iterable[Effect], work: Work) -> None:
    """Do what the effects say, in their order. An effect without a handler is an error."""
    for effect in planned:
        HANDLERS[type(effect)](effect, work)


def tell(people: Iterable[Person], work: Work, *, occasion: str) -> None:
    """One mail to each person who has a login."""
    enqueue_all(
        effect_of(
            "collaborations.send_news",
            dedupe_key=f"collaboration:{work.collaboration.pk}:{occasion}:{work.cause.pk}:{user_id}",
            cause=work.cause,
            collaboration_id=work.collaboration.pk,
            user_id=user_id,
            occasion=occasion,
            cause_id=work.cause.pk,
        )
        for user_id in map(login_of, people)
    )


def _user_of(person: Person) -> User:
    return User.objects.get(email__iexact=person.email)


def _await_answer(effect: effects.AnswerAwaited, work: Work) -> None:
    collaboration = work.collaboration
    collaboration.apply(Action.REQUEST)
    collaboration.expires_at = work.at + timedelta(days=effect.days)
    if collaboration.takes_over_on is not None:
        collaboration.expires_at = min(collaboration.expires_at, start_of(collaboration.takes_over_on))
    collaboration.save(force_insert=True)
    enqueue(
        "collaborations.expire_request",
        dedupe_key=f"collaboration:{collaboration.pk}:expire",
        cause=work.cause,
        not_before=collaboration.expires_at,
        collaboration_id=collaboration.pk,
    )


def _start_at_once(effect: effects.ActiveAtOnce, work: Work) -> None:
    work.collaboration.apply(Action.ACTIVATE)
    work.collaboration.save(force_insert=True)


def _appoint_administrator(effect: effects.AdministratorAppointed, work: Work) -> None:
    for person in effect.people:
        user = User.objects.filter(email__iexact=person.email).first() or _new_user(person, work)
        add_member(
            company_id=work.collaboration.company_id,
            user=user,
            role=CompanyRole.ADMINISTRATOR,
            by=work.by,
            on=work.on,
        )


def _new_user(person: Person, work: Work) -> User:
    newcomer = work.newcomer
    given, _, family = person.name.partition(" ")
    return User.objects.create_user(
        person.email,
        newcomer.password if newcomer else None,
        given_name=newcomer.given_name if newcomer else given,
        family_name=newcomer.family_name if newcomer else family,
        language=work.collaboration.client.language,
    )


def _mail_login(effect: effects.LoginMailSent, work: Work) -> None:
    tell(effect.people, work, occasion="login")


def _begin_period(effect: effects.BillingSet, work: Work) -> None:
    collaboration = work.collaboration
    collaboration.apply(Action.CONFIRM)
    collaboration.activated_at = work.at
    collaboration.period_starts_on = work.on
    if effect.months is not None:
        collaboration.period_ends_on = period_end(work.on, effect.months)
    collaboration.save(update_fields=["state", "activated_at", "period_starts_on", "period_ends_on"])
    begin_billing(
        collaboration,
        # Where a subscription of the company's own decides, it is billed there.
        recipient="" if collaboration.included_in or effect.recipient is None else effect.recipient,
        variant=collaboration.variant,
        months=effect.months,
        starts_on=work.on,
        free_until=collaboration.free_until,
        work=work,
    )


def _set_time_mode(effect: effects.TimeModeSet, work: Work) -> None:
    work.collaboration.time_mode = effect.time_mode
    if work.collaboration.terms.offer.does_payroll:
        write_agreement(work.collaboration)
    else:
        _let_register(work, effect.time_mode)


def _stop_registration(effect: effects.RegistrationStops, work: Work) -> None:
    _let_register(work, TimeMode.FIRM_REGISTERS)


def _let_register(work: Work, time_mode: TimeMode) -> None:
    """What employees do on their pages is part of what was agreed about payroll: there it is changed."""
    needed = work.collaboration.terms.offer.needs
    payroll = Collaboration.objects.filter(
        client_id=work.collaboration.client_id, service=needed, state__in=WORKING_STATES
    ).first()
    if payroll is None:
        return
    party = Party.CLIENT if time_mode is TimeMode.EMPLOYEES_REGISTER else Party.FIRM
    payroll.time_mode = time_mode
    payroll.responsibilities = {**payroll.responsibilities, "time_registration": party, "time_approval": party}
    payroll.save(update_fields=["time_mode", "responsibilities"])
    write_agreement(payroll)
    follow_grants(payroll, by=work.by, on=work.on, reason=str(work.cause.kind))


def _follow(effect: effects.People, work: Work) -> None:
    follow_grants(work.collaboration, by=work.by, on=work.on, reason=str(work.cause.kind))


def _close_lon_direct(effect: effects.LonDirectClosed, work: Work) -> None:
    enqueue(
        "collaborations.deactivate_lon_direct",
        dedupe_key=f"collaboration:{work.collaboration.pk}:lon_direkt_off",
        cause=work.cause,
        collaboration_id=work.collaboration.pk,
    )


def _close_own_payroll(effect: effects.OwnPayrollClosed, work: Work) -> None:
    grants.end(
        company_id=work.collaboration.company_id,
        for_firm_id=work.collaboration.firm_id,
        scope=GrantScope.PAYROLL,
        user_id__in=[person.user_id for person in effect.people],
        source_type__in=_own_sources(work),
        by=work.by,
        reason=CLOSED_BY_START,
    )


def _own_sources(work: Work) -> list[str]:
    """Where the company's own accesses come from: from anything but a collaboration."""
    rows = AccessGrant.objects.filter(company_id=work.collaboration.company_id).exclude(source_type=GRANT_SOURCE)
    return list(rows.values_list("source_type", flat=True).distinct())


def _nothing(effect: Effect, work: Work) -> None:
    """Nothing to do: that nothing happens is what the preview promised."""


def _keep_free(effect: effects.NoChargeUntil, work: Work) -> None:
    work.collaboration.free_until = effect.day
    work.collaboration.save(update_fields=["free_until"])


def _note_subscription(effect: effects.IncludedIn, work: Work) -> None:
    rows = Subscription.objects.filter(
        company_id=work.collaboration.company_id,
        ended_on__isnull=True,
        includes__contains=[work.collaboration.service],
    )
    work.collaboration.included_in = rows.values_list("service", flat=True)[0]
    work.collaboration.save(update_fields=["included_in"])


def _open_service(effect: effects.ServiceOpened, work: Work) -> None:
    provision(work.collaboration, action="open", cause=work.cause, by=work.by)


def _close_service(effect: effects.ServiceClosed, work: Work) -> None:
    provision(work.collaboration, action="close", cause=work.cause, by=work.by)


def _restore_lon_direct(effect: effects.LonDirectRestored, work: Work) -> None:
    _restore(effect, work, GrantScope.LON_DIRECT)
    hand_back(work)


def _restore_own_payroll(effect: effects.OwnPayrollRestored, work: Work) -> None:
    _restore(effect, work, GrantScope.PAYROLL)


def _restore(effect: effects.People, work: Work, scope: GrantScope) -> None:
    """The subscription behind the access was never ended: the same access, from the same source."""
    restored = {person.user_id for person in effect.people}
    for closed in closed_by(work.collaboration, scope):
        if closed.user_id in restored:
            grants.give(
                company_id=closed.company_id,
                for_firm_id=work.collaboration.firm_id,
                user_id=closed.user_id,
                scope=scope,
                source_type=closed.source_type,
                source_id=closed.source_id,
                by=work.by,
                on=work.on,
            )


def _tell_staff(effect: effects.StaffTold, work: Work) -> None:
    tell(effect.people, work, occasion=f"{work.collaboration.state.lower()}_firm")


def _tell_client(effect: effects.ClientTold, work: Work) -> None:
    tell(effect.people, work, occasion=f"{work.collaboration.state.lower()}_client")


def _schedule_end(effect: effects.EndScheduled, work: Work) -> None:
    enqueue(
        "collaborations.end_when_due",
        dedupe_key=f"collaboration:{work.collaboration.pk}:end:{work.cause.pk}",
        cause=work.cause,
        not_before=after(effect.last_day),
        collaboration_id=work.collaboration.pk,
        last_day=effect.last_day.isoformat(),
    )


def _end_too(effect: effects.AlsoEnds, work: Work) -> None:
    """For the same reason, by the same person."""
    for one in standing_on(work.collaboration):
        if one.service != effect.service:
            continue
        drop_changes_of(one, work.at)
        one.apply(Action.END)
        one.ended_at = max(work.at, one.activated_at or work.at)
        for name in ("ended_by", "ended_by_party", "end_reason"):
            setattr(one, name, getattr(work.collaboration, name))
        one.save(update_fields=["state", "ended_at", "ended_by", "ended_by_party", "end_reason"])
        end_billing(one, last_day=work.on)
        record(
            "collaborations.ended",
            by=work.by,
            subject=one,
            firm_id=one.firm_id,
            company_id=one.company_id,
            data={"party": one.ended_by_party},
        )


def _end_arrangement(effect: effects.ArrangementEnds, work: Work) -> None:
    clear_arrangement(company_id=work.collaboration.company_id)


def _open_own_payroll(effect: effects.OwnPayrollOpened, work: Work) -> None:
    for person in effect.people:
        give_own_payroll(company_id=work.collaboration.company_id, user=_user_of(person), by=work.by, on=work.on)


def _end_billing(effect: effects.BillingEnds, work: Work) -> None:
    collaboration = work.collaboration
    if collaboration.period_ends_on and collaboration.period_ends_on > work.on:
        collaboration.period_ends_on = work.on
        collaboration.save(update_fields=["period_ends_on"])
    end_billing(collaboration, last_day=min(work.on, collaboration.ends_on or work.on))


HANDLERS: dict[type[Effect], Callable[[Any, Work], None]] = {
    effects.AnswerAwaited: _await_answer,
    effects.RequestSent: send_request,
    effects.StaffPrepares: _follow,
    effects.ActiveAtOnce: _start_at_once,
    effects.AdministratorAppointed: _appoint_administrator,
    effects.LoginMailSent: _mail_login,
    effects.BillingSet: _begin_period,
    effects.TimeModeSet: _set_time_mode,
    effects.StaffAccessOpened: _follow,
    effects.ClientPayrollOpened: _follow,
    effects.ClientSchedulesOpened: _follow,
    effects.ClientApprovesTime: _follow,
    effects.LonDirectClosed: _close_lon_direct,
    effects.EmployeesCarriedOver: take_on,
    effects.LonDirectKept: _nothing,
    effects.OwnAgreementJoined: _nothing,
    effects.OwnPayrollClosed: _close_own_payroll,
    effects.OwnPayrollRestored: _restore_own_payroll,
    effects.NoChargeUntil: _keep_free,
    effects.IncludedIn: _note_subscription,
    effects.ServiceOpened: _open_service,
    effects.ServiceClosed: _close_service,
    effects.RegistrationStops: _stop_registration,
    effects.LonDirectRestored: _restore_lon_direct,
    effects.StaffTold: _tell_staff,
    effects.ClientTold: _tell_client,
    effects.EndScheduled: _schedule_end,
    effects.StaffAccessClosed: _follow,
    effects.ClientAccessClosed: _follow,
    effects.ArrangementEnds: _end_arrangement,
    effects.AlsoEnds: _end_too,
    effects.BillingEnds: _end_billing,
    effects.OwnPayrollOpened: _open_own_payroll,
    effects.PayrollReadOnly: _nothing,
    effects.MovesToOtherFirm: _nothing,
    **CHANGE_HANDLERS,
    **HANDOVER_HANDLERS,
}
