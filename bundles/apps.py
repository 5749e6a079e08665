"""App configuration."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class BundlesConfig(AppConfig):
    """Exit bundles and their import."""

    name = "bundles"

    def ready(self) -> None:
        """Put company, people and audit log into the bundle; say in plain words what happened."""
        import_string("bundles.sections.register_all")()
