"""Sending the mails of collaborations; called by tasks, inside the effect's transaction."""

from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from accounts.models import CompanyMembership, User
from collaborations.models import Collaboration, Invitation
from collaborations.operations.invitations import FIRST, on_day, postpone_mail, token_of
from collaborations.queries.carried_over import carried_over_with
from collaborations.queries.company_pages import lon_direct_of
from collaborations.queries.deliveries import unreached_of
from collaborations.queries.effects import deactivation_of
from collaborations.queries.handover import coming_after, present_firm_name, present_for
from collaborations.rules.invitations import AUTOMATIC, InvitationState
from common.clock import STOCKHOLM
from common.red_days import bank_day_on_or_after, is_bank_day
from events import mail

TEMPLATES = "collaborations/mail/"
LOGIN = "login"
TO_CLIENT = "_client"


def send_invitation(*, invitation_id: UUID, occasion: str, at: datetime) -> str:
    """Mail an invitation's link unless it no longer answers; returns the Message-ID, or an empty string."""
    rows = Invitation.objects.select_related(
        "collaboration__client", "collaboration__firm", "collaboration__company", "user"
    )
    invitation = rows.get(pk=invitation_id)
    if not _goes_out(invitation, occasion, at):
        return ""
    collaboration = invitation.collaboration
    reference = mail.send(
        template=TEMPLATES + ("invitation" if occasion == FIRST else "reminder"),
        to=[invitation.email],
        dedupe_key=f"invitation:{invitation.pk}:{occasion}",
        context={
            "invitation": invitation,
            "collaboration": collaboration,
            "given_name": _given_name(invitation),
            "closes_lon_direct": _closes_lon_direct(collaboration),
            "present_firm": present_firm_name(collaboration) if collaboration.takes_over_on else "",
            "path": reverse("collaborations:invitation_show", args=[token_of(invitation)]),
        },
        language=invitation.user.language if invitation.user else collaboration.client.language,
    )
    invitation.sent_at = at
    invitation.save(update_fields=["sent_at"])
    return reference


def _goes_out(invitation: Invitation, occasion: str, at: datetime) -> bool:
    """Whether the link still answers and mail reaches the reader; what a red day holds back goes out after it."""
    if invitation.state != InvitationState.OPEN or invitation.expires_at <= at or invitation.bounced_at:
        return False
    today = at.astimezone(STOCKHOLM).date()
    if occasion not in AUTOMATIC or is_bank_day(today):
        return True
    postpone_mail(invitation, occasion, on_day(bank_day_on_or_after(today), at))
    return False


def send_news(*, collaboration_id: UUID, user_id: UUID, cause_id: UUID, occasion: str) -> str:
    """Tell one person what became of the collaboration; returns the Message-ID."""
    rows = Collaboration.objects.select_related("client", "firm", "company", "answered_by")
    collaboration = rows.get(pk=collaboration_id)
    user = User.objects.get(pk=user_id)
    return mail.send(
        template=f"{TEMPLATES}{occasion}",
        to=[user.email],
        dedupe_key=f"collaboration:{collaboration.pk}:{occasion}:{cause_id}:{user.pk}",
        context=_news(collaboration, user, occasion),
        language=user.language,
    )


def send_welcome(*, membership_id: UUID) -> str:
    """Tell a new administrator or attestor how to sign in; returns the Message-ID."""
    membership = CompanyMembership.objects.select_related("user", "company").get(pk=membership_id)
    user = membership.user
    has_password = user.has_usable_password()
    return mail.send(
        template=f"{TEMPLATES}welcome",
        to=[user.email],
        dedupe_key=f"company-membership:{membership.pk}:welcome",
        context={
            "membership": membership,
            "user": user,
            "has_password": has_password,
            "path": reverse("accounts:workplace_home") if has_password else _password_path(user),
        },
        language=user.language,
    )


def _given_name(invitation: Invitation) -> str:
    """How the mail greets: by the first name alone."""
    given = invitation.user.given_name if invitation.user else ""
    return given or invitation.name.partition(" ")[0]


def _closes_lon_direct(collaboration: Collaboration) -> bool:
    """Whether accepting costs the company its Lön Direkt."""
    return collaboration.terms.offer.closes_lon_direct and lon_direct_of(collaboration.company_id).is_open


def _news(collaboration: Collaboration, user: User, occasion: str) -> dict[str, Any]:
    """What the mails speak of. What only some of them mention is a function: the template calls those it needs."""
    to_client = occasion.endswith(TO_CLIENT)
    if occasion == LOGIN and not user.has_usable_password():
        path = _password_path(user)
    elif occasion == LOGIN or to_client:
        path = reverse("collaborations:company_list", args=[collaboration.company_id])
    else:
        path = reverse("collaborations:client_tab", args=[collaboration.client_id])
    return {
        "collaboration": collaboration,
        "user": user,
        "has_password": user.has_usable_password(),
        "closed_lon_direct": cache(lambda: deactivation_of(collaboration) is not None),
        "carried_over": cache(lambda: carried_over_with(collaboration)),
        "has_lon_direct": cache(lambda: lon_direct_of(collaboration.company_id).is_open),
        "unreached": cache(lambda: unreached_of(collaboration)),
        "path": path,
        **(_other_firm(collaboration) if to_client else {}),
    }


def _other_firm(collaboration: Collaboration) -> dict[str, Any]:
    """Who works until the firm takes over, or who takes over from it: for the company's administrators alone."""
    if collaboration.is_handed_over:
        return {"coming": coming_after(collaboration)}
    present = present_for(collaboration) if collaboration.takes_over_on else None
    return {"present_firm": present.firm.name, "present_ends_on": present.ends_on} if present else {}


def _password_path(user: User) -> str:
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
