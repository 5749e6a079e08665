"""How allauth fits in: people come through invitations, mails are in their language and in our clothes."""

from base64 import b64decode, b64encode
from typing import Any, ClassVar

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import encryption

log = structlog.get_logger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed for sign-up; mails and messages of our own."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is wrong."),
        "incorrect_password": _("The password is wrong."),
        "enter_current_password": _("The password is wrong."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, or choose a new password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMultiAlternatives:
        """The library's text in the language that the person chose for mails, and the same as HTML."""
        chosen = User.objects.filter(email=email.lower()).values_list("language", flat=True).first()
        language = chosen or translation.get_language()
        with translation.override(language):
            message: EmailMultiAlternatives = super().render_mail(template_prefix, email, context, headers)
            html = {"text": message.body, "subject": message.subject, "language": language}
            message.attach_alternative(render_to_string("account/email/message.html", html), "text/html")
        return message

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Tell the person that sign-in was changed; mail that cannot be sent undoes no change."""
        try:
            with transaction.atomic():
                super().send_notification_mail(*args, **kwargs)
        except Exception:
            log.exception("notification_not_sent", kind=args[0])


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What makes the codes of apps and recovery is kept encrypted."""

    purpose = "second factor"

    def encrypt(self, text: str) -> str:
        return b64encode(encryption.encrypt(text, purpose=self.purpose)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(b64decode(encrypted_text), purpose=self.purpose)
