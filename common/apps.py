"""App configuration."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Ground that every app stands on."""

    name = "common"
