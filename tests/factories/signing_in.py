"""Browsers of people who are signed in."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils.crypto import get_random_string

from accounts.models import User
from accounts.session_ends import BEGAN, SEEN
from common import clock


def open_session(browser: Client, user: User) -> None:
    """Give a browser the session that is left once a person has signed in and opened the first page: in one statement.

    Signing in itself, and what it notes besides, as in the person's list of sessions, has tests of its own.
    """
    at, store = int(clock.now().timestamp()), SessionStore()
    held = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
        BEGAN: at,
        SEEN: at,
    }
    row = Session(
        session_key=get_random_string(32).lower(), session_data=store.encode(held), expire_date=store.get_expiry_date()
    )
    row.save(force_insert=True)
    browser.cookies[settings.SESSION_COOKIE_NAME] = row.session_key
