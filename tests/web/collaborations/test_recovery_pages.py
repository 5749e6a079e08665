"""A company whose administrators have left gets a new one: firm, signatory, those who are told, and strangers."""

import re
from copy import deepcopy
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse

from accounts.models import CompanyMembership, User
from accounts.permissions import CompanyRole, FirmRole, GrantScope
from accounts.queries import scopes_held
from collaborations.models import Recovery
from collaborations.operations.recovery import ask_recovery, complete_recovery, recovery_token_of, register_signatory
from collaborations.rules.recovery import RecoveryState
from common import clock
from events.models import AuditEvent
from tests.factories.accounts import make_company, make_firm, make_member, make_staff, make_user
from tests.factories.collaborations import Cast, make_cast, standard_terms
from tests.factories.effects import drain_outbox
from tests.web.browsing import Page, Person
from tests.web.collaborations.test_firm_pages import url

pytestmark = pytest.mark.django_db
Mails = list[EmailMessage]
NEW = {"given_name": "Nina", "family_name": "Ny", "email": "nina@solrosen.example", "reason": "Alla har slutat"}
SIGNATORY = "ada@solrosen.example"


@pytest.fixture(scope="module")
def made(standing: None) -> Cast:
    """A collaboration at work, and two administrators of the firm besides its consultants."""
    cast = make_cast()
    cast.accept(cast.activate(standard_terms()))
    drain_outbox()
    return cast


@pytest.fixture
def cast(made: Cast, db: None) -> Cast:
    return deepcopy(made)


def administrator(cast: Cast, name: str = "Ulla Ek") -> User:
    return make_staff(cast.firm, name, role=FirmRole.ADMINISTRATOR)


def register(cast: Cast) -> None:
    register_signatory(company_id=cast.company.pk, email=SIGNATORY, by=cast.administrators[0], at=clock.now())


def latest(cast: Cast) -> Recovery:
    with cast.seen():
        return Recovery.objects.latest("asked_at")


def ask(cast: Cast, user: User, *, status: int = 302, **typed: str) -> Page:
    person = Person(user)
    return person.send(person.open(url("recovery", cast.client.pk)), {**NEW, **typed}, status=status)


def link_in(mail: EmailMessage) -> str:
    found = re.search(r"/recoveries/[\w-]+/", str(mail.body))
    assert found is not None
    return found.group(0)


def to(mails: Mails, address: str) -> list[EmailMessage]:
    return [mail for mail in mails if mail.to == [address]]


def confirmed(cast: Cast, mails: Mails) -> Recovery:
    """A recovery in its waiting time, everybody told."""
    register(cast)
    ask(cast, cast.eva)
    drain_outbox()
    person = Person()
    person.send(person.open(link_in(to(mails, SIGNATORY)[-1])), status=200)
    drain_outbox()
    return latest(cast)


def is_administrator(cast: Cast, email: str) -> bool:
    with cast.seen():
        rows = CompanyMembership.objects.filter(role=CompanyRole.ADMINISTRATOR, ended_at__isnull=True)
        return rows.filter(user__email=email).exists()


def kinds(cast: Cast) -> list[str]:
    with cast.seen():
        found = AuditEvent.objects.filter(company_id=cast.company.pk, kind__contains="recovery_")
        return list(found.order_by("sequence").values_list("kind", flat=True))


def test_the_new_person_is_administrator_after_confirmation_and_seven_days(cast: Cast, mailoutbox: Mails) -> None:
    recovery = confirmed(cast, mailoutbox)
    assert recovery.state == RecoveryState.WAITING
    with clock.frozen(clock.now() + timedelta(days=6, hours=23)):
        drain_outbox()
        assert not is_administrator(cast, NEW["email"])
    with clock.frozen(clock.now() + timedelta(days=7, hours=1)):
        drain_outbox()
        assert is_administrator(cast, NEW["email"])
        nina = User.objects.get(email=NEW["email"])
        with cast.seen():
            assert GrantScope.COLLABORATION_ADMIN in scopes_held(nina.pk, cast.company.pk)
    assert latest(cast).state == RecoveryState.DONE
    assert "roll" in to(mailoutbox, NEW["email"])[-1].subject
    assert kinds(cast) == [f"collaborations.recovery_{one}" for one in ("asked", "confirmed", "completed")]


def test_everybody_known_is_told_with_a_link_of_their_own(cast: Cast, mailoutbox: Mails) -> None:
    ulla, siv = administrator(cast), make_member(cast.company, "Siv Ek", role=CompanyRole.ATTESTOR)
    with cast.seen():
        CompanyMembership.objects.filter(user=siv).update(ended_at=clock.now())
    confirmed(cast, mailoutbox)
    told = (*cast.administrators, ulla, siv)
    links = [link_in(to(mailoutbox, user.email)[-1]) for user in told]
    assert len(set(links)) == len(told)
    assert not [mail for mail in to(mailoutbox, cast.jon.email) if "/recoveries/" in str(mail.body)]


