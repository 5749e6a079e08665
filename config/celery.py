"""The Celery application: it executes outbox rows and a few sweeps, and keeps no results."""

import os

from celery import Celery, signals

from accounts.serving_role import refuse_unbound_role

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

app = Celery("lonsam")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.worker_init.connect
def refuse_to_work_unbound(**kwargs: object) -> None:
    """A worker serves tenants too: the same rule as for the web server."""
    refuse_unbound_role()
