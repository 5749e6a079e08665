"""The Celery application: it executes outbox rows and a few sweeps, and keeps no results."""

import gc
import os
import sys

from celery import Celery, signals
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

from accounts.serving_role import refuse_unbound_role

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

# A task that says nothing else works for a tenant, and refuses to run without an outbox row.
app = Celery("lonsam", task_cls="events.effect_task:EffectTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.worker_init.connect
def prepare_worker(**kwargs: object) -> None:
    """A worker serves tenants too: the same rule as for the web server, before anything is taken from the queue."""
    _keep_connections()
    try:
        refuse_unbound_role()
    except (ImproperlyConfigured, DatabaseError) as error:
        # Celery logs what a signal handler raises and goes on, unless it is the order to end.
        sys.exit(f"The worker does not start: {error}")
    finally:
        connections.close_all()


@signals.worker_process_init.connect
def spare_the_collector(**kwargs: object) -> None:
    """What a child is born with is never garbage; a payroll chunk makes many values, none of them in circles."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def _keep_connections() -> None:
    """A prefork child does one thing at a time: one lasting connection instead of a pool opened for every task."""
    for database in settings.DATABASES.values():
        database.get("OPTIONS", {}).pop("pool", None)
        database.update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
