"""Background work done while the demo is being made, at the moments when it would have been done."""

from datetime import datetime

from celery import current_app
from django.db.models import Q

from common import clock
from common.rls import as_system
from config.demo.places import World
from events.models import OutboxEffect
from events.rules.effect_states import EffectState


def perform(world: World, place_name: str, kind: str, at: datetime) -> None:
    """Hand the queued effects of a kind for a client's company to their task."""
    _perform(world, place_name, Q(kind=kind), at)


def deliver(world: World, place_name: str, at: datetime) -> None:
    """Send the mails that wait for people of a client."""
    _perform(world, place_name, Q(kind__contains=".send_"), at)


def _perform(world: World, place_name: str, which: Q, at: datetime) -> None:
    current_app.loader.import_default_modules()
    company_id = world.places[place_name].company.pk
    with clock.frozen(at), as_system(reason="demo", firm_id=world.firm.pk, company_id=company_id):
        effects = list(
            OutboxEffect.objects.filter(which, company_id=company_id, state=EffectState.QUEUED, next_attempt_at__lte=at)
        )
    for effect in effects:
        with clock.frozen(at):
            current_app.tasks[effect.kind](
                effect_id=str(effect.pk),
                firm_id=str(effect.firm_id) if effect.firm_id else None,
                company_id=str(company_id),
            )
