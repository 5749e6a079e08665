"""Background work done at once while the demo is being made: only what later steps stand on."""

from celery import current_app

from common.rls import as_system
from config.demo.places import World
from events.models import OutboxEffect
from events.rules.effect_states import EffectState


def perform(world: World, place_name: str, kind: str) -> None:
    """Hand the queued effects of a kind for a client's company to their task."""
    current_app.loader.import_default_modules()
    company_id = world.places[place_name].company.pk
    with as_system(reason="demo", firm_id=world.firm.pk, company_id=company_id):
        effects = list(OutboxEffect.objects.filter(kind=kind, company_id=company_id, state=EffectState.QUEUED))
    for effect in effects:
        current_app.tasks[kind](
            effect_id=str(effect.pk),
            firm_id=str(effect.firm_id) if effect.firm_id else None,
            company_id=str(company_id),
        )
