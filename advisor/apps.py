"""App configuration."""

from django.apps import AppConfig


class AdvisorConfig(AppConfig):
    """The firm's portal."""

    name = "advisor"
