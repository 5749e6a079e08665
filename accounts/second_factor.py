"""Who must have a second factor: allauth has no setting for it."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.models import FirmMembership
from common.rls import database_context


def is_firm_staff(user_id: UUID) -> bool:
    """Whether the user is on any firm's staff; asked outside the request's transaction."""
    with transaction.atomic(), database_context(user_id=user_id):
        memberships = FirmMembership.unscoped("asked before any door is passed")
        return memberships.filter(user_id=user_id, ended_at__isnull=True).exists()


def must_enrol(user_id: UUID) -> bool:
    """Whether the user is on a firm's staff and has neither TOTP nor a passkey."""
    factors = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    has_factor = Authenticator.objects.filter(user_id=user_id, type__in=factors).exists()
    return not has_factor and is_firm_staff(user_id)
