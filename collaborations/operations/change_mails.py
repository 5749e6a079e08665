"""Sending the mails about changes; called by tasks, inside the effect's transaction."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from collaborations.catalogue.change_sentences import CHANGE_MAILS
from collaborations.models import CollaborationChange
from collaborations.queries.change_words import failure_of, lines_of
from common.templatetags.format import date_long
from events import mail

ASKED = "asked_client"


def send_change_news(*, change_id: UUID, user_id: UUID, occasion: str) -> str:
    """Tell one person about a change; returns the Message-ID. A question that was answered is not mailed."""
    rows = CollaborationChange.objects.select_related(
        "collaboration__client", "collaboration__firm", "collaboration__company", "asked_by"
    )
    change = rows.get(pk=change_id)
    if occasion == ASKED and not change.is_open:
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
        "to_client": viewer == "client",
        "path": _path(change, occasion, viewer),
        "is_question": occasion == ASKED,
    }


def _path(change: CollaborationChange, occasion: str, viewer: str) -> str:
    if occasion == ASKED:
        return reverse("collaborations:change_answer", args=[change.pk])
    if viewer == "client":
        return reverse("collaborations:company_list", args=[change.company_id])
    return reverse("collaborations:client_tab", args=[change.collaboration.client_id])
