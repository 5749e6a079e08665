"""Background work of bundles."""

from typing import Any
from uuid import UUID

from celery import shared_task

from bundles.operations import building, importing
from common import clock
from events.effect_task import EffectTask


class Building(EffectTask):
    """A step that cannot be made ends the building: a person sees it, and can ask again."""

    abstract = True

    def gave_up(self, *, error: Exception, **payload: Any) -> None:
        """End the building."""
        building.give_up(bundle_id=UUID(payload["bundle_id"]), at=clock.now())


@shared_task(base=Building, name="bundles.build_step")
def build_step(*, bundle_id: str, beginning: int, number: int) -> None:
    """Make one step of a bundle."""
    building.build_step(bundle_id=UUID(bundle_id), beginning=beginning, number=number, at=clock.now())


@shared_task(base=EffectTask, name="bundles.remove_bundle")
def remove_bundle(*, bundle_id: str) -> None:
    """Remove a bundle that is too old."""
    building.remove_bundle(bundle_id=UUID(bundle_id))


class Importing(EffectTask):
    """A file that cannot be taken in leaves nothing behind: a person sees it, and can send it again."""

    abstract = True

    def gave_up(self, **payload: Any) -> None:
        """Say that it failed."""
        importing.give_up_import(import_id=UUID(payload["import_id"]), at=clock.now())


@shared_task(base=Importing, name="bundles.check_import")
def check_import(*, import_id: str) -> None:
    """Look through a file that was sent in."""
    importing.check_import(import_id=UUID(import_id), at=clock.now())


@shared_task(base=Importing, name="bundles.carry_out_import")
def carry_out_import(*, import_id: str) -> None:
    """Take a checked file in."""
    importing.carry_out_import(import_id=UUID(import_id), at=clock.now())
