"""Settings for the tests: real PostgreSQL and Valkey, no pool, quick password hashing."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("FIELD_ENCRYPTION_KEYS", "1:" + "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import DATABASES, MIDDLEWARE  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STAFF_SECOND_FACTOR_REQUIRED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOCAL_MAILBOX = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
DATABASES["default"]["OPTIONS"] = {}
# The same server by another way: through the network a statement would cost half as much again.
if folder := os.environ.get("DATABASE_SOCKET"):
    for database in DATABASES.values():
        database["HOST"] = folder
DATABASES["system"]["TEST"] = {"MIRROR": "default"}
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise")]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
