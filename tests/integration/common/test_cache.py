"""Without the server of the cache people still sign in, and nothing is remembered."""

import os

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from supervisor.ports import free_port
from tests.factories.accounts import PASSWORD, make_firm, make_staff


def forgiving(location: str) -> dict[str, object]:
    return {"default": {"BACKEND": "common.cache.ForgivingRedisCache", "LOCATION": location}}


@pytest.fixture
def nobody_answers(settings: Settings) -> None:
    settings.CACHES = forgiving(f"redis://127.0.0.1:{free_port()}/1")


@pytest.mark.usefixtures("nobody_answers")
def test_without_a_server_everything_is_a_miss() -> None:
    cache = caches["default"]
    assert cache.add("a", 1)
    cache.set("a", 1)
    assert cache.get("a", "none") == "none"
    assert cache.incr("a", 2) == 2
    assert not cache.delete("a")


@pytest.mark.django_db
@pytest.mark.usefixtures("nobody_answers")
def test_people_sign_in_while_the_cache_is_away() -> None:
    eva = make_staff(make_firm())
    answer = Client().post(reverse("account_login"), {"login": eva.email, "password": PASSWORD})
    assert answer.status_code == 302


def test_with_a_server_it_remembers(settings: Settings) -> None:
    settings.CACHES = forgiving(os.environ["REDIS_URL"])
    cache = caches["default"]
    cache.set("counted", 1, 10)
    assert cache.incr("counted") == 2
    assert not cache.add("counted", 5)
    assert cache.delete("counted")
    assert cache.get("counted") is None
