"""A provider of services on this machine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.factories.provider_server import Provider, provider_server


@pytest.fixture
def provider(tmp_path: Path, settings: Any) -> Iterator[Provider]:
    """A little HTTPS server that may be called because the flag for tests is set."""
    with provider_server(tmp_path) as running:
        settings.WEBHOOK_ALLOW_LOOPBACK = True
        settings.WEBHOOK_PORTS = [running.port]
        settings.WEBHOOK_CA_FILE = str(running.certificate)
        settings.WEBHOOK_SECONDS = 1
        yield running
