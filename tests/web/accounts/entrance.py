"""Signing in as people do, with the pages' own forms."""

import time
from urllib.parse import urlsplit

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from accounts.models import User
from tests.factories.accounts import PASSWORD
from tests.web.browsing import Page, Person, Typed, sent_by

LOGIN = "/account/login/"
AGAIN = "/account/reauthenticate/"


def fill_in(person: Person, page: Page, typed: Typed | None = None, *, to: str = "") -> Page:
    """Send a form of the page and follow wherever it leads."""
    response = person.browser.post(to or page.path, sent_by(page.form(to), typed or {}), follow=True)
    path = urlsplit(response.redirect_chain[-1][0]).path if response.redirect_chain else to or page.path
    return Page(path, response.status_code, response.content)


def code(secret: str) -> str:
    """What an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def sign_in(person: Person, email: str, password: str = PASSWORD) -> Page:
    """Fill in the form of the sign-in page."""
    return fill_in(person, person.open(LOGIN), {"login": email, "password": password}, to=LOGIN)


def signed_in(user: User) -> Person:
    """Somebody who came in through the sign-in page."""
    person = Person()
    assert sign_in(person, user.email).path != LOGIN
    return person


def confirmed(person: Person, path: str, *, password: str = PASSWORD) -> Page:
    """Open a page that asks for the password once more before it shows itself."""
    asked = person.browser.get(path).headers.get("Location", "")
    if not asked:
        return person.open(path)
    assert asked.startswith(AGAIN), asked
    return fill_in(person, person.open(asked), {"password": password}, to=AGAIN)


def connect_app(person: Person) -> str:
    """Connect an authenticator app; gives the secret that it got."""
    activate = "/account/2fa/totp/activate/"
    page = confirmed(person, activate)
    shown = page.soup.select_one("main code")
    assert shown is not None
    assert "Reservkoder" in fill_in(person, page, {"code": code(shown.text)}, to=activate).text
    return shown.text
