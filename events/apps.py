"""App configuration."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Audit log and outbox."""

    name = "events"
