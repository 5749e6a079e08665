"""Who is told by mail when time is handed in or sent back, and that the mail says nothing of it."""

import pytest
from django.core.mail import EmailMessage

from accounts.permissions import GrantScope
from tests.factories.accounts import give
from tests.factories.effects import drain_outbox
from tests.factories.timereporting import make_entries
from tests.web.office import OCTOBER, Office, make_office, user_of
from timereporting.operations import reports
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db
MONDAY = OCTOBER.first.replace(day=5)


@pytest.fixture
def office(mailoutbox: list[EmailMessage]) -> Office:
    made = make_office()
    drain_outbox()
    mailoutbox.clear()
    return made


def send_back(office: Office, comment: str) -> None:
    report = office.report(office.li)
    with office.seen():
        reports.send_back(report_id=report.pk, comment=comment, by=office.siv)


def test_attestors_of_the_company_are_told_of_a_report_without_what_it_says(
    office: Office, mailoutbox: list[EmailMessage]
) -> None:
    make_entries(office.li, [MONDAY], QuickChoice.SICK, user_of(office.li), 240)
    for user in (office.eva, user_of(office.li)):
        give(user, office.company, GrantScope.TIME_APPROVAL)
    office.submit(office.li)
    office.submit(office.li)
    drain_outbox()
    assert [mail.to for mail in mailoutbox] == [[office.siv.email]]
    said = f"{mailoutbox[0].subject} {mailoutbox[0].body}"
    assert "Li Sund har klarmarkerat oktober 2026" in said
    assert f"/client/companies/{office.company.pk}/time-reports/?month=2026-10" in said
    assert not any(word in said for word in ("Sjuk", "4 h", "2026-10-05"))


def test_who_can_no_longer_sign_in_and_a_report_that_waits_no_more_give_no_mail(
    office: Office, mailoutbox: list[EmailMessage]
) -> None:
    office.approve(office.tor)
    type(office.siv).objects.filter(pk=office.siv.pk).update(is_active=False)
    office.submit(office.li)
    drain_outbox()
    assert mailoutbox == []


def test_the_employee_is_told_once_that_something_should_be_looked_at_but_not_what(
    office: Office, mailoutbox: list[EmailMessage]
) -> None:
    office.approve(office.li)
    send_back(office, "Var du sjuk?")
    send_back(office, "Och hela veckan?")
    drain_outbox()
    assert [mail.to for mail in mailoutbox] == [[user_of(office.li).email]]
    said = f"{mailoutbox[0].subject} {mailoutbox[0].body}"
    assert "behöver ses över" in said
    assert f"/employee/{office.li.pk}/calendar/?month=2026-10" in said
    assert "sjuk" not in said


def test_handed_in_again_after_it_came_back_is_told_again(office: Office, mailoutbox: list[EmailMessage]) -> None:
    office.submit(office.li)
    drain_outbox()
    send_back(office, "Se över")
    office.submit(office.li)
    drain_outbox()
    assert [mail.to[0] for mail in mailoutbox] == [office.siv.email, office.siv.email]
    assert len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) == 2
