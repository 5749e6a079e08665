"""A company whose administrators are gone gets a new one: asked, vouched for, confirmed, waited for, done."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.models import User
from accounts.operations.members import add_member
from accounts.permissions import CompanyRole
from advisor.models import Client
from collaborations.models import Recovery, RecoveryNotice, SignatoryAddress
from collaborations.operations.grants import follow_members
from collaborations.operations.locks import lock_company
from collaborations.operations.own_payroll import follow_own_payroll
from collaborations.operations.refusals import CannotRecover, HasRoleAlready, RecoveryGone, SamePerson, WorksAtFirm
from collaborations.queries.members import works_at_firm_of
from collaborations.queries.people import administrators_of
from collaborations.queries.recovery import REASON, known_people_of, problem_of, registered_address_of
from collaborations.rules.recovery import ANSWER_WITHIN, WAITING_TIME, RecoveryAction, RecoveryState
from collaborations.rules.tokens import hash_of, token_for
from common.clock import STOCKHOLM
from common.rls import as_system
from events.models import AuditEvent
from events.operations import enqueue, record


def recovery_token_of(row: Recovery | RecoveryNotice) -> str:
    """The secret of the signatory's link, or of the link by which somebody who was told stops it."""
    key = sha256(b"collaborations.recoveries:" + settings.SECRET_KEY.encode()).digest()
    return token_for(key=key, invitation_id=row.pk.bytes, salt=bytes(row.salt))


@transaction.atomic
def register_signatory(*, company_id: UUID, email: str, by: User, at: datetime) -> None:
    """Register where the authorised signatory is reached. Raises WorksAtFirm."""
    if works_at_firm_of(company_id, email):
        raise WorksAtFirm
    values = {"email": email.lower(), "registered_by": by, "registered_at": at}
    with as_system(reason=REASON, company_id=company_id):
        lock_company(company_id)
        address, _ = SignatoryAddress.objects.update_or_create(company_id=company_id, defaults=values)
        record("collaborations.signatory_registered", by=by.pk, subject=address, company_id=company_id, data={})


@transaction.atomic
def ask_recovery(
    *,
    client: Client,
    given_name: str,
    family_name: str,
    email: str,
    reason: str,
    signatory_email: str,
    by: User,
    is_administrator: bool,
    at: datetime,
) -> Recovery:
    """Begin; `signatory_email` counts only where the company registered none.

    Raises CannotRecover, WorksAtFirm, HasRoleAlready.
    """
    with as_system(reason=REASON, firm_id=client.firm_id, company_id=client.company_id):
        lock_company(client.company_id)
        problem = problem_of(client, is_administrator=is_administrator)
        if problem is not None:
            raise CannotRecover(problem)
        registered = registered_address_of(client.company_id)
        address = (registered or signatory_email).lower()
        _refuse_people(client, email, address)
        recovery = Recovery(
            firm_id=client.firm_id, company_id=client.company_id, client=client,
            given_name=given_name, family_name=family_name, email=email.lower(), reason=reason,
            signatory_email=address, asked_by=by, asked_at=at, expires_at=at + ANSWER_WITHIN,
            state=RecoveryState.SENT if registered else RecoveryState.UNVOUCHED,
        )  # fmt: skip
        recovery.token_hash = hash_of(recovery_token_of(recovery))
        recovery.save(force_insert=True)
        cause = _record("asked", recovery, by.pk)
        enqueue(
            "collaborations.expire_recovery",
            dedupe_key=f"recovery:{recovery.pk}:expire",
            cause=cause,
            not_before=recovery.expires_at,
            recovery_id=recovery.pk,
        )
        if registered:
            _mail_signatory(recovery, cause)
    return recovery


@transaction.atomic
def vouch(*, recovery: Recovery, by: User) -> None:
    """A second administrator of the firm stands for the address. Raises TransitionNotAllowed, SamePerson."""
    with as_system(reason=REASON, firm_id=recovery.firm_id, company_id=recovery.company_id):
        fresh = _locked(recovery.pk, recovery.company_id)
        fresh.apply(RecoveryAction.VOUCH)
        if by.pk == fresh.asked_by_id:
            raise SamePerson
        fresh.vouched_by = by
        fresh.save(update_fields=["state", "vouched_by"])
        _mail_signatory(fresh, _record("vouched", fresh, by.pk))


@transaction.atomic
def confirm_recovery(*, recovery: Recovery, at: datetime) -> None:
    """The signatory confirms: everybody known is told, and the waiting time begins. Raises RecoveryGone."""
    with as_system(reason=REASON, firm_id=recovery.firm_id, company_id=recovery.company_id):
        fresh = _locked(recovery.pk, recovery.company_id)
        if fresh.state != RecoveryState.SENT or fresh.expires_at <= at:
            raise RecoveryGone
        fresh.apply(RecoveryAction.CONFIRM)
        fresh.confirmed_at, fresh.due_at = at, at + WAITING_TIME
        fresh.save(update_fields=["state", "confirmed_at", "due_at"])
        cause = _record("confirmed", fresh, None)
        for user in known_people_of(fresh):
            _tell_known(fresh, user, cause)
        enqueue(
            "collaborations.complete_recovery",
            dedupe_key=f"recovery:{fresh.pk}:complete",
            cause=cause,
            not_before=fresh.due_at,
            recovery_id=fresh.pk,
        )


