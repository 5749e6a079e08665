"""A forgotten password is chosen anew from a mail; a changed one is told by mail and ends other sessions."""

from collections.abc import Sequence
from typing import NoReturn

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from tests.factories.accounts import PASSWORD, make_firm, make_staff, make_user
from tests.web.accounts.entrance import code, connect_app, fill_in, sign_in, signed_in
from tests.web.browsing import Person

pytestmark = pytest.mark.django_db
RESET = "/account/password/reset/"
CHANGE = "/account/password/change/"
NEW = "en helt ny granbarr"
CHOSEN = {"password1": NEW, "password2": NEW}


def ask_for_link(email: str) -> str:
    """Ask on the page; gives the answer."""
    person = Person()
    return fill_in(person, person.open(RESET), {"email": email}, to=RESET).text


def link_in(mail: EmailMultiAlternatives) -> str:
    """The path of the link in a mail."""
    return "/account/" + next(word for word in str(mail.body).split() if RESET in word).split("/account/", 1)[1]


def test_a_new_password_is_chosen_from_the_mail_once(mailoutbox: list[EmailMultiAlternatives]) -> None:
    eva = make_user()
    assert "Titta i din inkorg" in ask_for_link(eva.email)
    person = Person()
    path = person.browser.get(link_in(mailoutbox[0])).headers["Location"]
    page = person.open(path)
    assert "Välj ett nytt lösenord" in page.text
    after = fill_in(person, page, CHOSEN, to=path)
    assert "Lösenordet är sparat." in after.toasts
    assert "Var vill du arbeta?" in after.text
    sign_in(Person(), eva.email, NEW)
    again = Person().browser.get(link_in(mailoutbox[0]), follow=True)
    assert "Länken fungerar inte längre" in again.content.decode()


def test_a_first_password_is_asked_for_as_such_and_lets_in() -> None:
    li = make_user()
    li.set_unusable_password()
    li.save()
    person = Person()
    key = default_token_generator.make_token(li)
    path = person.browser.get(reverse("account_reset_password_from_key", args=[user_pk_to_url_str(li), key]))[
        "Location"
    ]
    page = person.open(path)
    assert page.soup.h1 is not None
    assert page.soup.h1.get_text() == "Välj ett lösenord"
    assert li.email in page.text
    assert "Lösenordet är sparat." in fill_in(person, page, CHOSEN, to=path).toasts
    person.open("/profile/")


def test_a_chosen_password_does_not_pass_by_the_second_step(mailoutbox: list[EmailMultiAlternatives]) -> None:
    eva = make_user()
    secret = connect_app(signed_in(eva))
    mailoutbox.clear()
    ask_for_link(eva.email)
    person = Person()
    path = person.browser.get(link_in(mailoutbox[0])).headers["Location"]
    step = fill_in(person, person.open(path), CHOSEN, to=path)
    assert step.path == "/account/2fa/authenticate/"
    person.open("/profile/", status=302)
    assert "Var vill du arbeta?" in fill_in(person, step, {"code": code(secret)}, to=step.path).text


def test_staff_without_a_second_step_are_led_to_choose_one(
    mailoutbox: list[EmailMultiAlternatives], settings: Settings
) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    eva = make_staff(make_firm())
    ask_for_link(eva.email)
    person = Person()
    path = person.browser.get(link_in(mailoutbox[0])).headers["Location"]
    assert fill_in(person, person.open(path), CHOSEN, to=path).path == "/account/2fa/"
    person.open("/profile/", status=302)


def test_the_mail_is_text_and_html_in_the_language_of_the_person(mailoutbox: list[EmailMultiAlternatives]) -> None:
    eva = make_user()
    eva.language = "en"
    eva.save()
    ask_for_link(eva.email)
    (mail,) = mailoutbox
    assert mail.subject == "Choose a new password"
    assert "asked for a new password" in str(mail.body)
    ((html, kind),) = mail.alternatives
    assert kind == "text/html"
    assert f'href="http://testserver{link_in(mail)}"' in str(html)
    assert '<html lang="en">' in str(html)


def test_an_unknown_address_gets_the_same_page_and_a_mail_that_says_so(
    mailoutbox: list[EmailMultiAlternatives],
) -> None:
    eva = make_user()
    assert ask_for_link(eva.email) == ask_for_link("ingen@x.example")
    unknown = next(mail for mail in mailoutbox if mail.to == ["ingen@x.example"])
    assert "det finns inget konto" in str(unknown.body)
    assert RESET not in str(unknown.body)


def test_a_link_is_not_sent_again_and_again(mailoutbox: list[EmailMultiAlternatives]) -> None:
    eva = make_user()
    for _ in range(7):
        ask_for_link(eva.email)
    assert len(mailoutbox) == 5


def test_a_weak_password_is_refused_with_the_reason() -> None:
    person = signed_in(make_user())
    page = person.open(CHANGE)
    short = {"oldpassword": PASSWORD, "password1": "kort", "password2": "kort"}
    assert "10 tecken" in fill_in(person, page, short, to=CHANGE).said_by("password1")
    wrong = {"oldpassword": "fel", **CHOSEN}
    assert "Lösenordet är fel." in fill_in(person, page, wrong, to=CHANGE).said_by("oldpassword")


def test_a_changed_password_is_told_by_mail_and_ends_other_sessions(
    mailoutbox: list[EmailMultiAlternatives], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    eva = make_user()
    here, there = signed_in(eva), signed_in(eva)
    with django_capture_on_commit_callbacks(execute=True):
        fill_in(here, here.open(CHANGE), {"oldpassword": PASSWORD, **CHOSEN}, to=CHANGE)
    here.open("/profile/")
    there.open("/profile/", status=302)
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == ([eva.email], "Ditt lösenord är ändrat")
    assert "127.0.0.1" in str(mail.body)


class BrokenBackend(BaseEmailBackend):
    """A mail server that is down."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> NoReturn:
        """Fail like smtplib does."""
        raise ConnectionRefusedError


def test_a_mail_that_cannot_be_sent_undoes_no_change(settings: Settings) -> None:
    eva = make_user()
    person = signed_in(eva)
    settings.EMAIL_BACKEND = f"{__name__}.BrokenBackend"
    fill_in(person, person.open(CHANGE), {"oldpassword": PASSWORD, **CHOSEN}, to=CHANGE)
    eva.refresh_from_db()
    assert eva.check_password(NEW)
