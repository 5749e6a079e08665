"""One machine, real engines, demo data: what `make run` uses."""

from config.settings.base import *  # noqa: F403
from config.settings.base import env

DEBUG = env.bool("DEBUG", default=False)
# The demo may be tried without enrolling a second factor; never set in production.
STAFF_SECOND_FACTOR_REQUIRED = env.bool("STAFF_SECOND_FACTOR_REQUIRED", default=False)
# Passkeys work on http://localhost only with this.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# Static files straight from their folders: nothing has to be collected first.
WHITENOISE_USE_FINDERS = True
