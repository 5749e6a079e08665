"""WSGI entry point; refuses to serve with a database role that row-level security does not bind."""

import os

from django.core.wsgi import get_wsgi_application

from accounts.serving_role import refuse_unbound_role

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()
refuse_unbound_role()
