"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, tenants and access."""

    name = "accounts"
