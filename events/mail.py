"""Mail with text and HTML in the reader's language, with a Message-ID made from the effect's stable key."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


def message_id(dedupe_key: str) -> str:
    """A Message-ID that is the same for every attempt at one effect."""
    host = settings.PUBLIC_URL.split("://", 1)[-1].split(":", 1)[0].strip("/")
    return f"<{sha256(dedupe_key.encode()).hexdigest()[:40]}@{host}>"


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
        reference = message_id(f"{dedupe_key}:{address}")
        message = EmailMultiAlternatives(subject, text, to=[address], headers={"Message-ID": reference})
        message.attach_alternative(html, "text/html")
        message.send()
    return reference
