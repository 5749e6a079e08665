"""Production: every secret from the environment, TLS in front."""

from base64 import b64decode

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import FIELD_ENCRYPTION_KEYS, LOCAL_MAILBOX, WEBHOOK_ALLOW_LOOPBACK, env

# Nothing of this is guessed: what is missing is named at the start.
REQUIRED = (
    "SECRET_KEY FIELD_ENCRYPTION_KEYS ALLOWED_HOSTS PUBLIC_URL DATABASE_URL DATABASE_URL_SYSTEM REDIS_URL EMAIL_URL"
)
_missing = [name for name in REQUIRED.split() if not env.str(name, default="")]
if _missing:
    raise ImproperlyConfigured(f"Set {', '.join(_missing)} in the environment, see README.")
for _entry in FIELD_ENCRYPTION_KEYS:
    _number, _, _key = _entry.partition(":")
    if not _number.isdigit() or len(b64decode(_key)) != 32:
        raise ImproperlyConfigured("FIELD_ENCRYPTION_KEYS is `number:base64 of 32 bytes`, separated by commas.")
if LOCAL_MAILBOX:
    raise ImproperlyConfigured("EMAIL_URL=mailbox: shows everybody's mail to everybody; name a mail server.")
if WEBHOOK_ALLOW_LOOPBACK:
    raise ImproperlyConfigured("WEBHOOK_ALLOW_LOOPBACK lets webhooks reach this machine itself; leave it unset.")

DEBUG = False
# The proxy that ends TLS: without it everybody would share one address, and one limit on signing in.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