def test_anybody_who_was_told_stops_it_without_signing_in_and_all_hear_of_it(cast: Cast, mailoutbox: Mails) -> None:
    confirmed(cast, mailoutbox)
    ola = cast.administrators[0]
    person, link = Person(), link_in(to(mailoutbox, ola.email)[-1])
    start = Person(ola).open(reverse("accounts:company_home", args=[cast.company.pk]))
    assert "har begärt att Nina Ny blir administratör" in start.text
    assert start.soup.find("a", href=link) is not None
    assert "Det är stoppat" in person.send(person.open(link), status=200).text
    assert latest(cast).state == RecoveryState.STOPPED
    with clock.frozen(clock.now() + timedelta(days=8)):
        drain_outbox()
    assert not is_administrator(cast, NEW["email"])
    for user in (ola, cast.eva):
        assert "Det stoppades." in str(to(mailoutbox, user.email)[-1].body)


def test_reading_a_link_changes_nothing_and_dead_links_look_alike(cast: Cast, mailoutbox: Mails) -> None:
    register(cast)
    ask(cast, cast.eva)
    drain_outbox()
    person, link = Person(), link_in(to(mailoutbox, SIGNATORY)[-1])
    page = person.open(link)
    person.open(link)
    assert latest(cast).state == RecoveryState.SENT
    person.send(page, status=200)
    used = person.open(link, status=404).text
    unknown = person.open(reverse("collaborations:recovery_show", args=["okand"]), status=404).text
    stopped = link_of_stopped(cast, mailoutbox)
    assert used == unknown == person.open(stopped, status=404).text
    assert person.post(link, {"csrfmiddlewaretoken": person.token}, status=404).text == unknown


def link_of_stopped(cast: Cast, mails: Mails) -> str:
    """The personal link of somebody who was told, after the firm stopped it."""
    drain_outbox()
    link = link_in(to(mails, cast.administrators[1].email)[-1])
    Person(cast.eva).tries("POST", url("recovery_stop", cast.client.pk))
    return link


def test_a_link_that_nobody_used_in_two_weeks_is_dead_and_the_firm_is_told(cast: Cast, mailoutbox: Mails) -> None:
    register(cast)
    ask(cast, cast.eva)
    drain_outbox()
    link = link_in(to(mailoutbox, SIGNATORY)[-1])
    with clock.frozen(clock.now() + timedelta(days=14, minutes=1)):
        Person().open(link, status=404)
        drain_outbox()
    assert latest(cast).state == RecoveryState.EXPIRED
    assert "Ingen bekräftade i tid" in str(to(mailoutbox, cast.eva.email)[-1].body)
    assert ask(cast, cast.eva).status == 200


def test_an_address_that_the_firm_names_needs_two_of_its_administrators(cast: Cast, mailoutbox: Mails) -> None:
    ulla = administrator(cast)
    page = Person(ulla).open(url("recovery", cast.client.pk)).text
    assert "Mia K. och Ola P. kan lägga till en administratör direkt" in page
    assert "Byrån har en enda administratör" in page
    ingrid = administrator(cast, "Ingrid Ask")
    ask(cast, ulla, signatory_email=SIGNATORY)
    drain_outbox()
    assert not to(mailoutbox, SIGNATORY)
    vouch = url("recovery_vouch", cast.client.pk)
    person = Person(ulla)
    own = person.open(url("recovery", cast.client.pk)).text
    assert "Adressen stämmer" not in own
    assert "En annan administratör på byrån måste bekräfta adressen" in own
    assert person.tries("POST", vouch) == 302
    assert latest(cast).state == RecoveryState.UNVOUCHED
    assert Person(cast.eva).tries("POST", vouch) == 403
    other = Person(ingrid)
    other.send(other.open(url("recovery", cast.client.pk)), to=vouch)
    drain_outbox()
    assert latest(cast).state == RecoveryState.SENT
    assert to(mailoutbox, SIGNATORY)


def test_a_registered_address_is_used_whatever_is_sent_and_is_hidden_from_the_firm(cast: Cast) -> None:
    register(cast)
    person = Person(cast.eva)
    page = person.open(url("recovery", cast.client.pk))
    assert "a•••@solrosen.example" in page.text
    assert SIGNATORY not in page.text
    crafted = {**NEW, "signatory_email": "skurk@example.se", "csrfmiddlewaretoken": person.token}
    person.post(page.path, crafted)
    assert (latest(cast).signatory_email, latest(cast).state) == (SIGNATORY, RecoveryState.SENT)


