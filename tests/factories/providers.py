"""A collaboration whose service somebody else runs, whatever the catalogue has."""

import pytest

from collaborations.models import Collaboration, ProviderSettings
from collaborations.models.choices import ProviderKind
from collaborations.operations import carrying_out
from collaborations.operations.provider_settings import save_provider
from collaborations.operations.provisioning import provision
from collaborations.operations.work import Work
from collaborations.rules.effects import LonDirectClosed
from common import clock
from common.rls import as_system
from events.models import OutboxEffect
from tests.factories.collaborations import Cast, start_terms

SERVICE = "LON_SMART"


def _ask_provider(effect: LonDirectClosed, work: Work) -> None:
    provision(work.collaboration, action="open", cause=work.cause, by=work.by)


def make_waiting(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Collaboration:
    """Accepted, and ACTIVATING until a provider has opened access; the cast has Lön Direkt."""
    monkeypatch.setitem(carrying_out.HANDLERS, LonDirectClosed, _ask_provider)
    return cast.accept(cast.activate(start_terms()))


def use_webhook(cast: Cast, address: str, *, link: str = "", service: str = SERVICE) -> tuple[ProviderSettings, str]:
    """The firm has a service asked by webhook; returns the secret too."""
    return _choose(cast, ProviderKind.WEBHOOK, address, link, service)


def note_here(cast: Cast, link: str) -> ProviderSettings:
    """The firm notes the access here."""
    return _choose(cast, ProviderKind.LOCAL, "", link, SERVICE)[0]


def provision_effect(cast: Cast) -> OutboxEffect:
    """The newest effect that asks a provider."""
    with cast.seen():
        return OutboxEffect.objects.filter(kind="collaborations.provision").latest("created_at")


def _choose(cast: Cast, kind: ProviderKind, address: str, link: str, service: str) -> tuple[ProviderSettings, str]:
    with as_system(reason="test", firm_id=cast.firm.pk):
        return save_provider(
            firm=cast.firm, service=service, kind=kind, link=link, address=address, by=cast.eva, at=clock.now()
        )
