"""An office on the day before payday."""

from collections.abc import Iterator

import pytest

from common import clock
from tests.web.office import NOW, Office, make_office


@pytest.fixture
def office(db: None) -> Iterator[Office]:
    """Employees register, attestors approve; the clock stands still."""
    with clock.frozen(NOW):
        yield make_office()
