"""Mail with text and HTML in the reader's language, with a Message-ID made from the effect's stable key."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


def message_id(dedupe_key: str, address: str) -> str:
    """A Message-ID that is the same for every attempt at one send: before the point the effect, after it the reader."""
    host = settings.PUBLIC_URL.split("://", 1)[-1].split(":", 1)[0].strip("/")
    send, reader = (sha256(text.encode()).hexdigest() for text in (dedupe_key, f"{dedupe_key}:{address}"))
    return f"<{send[:32]}.{reader[:16]}@{host}>"


def send(*, template: str, to: Sequence[str], dedupe_key: str, context: dict[str, Any], language: str = "sv") -> str:
    """Render `<template>.subject.txt`, `.txt` and `.html` and send one message to each address.

    Returns the Message-ID of the last one. Raises what the mail backend raises; the outbox retries.
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
        message.send()
    return reference
