"""Mail with text and HTML in the reader's language, with a Message-ID made from the effect's stable key."""

from collections.abc import Sequence
from hashlib import sha256
from smtplib import SMTPRecipientsRefused
from typing import Any

from anymail.exceptions import AnymailRecipientsRefused
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from events.rules.effect_states import PermanentFailure
from events.rules.refusals import is_about_the_address


class AddressRefused(PermanentFailure):
    """The receiving mail server says that there is no such address, or that it takes no mail."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(reason)
        self.address = address
        self.reason = reason


def message_id(dedupe_key: str, address: str) -> str:
    """A Message-ID that is the same for every attempt at one send: before the point the effect, after it the reader."""
    host = settings.PUBLIC_URL.split("://", 1)[-1].split(":", 1)[0].strip("/")
    send, reader = (sha256(text.encode()).hexdigest() for text in (dedupe_key, f"{dedupe_key}:{address}"))
    return f"<{send[:32]}.{reader[:16]}@{host}>"


def send(*, template: str, to: Sequence[str], dedupe_key: str, context: dict[str, Any], language: str = "sv") -> str:
    """Render `<template>.subject.txt`, `.txt` and `.html` and send one message to each address.

    Returns the Message-ID of the last one. Raises AddressRefused for an address that can get no mail, and otherwise
    what the mail backend raises; the outbox retries.
    """
    values = {**context, "public_url": settings.PUBLIC_URL.rstrip("/"), "language": language}
    reference = ""
    with translation.override(language):
        subject = " ".join(render_to_string(f"{template}.subject.txt", values).split())
        text = render_to_string(f"{template}.txt", values)
        html = render_to_string(f"{template}.html", values)
    for address in to:
        reference = message_id(dedupe_key, address)
        message = EmailMultiAlternatives(subject, text, to=[address], headers={"Message-ID": reference})
        message.attach_alternative(html, "text/html")
        _hand_over(message, address)
    return reference


def _hand_over(message: EmailMultiAlternatives, address: str) -> None:
    try:
        message.send()
    except AnymailRecipientsRefused as error:
        raise AddressRefused(address, str(error.args[0])) from error
    except SMTPRecipientsRefused as error:
        for code, answer in error.recipients.values():
            said = answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)
            if is_about_the_address(code, said):
                raise AddressRefused(address, f"{code} {said}") from error
        raise
