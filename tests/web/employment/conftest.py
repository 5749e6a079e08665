"""What these tests share."""

import pytest
from celery import current_app


@pytest.fixture(scope="session", autouse=True)
def _tasks() -> None:
    """Effects are performed here, so their tasks are known as they are to a worker."""
    current_app.loader.import_default_modules()