def test_a_firm_without_a_collaboration_cannot_name_an_address() -> None:
    cast = make_cast()
    ulla = administrator(cast)
    page = Person(ulla).open(url("recovery", cast.client.pk))
    assert "Bara en byrå som företaget har ett aktivt samarbete med" in page.text
    person = Person(ulla)
    answer = person.post(
        page.path, {**NEW, "signatory_email": SIGNATORY, "csrfmiddlewaretoken": person.token}, status=422
    )
    assert "Bara en byrå" in answer.text
    with cast.seen():
        assert not Recovery.objects.exists()


def test_neither_the_new_person_nor_the_signatory_works_at_the_firm(cast: Cast) -> None:
    ulla = administrator(cast)
    for typed in ({"email": cast.jon.email}, {"signatory_email": cast.sven.email}):
        page = ask(cast, ulla, status=422, **{"signatory_email": SIGNATORY, **typed})
        assert "arbetar på er redovisningsbyrå" in page.text or "kan inte företräda" in page.text
        assert "Alla har slutat" in str(page.soup.find("textarea"))


def test_bad_addresses_are_told_by_the_field_and_nothing_typed_is_lost(cast: Cast) -> None:
    register(cast)
    page = ask(cast, cast.eva, status=422, email="nina@")
    assert page.said_by("email")
    assert "Alla har slutat" in str(page.soup.find("textarea"))


def test_only_one_is_under_way_at_a_time(cast: Cast) -> None:
    register(cast)
    ask(cast, cast.eva)
    person = Person(cast.eva)
    page = person.open(url("recovery", cast.client.pk))
    assert page.soup.find("input", attrs={"name": "given_name"}) is None
    answer = person.post(page.path, {**NEW, "csrfmiddlewaretoken": person.token}, status=422)
    assert "En ny administratör är redan begärd." in answer.text


def test_completing_twice_or_too_early_does_nothing_more(cast: Cast, mailoutbox: Mails) -> None:
    recovery = confirmed(cast, mailoutbox)
    with cast.seen():
        complete_recovery(recovery_id=recovery.pk, at=clock.now())
        assert latest(cast).state == RecoveryState.WAITING
        for _ in range(2):
            complete_recovery(recovery_id=recovery.pk, at=clock.now() + timedelta(days=8))
    assert kinds(cast).count("collaborations.recovery_completed") == 1


def test_the_company_registers_the_address_and_others_cannot(cast: Cast) -> None:
    ola = Person(cast.administrators[0])
    members = ola.open(url("member_list", cast.company.pk))
    save = url("signatory_save", cast.company.pk)
    assert "Adressen är registrerad." in ola.send(members, {"signatory_email": SIGNATORY}, to=save).toasts
    assert "giltig" in ola.send(members, {"signatory_email": "ada@"}, to=save, status=422).said_by("signatory_email")
    assert ola.send(members, {"signatory_email": cast.jon.email}, to=save, status=422).said_by("signatory_email")
    for user, status in ((cast.eva, 403), (make_member(make_company(), "Hanna Hav"), 404)):
        assert Person(user).tries("POST", save, {"signatory_email": "x@example.se"}) == status


def test_strangers_and_colleagues_without_the_right_get_nothing(cast: Cast) -> None:
    register(cast)
    ask(cast, cast.eva)
    assistant = make_staff(cast.firm, "Nils Ny", role=FirmRole.ASSISTANT)
    stranger = make_staff(make_firm("Byrån Bredvid AB"), "Finn Främmande", role=FirmRole.ADMINISTRATOR)
    for name in ("recovery", "recovery_vouch", "recovery_stop"):
        for user, status in (
            (assistant, 403),
            (stranger, 404),
            (make_user("Ingen Alls"), 404),
            (cast.administrators[0], 404),
        ):
            assert Person(user).tries("POST", url(name, cast.client.pk), NEW) == status
    assert latest(cast).state == RecoveryState.SENT


def test_an_invitations_link_opens_no_recovery_and_the_other_way_round(cast: Cast) -> None:
    register(cast)
    with cast.seen():
        recovery = ask_recovery(
            client=cast.client, by=cast.eva, is_administrator=False, signatory_email="", at=clock.now(), **NEW
        )
    Person().open(reverse("collaborations:invitation_show", args=[recovery_token_of(recovery)]), status=404)


def test_its_mails_are_whole_in_both_languages(cast: Cast, mailoutbox: Mails) -> None:
    User.objects.filter(pk=cast.administrators[0].pk).update(language="en")
    confirmed(cast, mailoutbox)
    Person(cast.eva).tries("POST", url("recovery_stop", cast.client.pk))
    drain_outbox()
    sent = [mail for mail in mailoutbox if "administrat" in mail.subject]
    assert {"A new administrator of Bageri Solrosen AB", "En ny administratör för Bageri Solrosen AB"} == {
        mail.subject for mail in sent
    }
    for mail in sent:
        html = str(mail.alternatives[0].content)  # type: ignore[attr-defined]
        assert "http" in str(mail.body)
        assert not re.search(r"{[{%]|%\(|&#x27;|&amp;", str(mail.body) + html.replace("&quot;", ""))
