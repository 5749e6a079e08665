"""`manage.py relay`: hands outbox rows to Celery until it is told to stop."""

import os
import signal
import time
from pathlib import Path
from types import FrameType
from typing import Any

import structlog
from celery import current_app
from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, connections
from kombu.exceptions import OperationalError as BrokerError

from events.models import OutboxEffect
from events.operations.relay import SYSTEM, relay_due

log = structlog.get_logger(__name__)
IDLE_SECONDS = 0.5
# Touched after every successful look, for a health check.
ALIVE_FILE = os.environ.get("RELAY_ALIVE_FILE", "")


def hand_to_celery(effect: OutboxEffect) -> None:
    """Send the row's id and tenants; everything else is read from the row by the task."""
    current_app.send_task(
        effect.kind,
        kwargs={
            "effect_id": str(effect.pk),
            "firm_id": str(effect.firm_id) if effect.firm_id else None,
            "company_id": str(effect.company_id) if effect.company_id else None,
        },
        retry=False,
    )


class Command(BaseCommand):
    """Runs the outbox relay."""

    help = "Hand outbox rows to Celery until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        """Loop; a lost database or broker is waited for, never fatal."""
        self.running = True
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while self.running:
            try:
                busy = relay_due(send=hand_to_celery) > 0
                if ALIVE_FILE:
                    Path(ALIVE_FILE).touch()
            except (OperationalError, InterfaceError, BrokerError, ConnectionError) as error:
                log.warning("relay_waits", error=str(error)[:200])
                connections[SYSTEM].close()
                busy = False
                time.sleep(1)
            if not busy:
                time.sleep(IDLE_SECONDS)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.running = False
