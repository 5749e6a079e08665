"""App configuration."""

from django.apps import AppConfig
from django.db.models import ForeignKey, UUIDField

from common.lookups import IdIn, RelatedIdIn


class CommonConfig(AppConfig):
    """Ground that every app stands on."""

    name = "common"

    def ready(self) -> None:
        """Let keys be looked for as one array."""
        UUIDField.register_lookup(IdIn)
        ForeignKey.register_lookup(RelatedIdIn)
