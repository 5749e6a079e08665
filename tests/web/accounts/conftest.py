"""Every test begins with no attempts counted."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> Iterator[None]:
    """The limits on signing in are counted in the cache."""
    cache.clear()
    yield
    cache.clear()
