"""Background work of time reporting: each executes one outbox row."""

from uuid import UUID

from celery import shared_task

from events.effect_task import EffectTask
from timereporting.operations import notices


@shared_task(base=EffectTask, name="timereporting.send_submitted")
def send_submitted(*, report_id: str) -> str:
    """Tell attestors that a time report waits; no figures in the mail."""
    return notices.send_submitted(report_id=UUID(report_id))


@shared_task(base=EffectTask, name="timereporting.send_returned")
def send_returned(*, report_id: str) -> str:
    """Tell an employee that a time report came back; what it is about stands behind the sign-in."""
    return notices.send_returned(report_id=UUID(report_id))
