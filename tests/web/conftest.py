"""An office on the day before payday: made once a module, and every test's changes to it are taken back."""

from collections.abc import Iterator
from copy import deepcopy

import pytest

from accounts.permissions import TimeMode
from common import clock
from tests.web.office import NOW, Office, make_office


@pytest.fixture(scope="module")
def registering_office(standing: None) -> Office:
    """Employees register, attestors approve."""
    with clock.frozen(NOW):
        return make_office(TimeMode.EMPLOYEES_REGISTER)


@pytest.fixture(scope="module")
def reading_office(standing: None) -> Office:
    """The firm registers, and nothing has to be approved."""
    with clock.frozen(NOW):
        return make_office(TimeMode.FIRM_REGISTERS)


@pytest.fixture
def office(registering_office: Office, db: None) -> Iterator[Office]:
    """Employees register, attestors approve; the clock stands still."""
    with clock.frozen(NOW):
        yield deepcopy(registering_office)


@pytest.fixture
def firm(reading_office: Office, db: None) -> Iterator[Office]:
    """The firm registers; the clock stands still."""
    with clock.frozen(NOW):
        yield deepcopy(reading_office)
