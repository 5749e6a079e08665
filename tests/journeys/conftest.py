"""A browser, a running product and a mailbox."""

import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from events.models import MailboxMessage
from tests.factories.accounts import PASSWORD
from tests.journeys.stack import chromium, running_stack

DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-sync",
]
PICTURES = os.environ.get("JOURNEY_PICTURES", "")
# What is fading in is judged as it will be: one without end is taken away.
AT_REST = "document.getAnimations().forEach((one) => { try { one.finish() } catch { one.cancel() } })"
COUNTING = "addEventListener('click', (one) => { if (one.detail) sessionStorage.actions++ }, true)"
"""A click by hand has a count of its own; the one that a label passes on to its field has not."""
MailReader = Callable[[str, str], str]


@pytest.fixture(scope="session")
def address(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the product answers."""
    with running_stack(tmp_path_factory.mktemp("stack")) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's loop runs in this thread; queries are ours alone
    path = chromium()
    if path is None:
        pytest.skip("no Chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@dataclass
class Person:
    """Someone in front of a screen of their own."""

    page: Page
    address: str
    pictures: Path
    violations: list[str]

    @property
    def actions(self) -> int:
        """How many times the person has pressed something on this site since `count_actions`."""
        return int(self.page.evaluate("Number(sessionStorage.actions)"))

    def count_actions(self) -> None:
        """Begin to count from here."""
        self.page.evaluate("sessionStorage.actions = 0")

    def open(self, path: str) -> None:
        """Go to a page by address and look at it."""
        self.page.goto(path if path.startswith("http") else f"{self.address}{path}")
        self.look()

    def approve_the_run(self, then: str = "Inget i den kan ändras") -> None:
        """Say yes to the payroll run on the page, having seen the warnings that there are; `then` is said after it."""
        self.page.get_by_role("button", name="Godkänn lönekörningen").click()
        dialog = self.page.get_by_role("dialog")
        for box in dialog.get_by_label("Jag har sett varningarna").all():
            box.check()
        dialog.get_by_role("button", name="Godkänn lönekörningen").click()
        self.page.get_by_text(then).first.wait_for()

    def sign_in(self, email: str) -> None:
        """Sign in with the password of the tests."""
        self.open("/account/login/")
        self.fill_in_login(email)

    def fill_in_login(self, email: str) -> None:
        """Fill in the sign-in page that is open."""
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main button[type=submit]")
        self.page.wait_for_load_state()
        self.look()

    def look(self) -> None:
        """Check the page as it stands: no serious axe finding, nothing wider than the screen, no server error."""
        self.page.evaluate(AT_REST)
        found = Axe().run(self.page).response["violations"]
        self.violations += [
            f"{self.page.url}: {finding['id']} {[node['target'] for node in finding['nodes'][:3]]}"
            for finding in found
            if finding["impact"] in ("serious", "critical")
        ]
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        overflow = self.page.evaluate("document.documentElement.scrollWidth")
        if overflow > width:
            self.violations.append(f"{self.page.url}: scrolls sideways ({overflow} > {width})")


@pytest.fixture
def person(browser: Browser, address: str, tmp_path: Path) -> Iterator[Callable[..., Person]]:
    """`person()` at a desk, `person(phone=True)` with a phone; everything they saw is checked at the end."""
    people: list[Person] = []

    def enter(*, phone: bool = False) -> Person:
        context = browser.new_context(
            viewport=PHONE if phone else DESKTOP, has_touch=phone, is_mobile=phone, locale="sv-SE"
        )
        page = context.new_page()
        page.add_init_script(COUNTING)
        page.set_default_timeout(15_000)
        people.append(Person(page, address, tmp_path, []))
        return people[-1]

    yield enter
    violations = [violation for one in people for violation in one.violations]
    for number, one in enumerate(people):
        if PICTURES:  # the last thing that each person saw, for whoever looks into a failure
            one.page.screenshot(path=f"{PICTURES}/person-{number}.png", full_page=True)
        one.page.context.close()
    assert violations == []


@pytest.fixture
def link_in_mail(transactional_db: Any) -> MailReader:
    """`link_in_mail(address, subject_part)` waits for the mail and gives the first link in it."""

    def read(recipient: str, subject: str) -> str:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            message = (
                MailboxMessage.objects.filter(recipient=recipient, subject__icontains=subject)
                .order_by("-sent_at")
                .first()
            )
            if message is not None:
                found = re.search(r"http://\S+", message.text)
                assert found, f"no link in:\n{message.text}"
                return found[0]
            time.sleep(0.2)
        raise AssertionError(f"no mail to {recipient} about {subject!r}")

    return read


@pytest.fixture(autouse=True)
def passwords_as_in_the_product(settings: Any) -> None:
    """The processes know only the real hashers: people made here must be able to sign in there."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
