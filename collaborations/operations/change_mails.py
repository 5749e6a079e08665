"""Sending the mails about changes; called by tasks, inside the effect's transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from collaborations.catalogue.change_sentences import CHANGE_MAILS
from collaborations.models import CollaborationChange
from collaborations.operations.invitations import on_day
from collaborations.queries.carried_over import carried_over_with
from collaborations.queries.change_words import failure_of, lines_of
from collaborations.rules.changes import ChangeState
from collaborations.rules.invitations import AUTOMATIC
from common.clock import STOCKHOLM
from common.red_days import bank_day_on_or_after, is_bank_day
from common.templatetags.format import date_long
from events import mail
from events.models import OutboxEffect
from events.operations import enqueue

ASKED = "asked_client"
REMINDERS = frozenset(f"{occasion}_client" for occasion in AUTOMATIC)
DONE = frozenset({"done_firm", "done_client"})
QUESTIONS = REMINDERS | {ASKED}


def send_change_news(*, change_id: UUID, user_id: UUID, occasion: str, at: datetime) -> str:
    """Tell one person about a change; returns the Message-ID. A question that was answered is not mailed.

    A reminder that is late does not go out on a red day but after it.
    """
    rows = CollaborationChange.objects.select_related(
        "collaboration__client", "collaboration__firm", "collaboration__company", "asked_by"
    )
    change = rows.get(pk=change_id)
    if occasion in QUESTIONS and not _waits(change, at):
        return ""
    if occasion in REMINDERS and not is_bank_day(at.astimezone(STOCKHOLM).date()):
        _postpone(change, user_id, occasion, at)
        return ""
    user = User.objects.get(pk=user_id)
    with override(user.language):
        context = _context(change, user, occasion)
    return mail.send(
        template="collaborations/mail/change",
        to=[user.email],
        dedupe_key=f"change:{change.pk}:{occasion}:{user.pk}",
        context=context,
        language=user.language,
    )


def _waits(change: CollaborationChange, at: datetime) -> bool:
    """Whether the company still can answer."""
    is_asked = change.state == ChangeState.WAITING_FOR_CLIENT
    return is_asked and change.expires_at is not None and change.expires_at > at


def _postpone(change: CollaborationChange, user_id: UUID, occasion: str, at: datetime) -> None:
    key = f"change:{change.pk}:{occasion}:{user_id}"
    first = OutboxEffect.objects.select_related("cause").get(dedupe_key=key)
    day = bank_day_on_or_after(at.astimezone(STOCKHOLM).date())
    enqueue(
        "collaborations.send_change_news",
        dedupe_key=f"{key}:{day.isoformat()}",
        cause=first.cause,
        subject_id=change.pk,
        not_before=on_day(day, at),
        change_id=change.pk,
        user_id=user_id,
        occasion=occasion,
    )


def _context(change: CollaborationChange, user: User, occasion: str) -> dict[str, Any]:
    collaboration, viewer = change.collaboration, occasion.rpartition("_")[2]
    day = change.effective_on
    words = {
        "company": collaboration.client.name,
        "firm": collaboration.firm.name,
        "who": change.asked_by.full_name,
        "day": date_long(day) if day else "",
        "expires": date_long(change.expires_at.date()) if change.expires_at else "",
        "reason": failure_of(change) if change.reason else "",
    }
    subject, text = CHANGE_MAILS[occasion]
    return {
        "user": user,
        "title": str(subject) % words,
        "text": str(text) % words,
        "lines": lines_of(change, viewer),
        "carried_over": carried_over_with(collaboration, since=change.asked_at) if occasion in DONE else 0,
        "to_client": viewer == "client",
        "path": _path(change, occasion, viewer),
        "is_question": occasion in QUESTIONS,
    }


def _path(change: CollaborationChange, occasion: str, viewer: str) -> str:
    if occasion in QUESTIONS:
        return reverse("collaborations:change_answer", args=[change.pk])
    if viewer == "client":
        return reverse("collaborations:company_list", args=[change.company_id])
    return reverse("collaborations:client_tab", args=[change.collaboration.client_id])
