"""Mails of the firm's portal; called by tasks."""

from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from accounts.models import FirmMembership
from events import mail


def send_staff_invitation(*, membership_id: UUID) -> str:
    """Mail the link to choose a password, or to sign in; returns the Message-ID, empty when it was ended meanwhile."""
    membership = FirmMembership.objects.select_related("user", "firm").get(pk=membership_id)
    if membership.ended_at is not None:
        return ""
    user = membership.user
    path = reverse("accounts:workplace_home")
    if not user.has_usable_password():
        key = default_token_generator.make_token(user)
        path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
    return mail.send(
        template="advisor/mail/staff_invitation",
        to=[user.email],
        dedupe_key=f"staff:{membership.pk}",
        context={"user": user, "firm": membership.firm, "path": path},
        language=user.language,
    )
