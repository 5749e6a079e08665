"""App configuration."""

from django.apps import AppConfig


class TimereportingConfig(AppConfig):
    """Schedules, registrations, time reports, attestation."""

    name = "timereporting"
