"""The mailbox of the demo: everything that would have been sent, to anyone who runs it, and nowhere else."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from events.models import MailboxMessage
from tests.web.browsing import Person

pytestmark = pytest.mark.django_db
SENT_AT = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)


def mail(subject: str, *, to: str = "li.sund@example.se", text: str = "Hej", minutes: int = 0) -> MailboxMessage:
    return MailboxMessage.objects.create(
        message_id=f"<{subject}-{minutes}@lonsam.example>",
        sender="lon@example.se",
        recipient=to,
        subject=subject,
        text=text,
        sent_at=SENT_AT + timedelta(minutes=minutes),
    )


@pytest.fixture
def anyone() -> Iterator[Person]:
    yield Person()


def test_the_newest_mail_comes_first_and_opens_with_its_links(anyone: Person) -> None:
    mail("Äldre")
    newer = mail("Ditt lönebesked", text="Läs det här:\nhttp://testserver/employee/", minutes=5)
    page = anyone.open(reverse("events:mailbox_list"))
    subjects = [link.text for link in page.soup.select("main li a")]
    assert subjects == ["Ditt lönebesked", "Äldre"]
    assert "2026-11-24 10:17" in page.text
    message = anyone.open(reverse("events:mailbox_show", args=[newer.pk]))
    assert message.soup.select("main a[href='http://testserver/employee/']")
    assert "li.sund@example.se" in message.text


def test_mail_is_found_by_words_and_address(anyone: Person) -> None:
    mail("Ditt lönebesked", to="li.sund@example.se")
    mail("Inbjudan", to="ola.persson@example.se")
    for sought, found in (("ola.persson", ["Inbjudan"]), ("LÖNEBESKED", ["Ditt lönebesked"]), ("ingen", [])):
        page = anyone.open(reverse("events:mailbox_list") + f"?q={sought}")
        assert [link.text for link in page.soup.select("main li a")] == found
        assert page.soup.select("[name=q]")[0]["value"] == sought
    assert "Inga mail" in anyone.open(reverse("events:mailbox_list") + "?q=ingen").text


def test_what_a_mail_says_is_never_taken_for_markup(anyone: Person) -> None:
    message = mail("<b>Hej</b>", text="<script>alert(1)</script> & så")
    for path in (reverse("events:mailbox_list"), reverse("events:mailbox_show", args=[message.pk])):
        page = anyone.open(path)
        assert page.soup.select("main script, main b") == []
        assert "<b>Hej</b>" in page.text


@pytest.mark.parametrize("query", ["?q=%00", "?q=" + "x" * 5000, "?q=%25_%5C'", "?q=%FF"])
def test_rubbish_in_the_search_does_no_harm(anyone: Person, query: str) -> None:
    mail("Inbjudan")
    assert anyone.tries("GET", reverse("events:mailbox_list") + query) in (200, 400)


def test_the_list_stops_at_a_hundred(anyone: Person) -> None:
    for number in range(103):
        mail(f"Mail {number}", minutes=number)
    assert len(anyone.open(reverse("events:mailbox_list")).soup.select("main li")) == 100


def test_nothing_can_be_sent_to_it_and_unknown_mail_is_not_found(anyone: Person) -> None:
    message = mail("Inbjudan")
    for path in (reverse("events:mailbox_list"), reverse("events:mailbox_show", args=[message.pk])):
        assert anyone.tries("POST", path) == 405
    unknown = reverse("events:mailbox_show", args=["01a212e2-b00c-7693-9eb1-52dfa8800f39"])
    assert anyone.tries("GET", unknown) == 404


def test_where_mail_is_really_sent_there_is_no_mailbox(anyone: Person, settings: object) -> None:
    message = mail("Inbjudan")
    settings.LOCAL_MAILBOX = False  # type: ignore[attr-defined]
    assert anyone.tries("GET", reverse("events:mailbox_list")) == 404
    assert anyone.tries("GET", reverse("events:mailbox_show", args=[message.pk])) == 404
