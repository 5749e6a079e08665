"""App configuration."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The package that knows every app: settings, routes, demo."""

    name = "config"
