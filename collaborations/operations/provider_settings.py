"""How a firm reaches the services that somebody else runs."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Firm, User
from collaborations.models import ProviderSettings, ServiceAccess
from collaborations.models.choices import ProviderKind
from events.operations import record

OVERLAP = timedelta(days=7)
"""How long a replaced secret still signs beside the new one."""


@transaction.atomic
def save_provider(
    *, firm: Firm, service: str, kind: str, link: str, address: str, by: User, at: datetime
) -> tuple[ProviderSettings, str]:
    """Choose the provider of a service. A first webhook gets its secret, which is returned this once, else ""."""
    settings, _new = ProviderSettings.objects.select_for_update().get_or_create(firm=firm, service=service)
    settings.kind, settings.link, settings.address = kind, link, address
    secret = _new_secret() if kind == ProviderKind.WEBHOOK and not settings.secret else ""
    if secret:
        settings.secret, settings.secret_since = secret, at
    settings.save()
    open_here = ServiceAccess.objects.filter(firm=firm, collaboration__service=service, closed_at__isnull=True)
    open_here.update(link=link)
    data = {"service": service, "kind": kind}
    record("collaborations.provider_changed", by=by.pk, subject=settings, firm_id=firm.pk, data=data)
    return settings, secret


@transaction.atomic
def rotate_secret(*, settings: ProviderSettings, by: User, at: datetime) -> str:
    """Replace the secret; both sign until the overlap is over. Returns the new one, this once."""
    fresh = ProviderSettings.objects.select_for_update().get(pk=settings.pk)
    fresh.previous_secret, fresh.previous_until = fresh.secret, at + OVERLAP
    fresh.secret, fresh.secret_since = _new_secret(), at
    fresh.save(update_fields=["previous_secret", "previous_until", "secret", "secret_since"])
    data = {"service": fresh.service}
    record("collaborations.secret_rotated", by=by.pk, subject=fresh, firm_id=fresh.firm_id, data=data)
    return fresh.secret


def _new_secret() -> str:
    return f"whsec_{secrets.token_urlsafe(32)}"
