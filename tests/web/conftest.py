"""An office on the day before payday: made once a module, and every test's changes to it are taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from accounts.permissions import TimeMode
from common import clock
from tests.web.office import NOW, Office, make_office


@contextmanager
def _founded(blocker: DjangoDbBlocker, time_mode: TimeMode) -> Iterator[Office]:
    """The tests of a module run in savepoints inside the transaction that made the office."""
    with blocker.unblock(), transaction.atomic():
        with clock.frozen(NOW):
            office = make_office(time_mode)
        yield office
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def registering_office(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Office]:
    """Employees register, attestors approve."""
    with _founded(django_db_blocker, TimeMode.EMPLOYEES_REGISTER) as office:
        yield office


@pytest.fixture(scope="module")
def reading_office(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Office]:
    """The firm registers, and nothing has to be approved."""
    with _founded(django_db_blocker, TimeMode.FIRM_REGISTERS) as office:
        yield office


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
