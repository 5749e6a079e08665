"""The mails of a recovery; called by tasks, inside the effect's transaction."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from accounts.models import User
from collaborations.models import Recovery, RecoveryNotice
from collaborations.operations.mails import TEMPLATES
from collaborations.operations.recovery import recovery_token_of
from collaborations.rules.recovery import RecoveryState
from events import mail


def send_request(*, recovery_id: UUID) -> str:
    """Ask the signatory, unless it was stopped meanwhile; returns the Message-ID, or an empty string."""
    recovery = _recovery(recovery_id)
    if recovery.state != RecoveryState.SENT:
        return ""
    return mail.send(
        template=f"{TEMPLATES}recovery_request",
        to=[recovery.signatory_email],
        dedupe_key=f"recovery:{recovery.pk}:request",
        context={"recovery": recovery, "path": _path(recovery)},
        language=recovery.client.language,
    )


def send_notice(*, notice_id: UUID) -> str:
    """Tell somebody known that it will happen, and how to stop it; returns the Message-ID, or an empty string."""
    notice = RecoveryNotice.objects.select_related("user").get(pk=notice_id)
    recovery = _recovery(notice.recovery_id)
    if recovery.state != RecoveryState.WAITING:
        return ""
    context = {"recovery": recovery, "user": notice.user, "path": _path(notice)}
    return _send("recovery_notice", notice.user, f"recovery-notice:{notice.pk}", context)


def send_outcome(*, recovery_id: UUID, user_id: UUID) -> str:
    """Tell how it ended; returns the Message-ID."""
    recovery, user = _recovery(recovery_id), User.objects.get(pk=user_id)
    key = f"recovery:{recovery.pk}:{recovery.state}:{user.pk}"
    return _send("recovery_outcome", user, key, {"recovery": recovery, "user": user, "path": reverse("account_login")})


def _send(template: str, user: User, dedupe_key: str, context: dict[str, Any]) -> str:
    return mail.send(
        template=f"{TEMPLATES}{template}",
        to=[user.email],
        dedupe_key=dedupe_key,
        context=context,
        language=user.language,
    )


def _recovery(recovery_id: UUID) -> Recovery:
    return Recovery.objects.select_related("firm", "company", "client").get(pk=recovery_id)


def _path(row: Recovery | RecoveryNotice) -> str:
    return reverse("collaborations:recovery_show", args=[recovery_token_of(row)])
