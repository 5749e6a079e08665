"""Background work of the firm's portal."""

from uuid import UUID

from celery import shared_task

from advisor.operations import mails
from events.effect_task import EffectTask


@shared_task(base=EffectTask, name="advisor.send_staff_invitation")
def send_staff_invitation(*, membership_id: str) -> str:
    """Mail a new colleague the way in."""
    return mails.send_staff_invitation(membership_id=UUID(membership_id))
