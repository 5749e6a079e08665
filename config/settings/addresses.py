"""Settings that follow from an address: who carries the mail, where the cache is."""

from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import environ
from django.core.exceptions import ImproperlyConfigured

# Mail providers, and what each calls the parts of `provider://KEY:SECRET@DOMAIN`.
PROVIDERS = {
    "brevo": {"username": "BREVO_API_KEY"},
    "mailersend": {"username": "MAILERSEND_API_TOKEN"},
    "mailgun": {"username": "MAILGUN_API_KEY", "hostname": "MAILGUN_SENDER_DOMAIN"},
    "mailjet": {"username": "MAILJET_API_KEY", "password": "MAILJET_SECRET_KEY"},
    "postmark": {"username": "POSTMARK_SERVER_TOKEN"},
    "resend": {"username": "RESEND_API_KEY"},
}
# A mail server that does not answer must not hold a worker.
TIMEOUT_SECONDS = 20


def mail_settings(url: str) -> dict[str, Any]:
    """Django's mail settings for `mailbox:`, `smtp+tls://user:password@host:587` or a provider's address."""
    parts = urlsplit(url)
    if parts.scheme == "mailbox":
        return {"EMAIL_BACKEND": "events.mailbox.MailboxBackend"}
    if parts.scheme in environ.Env.EMAIL_SCHEMES:
        return {**environ.Env.email_url_config(url), "EMAIL_TIMEOUT": TIMEOUT_SECONDS}
    if parts.scheme not in PROVIDERS:
        known = ", ".join((*environ.Env.EMAIL_SCHEMES, *PROVIDERS, "mailbox"))
        raise ImproperlyConfigured(f"EMAIL_URL begins with {parts.scheme!r}; known are {known}.")
    found = {name: unquote(getattr(parts, part) or "") for part, name in PROVIDERS[parts.scheme].items()}
    if not all(found.values()):
        raise ImproperlyConfigured(f"EMAIL_URL lacks {' and '.join(name for name in found if not found[name])}.")
    return {
        "EMAIL_BACKEND": f"anymail.backends.{parts.scheme}.EmailBackend",
        "ANYMAIL": {**found, "REQUESTS_TIMEOUT": TIMEOUT_SECONDS},
    }


def beside(redis_url: str) -> str:
    """The cache on the queue's server, in a database of its own."""
    parts = urlsplit(redis_url)
    number = parts.path.removeprefix("/") or "0"
    return urlunsplit(parts._replace(path="/0" if number == "1" else "/1"))
