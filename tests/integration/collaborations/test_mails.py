"""Every mail, in both languages: whole, safe, and the same each time it is sent."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives

from accounts.models import User
from advisor.models import Client
from collaborations.catalogue import offer_of
from collaborations.operations.answers import decline
from collaborations.operations.ending import end
from collaborations.operations.mails import send_invitation, send_news
from collaborations.operations.requests import withdraw
from collaborations.rules.terms import BillingRecipient, service_terms
from common import clock
from common.identifiers import new_id
from common.rls import as_system
from tests.factories.accounts import PASSWORD
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.factories.effects import drain_outbox
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
TEMPLATES = Path("templates/collaborations/mail")
NEWS = sorted(
    path.name.removesuffix(".subject.txt")
    for path in TEMPLATES.glob("*.subject.txt")
    if path.name.removesuffix(".subject.txt") not in {"invitation", "reminder", "welcome", "change"}
    and not path.name.startswith("recovery_")
)
Outbox = list[EmailMultiAlternatives]


made_cast, cast = made_once("cast", make_cast)


def subjects_to(outbox: Outbox, user: User) -> list[str]:
    return [str(mail.subject) for mail in outbox if mail.to == [user.email]]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("occasion", NEWS)
def test_each_mail_has_subject_text_html_and_a_link(occasion: str, language: str, mailoutbox: Outbox) -> None:
    cast = make_cast(account=False)
    collaboration = cast.activate(start_terms())
    cast.eva.language = language
    cast.eva.save()
    with cast.seen():
        send_news(collaboration_id=collaboration.pk, user_id=cast.eva.pk, cause_id=new_id(), occasion=occasion)
    mail = mailoutbox[-1]
    html = str(mail.alternatives[0].content)  # type: ignore[attr-defined]
    assert mail.subject
    assert "\n" not in mail.subject
    assert "http" in str(mail.body)
    assert f'lang="{language}"' in html
    assert ("Hej Eva," if language == "sv" else "Hello Eva,") in str(mail.body)
    assert not re.search(r"{[{%]|%\(|&#x27;|&amp;", mail.subject + str(mail.body))


def test_names_are_escaped_in_html_and_plain_in_text(mailoutbox: Outbox) -> None:
    cast = make_cast(account=False)
    collaboration = cast.activate(start_terms())
    with cast.seen():
        Client.objects.update(name="Bröderna O'Hara & <b>Co</b> AB")
        send_news(collaboration_id=collaboration.pk, user_id=cast.eva.pk, cause_id=new_id(), occasion="active_firm")
    mail = mailoutbox[-1]
    assert "O'Hara & <b>Co</b> AB" in mail.subject
    assert "O'Hara & <b>Co</b> AB" in str(mail.body)
    html = str(mail.alternatives[0].content)  # type: ignore[attr-defined]
    assert "<b>Co</b>" not in html
    assert "&amp; &lt;b&gt;Co" in html


def test_the_invitation_names_what_accepting_costs_and_greets_by_first_name(mailoutbox: Outbox) -> None:
    said = "stängs er åtkomst till Lön Direkt"
    for terms, named in ((start_terms(), True), (standard_terms(), False)):
        cast = make_cast(lon_direct=True)
        cast.activate(terms)
        drain_outbox()
        mail = next(mail for mail in mailoutbox if mail.to == [cast.administrators[0].email])
        html = str(mail.alternatives[0].content)  # type: ignore[attr-defined]
        assert (said in str(mail.body), said in html) == (named, named)
        assert "Hej Ola," in str(mail.body)


def test_mails_say_of_a_service_only_what_is_agreed_in_it(cast: Cast, mailoutbox: Outbox) -> None:
    cast.activate(service_terms(offer_of("SCANNER", "")))
    cast.activate(service_terms(offer_of("EKONOMIOVERSIKT", ""), BillingRecipient.CLIENT, 3))
    drain_outbox()
    scanner, overview = (next(str(one.body) for one in mailoutbox if name in one.subject) for name in ("Scan", "Eko"))
    assert "Tjänsten faktureras inte särskilt." in scanner
    assert "Ni faktureras." in overview
    assert ("Period: " in scanner, "Period: 3 månader" in overview) == (False, True)
    assert "Tid: " not in scanner + overview


def test_the_same_mail_has_the_same_message_id_each_time(cast: Cast, mailoutbox: Outbox) -> None:
    invitation = cast.invitation(cast.activate(), cast.administrators[0])
    with cast.seen():
        ids = {send_invitation(invitation_id=invitation.pk, occasion="first", at=clock.now()) for _ in range(2)}
        reminder = send_invitation(invitation_id=invitation.pk, occasion="after-3-days", at=clock.now())
    assert len(ids) == 1
    assert reminder not in ids
    assert mailoutbox[0].body == mailoutbox[1].body
    assert mailoutbox[2].subject.startswith("Påminnelse")


def test_an_answered_invitation_is_not_reminded(cast: Cast, mailoutbox: Outbox) -> None:
    cast.accept(cast.activate())
    drain_outbox()
    before = len(mailoutbox)
    with clock.frozen(clock.now() + timedelta(days=11)):
        drain_outbox()
    assert len(mailoutbox) == before


def test_an_unanswered_request_is_reminded_twice_and_then_expires(mailoutbox: Outbox) -> None:
    cast = make_cast(account=False)
    start = datetime.fromisoformat("2026-11-03T10:00+01:00")
    with clock.frozen(start):
        cast.activate()
    for days in (0, 2, 3, 9, 10, 29, 31):
        with clock.frozen(start + timedelta(days=days, minutes=1)):
            drain_outbox()
    to_contact = [mail.subject for mail in mailoutbox if mail.to == [cast.contact.email]]
    assert len(to_contact) == 3
    assert any("gått ut" in subject for subject in subjects_to(mailoutbox, cast.eva))


def test_the_new_administrator_chooses_a_password_from_the_login_mail(mailoutbox: Outbox, client: object) -> None:
    cast = make_cast(account=False)
    cast.activate(start_terms())
    drain_outbox()
    mail = next(mail for mail in mailoutbox if mail.to == [cast.contact.email])
    path = re.search(r"http://[^/]+(/account/\S+)", str(mail.body))
    assert path is not None
    page = client.get(path.group(1), follow=True)  # type: ignore[attr-defined]
    changed = client.post(  # type: ignore[attr-defined]
        page.request["PATH_INFO"], {"password1": PASSWORD + " två", "password2": PASSWORD + " två"}
    )
    assert changed.status_code == 302
    assert User.objects.get(email=cast.contact.email).check_password(PASSWORD + " två")


def test_the_sender_reads_why_the_client_declined(cast: Cast, mailoutbox: Outbox) -> None:
    ola = cast.administrators[0]
    decline(invitation=cast.invitation(cast.activate(), ola), by=ola, reason="Vi gör det själva.", at=clock.now())
    drain_outbox()
    mail = next(mail for mail in mailoutbox if mail.to == [cast.eva.email])
    assert "Vi gör det själva." in str(mail.body)


def test_both_sides_are_told_of_an_end(cast: Cast, mailoutbox: Outbox) -> None:
    collaboration = cast.accept(cast.activate())
    end(
        collaboration=collaboration,
        by=cast.administrators[0],
        party=BillingRecipient.CLIENT,
        reason="Vi byter byrå",
        at=clock.now(),
    )
    drain_outbox()
    told = {mail.to[0] for mail in mailoutbox if "avslutat" in mail.subject}
    assert told == {user.email for user in (cast.eva, cast.jon, *cast.administrators)}


def test_a_mail_for_another_firm_is_out_of_reach() -> None:
    cast, other = make_cast(), make_cast()
    invitation = cast.invitation(cast.activate(), cast.administrators[0])
    with (
        as_system(reason="test", firm_id=other.firm.pk, company_id=other.company.pk),
        pytest.raises(type(invitation).DoesNotExist),
    ):
        send_invitation(invitation_id=invitation.pk, occasion="first", at=clock.now())


def test_a_sender_who_is_not_on_the_assignment_is_told_of_the_acceptance(cast: Cast, mailoutbox: Outbox) -> None:
    cast.accept(cast.activate(by=cast.sven))
    drain_outbox()
    assert any("är igång" in subject or "aktiv" in subject for subject in subjects_to(mailoutbox, cast.sven))


def test_the_request_goes_to_every_administrator_of_the_company(cast: Cast, mailoutbox: Outbox) -> None:
    cast.activate()
    drain_outbox()
    invited = [mail.to[0] for mail in mailoutbox if "vill samarbeta" in mail.subject]
    assert sorted(invited) == sorted(user.email for user in cast.administrators)


def test_a_withdrawn_request_is_neither_mailed_nor_reminded_nor_expired(cast: Cast, mailoutbox: Outbox) -> None:
    start = clock.now()
    withdraw(collaboration=cast.activate(), by=cast.eva, at=start)
    for days in (0, 5, 14, 31):
        with clock.frozen(start + timedelta(days=days, minutes=1)):
            drain_outbox()
    assert mailoutbox == []