@transaction.atomic
def stop_recovery(*, recovery: Recovery, by: UUID, at: datetime) -> None:
    """Somebody who was told, or the firm, stops it. Raises RecoveryGone."""
    with as_system(reason=REASON, firm_id=recovery.firm_id, company_id=recovery.company_id):
        fresh = _locked(recovery.pk, recovery.company_id)
        if fresh.closed_at is not None:
            raise RecoveryGone
        _close(fresh, RecoveryAction.STOP, "stopped", by, at)


@transaction.atomic
def expire_recovery(*, recovery_id: UUID, at: datetime) -> None:
    """Let it lapse when nobody confirmed; inside the outbox row's tenants."""
    recovery = Recovery.objects.get(pk=recovery_id)
    fresh = _locked(recovery.pk, recovery.company_id)
    if fresh.state in (RecoveryState.UNVOUCHED, RecoveryState.SENT) and fresh.expires_at <= at:
        _close(fresh, RecoveryAction.EXPIRE, "expired", None, at)


@transaction.atomic
def complete_recovery(*, recovery_id: UUID, at: datetime) -> None:
    """Make the new person administrator, when nobody stopped it; inside the outbox row's tenants."""
    recovery = Recovery.objects.get(pk=recovery_id)
    fresh = _locked(recovery.pk, recovery.company_id)
    if fresh.state != RecoveryState.WAITING or fresh.due_at is None or fresh.due_at > at:
        return
    cause = _close(fresh, RecoveryAction.COMPLETE, "completed", None, at)
    user = User.objects.filter(email__iexact=fresh.email).first() or User.objects.create_user(
        fresh.email, given_name=fresh.given_name, family_name=fresh.family_name, language=fresh.client.language
    )
    on = at.astimezone(STOCKHOLM).date()
    membership = add_member(
        company_id=fresh.company_id, user=user, role=CompanyRole.ADMINISTRATOR, by=fresh.asked_by_id, on=on
    )
    follow_members(fresh.company_id, fresh.asked_by_id)
    follow_own_payroll(fresh.company_id, fresh.asked_by_id)
    enqueue(
        "collaborations.send_welcome",
        dedupe_key=f"company-membership:{membership.pk}:welcome",
        cause=cause,
        membership_id=membership.pk,
    )


def _refuse_people(client: Client, email: str, signatory_email: str) -> None:
    """Neither the new administrator nor the signatory works at a firm of the company's."""
    if any(works_at_firm_of(client.company_id, one) for one in (email, signatory_email)):
        raise WorksAtFirm
    if email.lower() in {person.email.lower() for person in administrators_of(client.company_id)}:
        raise HasRoleAlready


def _locked(recovery_id: UUID, company_id: UUID) -> Recovery:
    lock_company(company_id)
    return Recovery.objects.select_related("client").select_for_update(of=("self",)).get(pk=recovery_id)


def _mail_signatory(recovery: Recovery, cause: AuditEvent) -> None:
    enqueue(
        "collaborations.send_recovery_request",
        dedupe_key=f"recovery:{recovery.pk}:request",
        cause=cause,
        recovery_id=recovery.pk,
    )


def _tell_known(recovery: Recovery, user: User, cause: AuditEvent) -> None:
    notice = RecoveryNotice(firm_id=recovery.firm_id, company_id=recovery.company_id, recovery=recovery, user=user)
    notice.token_hash = hash_of(recovery_token_of(notice))
    notice.save(force_insert=True)
    enqueue(
        "collaborations.send_recovery_notice",
        dedupe_key=f"recovery-notice:{notice.pk}",
        cause=cause,
        notice_id=notice.pk,
    )


def _close(recovery: Recovery, action: RecoveryAction, kind: str, by: UUID | None, at: datetime) -> AuditEvent:
    """The end of it, told to whoever asked and to everybody who was told that it had begun."""
    recovery.apply(action)
    recovery.closed_at = at
    recovery.save(update_fields=["state", "closed_at"])
    cause = _record(kind, recovery, by)
    told = set(RecoveryNotice.objects.filter(recovery=recovery).values_list("user_id", flat=True))
    for user_id in sorted({recovery.asked_by_id, *told}):
        enqueue(
            "collaborations.send_recovery_outcome",
            dedupe_key=f"recovery:{recovery.pk}:{kind}:{user_id}",
            cause=cause,
            recovery_id=recovery.pk,
            user_id=user_id,
        )
    return cause


def _record(kind: str, recovery: Recovery, by: UUID | None) -> AuditEvent:
    return record(
        f"collaborations.recovery_{kind}",
        by=by,
        subject=recovery,
        firm_id=recovery.firm_id,
        company_id=recovery.company_id,
    )
