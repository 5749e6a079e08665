"""Where firm and client both approve payroll a run waits for both, and where one of them does it for that one."""

import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from accounts.models import Arrangement
from accounts.permissions import FirmRole, GrantScope, Party
from advisor.event_wording import sentence_for
from common import clock
from events.models import AuditEvent
from payroll.models import PayrollRun
from payroll.operations.runs import create_run, start_calculation
from payroll.rules.run_states import RunState
from tests.factories.accounts import give, make_staff
from tests.factories.collaborations import make_cast, standard_terms
from tests.factories.effects import drain_outbox
from tests.web.browsing import Page, Person
from tests.web.office import NOVEMBER, Office
from tests.web.payroll.desk import address, calculated, having_seen, run_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewed(office: Office) -> Office:
    """Eva at the firm and Ola at the client do the payroll, and a run is to be reviewed."""
    give(office.ola, office.company, GrantScope.PAYROLL)
    calculated(office)
    drain_outbox()
    return office


def agree(office: Office, party: Party) -> None:
    with office.seen():
        Arrangement.objects.filter(company=office.company).update(payroll_approval=party)


def show(office: Office, person: Person, side: str = "") -> Page:
    return person.open(address(office, "run_show", run_of(office).pk, side=side))


def approve(office: Office, person: Person, side: str = "") -> Page:
    page = show(office, person, side)
    path = address(office, "run_approve", run_of(office).pk, side=side)
    shown = page.soup.select_one("input[name=shown]")
    sent = {"shown": str(shown["value"]) if shown else "", **having_seen(page)}
    return person.post(path, {**sent, "csrfmiddlewaretoken": person.token})


def test_the_first_approval_asks_the_other_and_the_second_approves(
    reviewed: Office, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    agree(reviewed, Party.BOTH)
    eva, ola = Person(reviewed.eva), Person(reviewed.ola)
    dialog = show(reviewed, eva).soup.select_one("#approve_run p")
    assert dialog is not None
    assert "Den andra parten godkänner också och får ett mail: Ola Persson." in dialog.text
    mailoutbox.clear()
    after = approve(reviewed, eva)
    assert "Du har godkänt lönekörningen. Kundens godkännande väntas: Ola Persson." in after.toasts
    assert "Eva Lind godkände för byrån" in after.text
    assert "Kundens godkännande väntas: Ola Persson." in after.text
    assert after.soup.select_one("#approve_run") is None
    assert run_of(reviewed).state == RunState.CALCULATED
    assert "Väntar på kundens godkännande" in eva.open(address(reviewed, "run_list")).text
    assert "Väntar på ert godkännande" in ola.open(address(reviewed, "run_list", side="client_")).text
    assert "Ert godkännande väntas: Ola Persson." in show(reviewed, ola, "client_").text
    with reviewed.seen():
        event = AuditEvent.objects.get(kind="payroll.run_approved_first", actor_id=reviewed.eva.pk)
    assert sentence_for(event) == "En lönekörning godkändes av byrån och väntar på kunden"
    assert "väntar på någon annans godkännande" in approve(reviewed, eva).toasts
    drain_outbox()
    (mail,) = mailoutbox
    run = run_of(reviewed)
    assert mail.to == [reviewed.ola.email]
    assert address(reviewed, "run_show", run.pk, side="client_") in mail.body
    assert "väntar på ditt godkännande" in mail.subject
    home = ola.open(reverse("accounts:company_home", args=[reviewed.company.pk]))
    assert "är godkänd av byrån och väntar på ert godkännande" in home.text
    done = approve(reviewed, ola, "client_")
    run = run_of(reviewed)
    assert (run.state, run.first_approved_by, run.approved_by) == (RunState.APPROVED, reviewed.eva, reviewed.ola)
    assert "Först godkänd av Eva Lind" in done.text
    assert "Godkänd av Ola Persson" in done.text


def test_a_first_approval_is_gone_when_the_run_is_calculated_again(reviewed: Office) -> None:
    agree(reviewed, Party.BOTH)
    eva, ola = Person(reviewed.eva), Person(reviewed.ola)
    approve(reviewed, ola, "client_")
    assert run_of(reviewed).first_approved_side == Party.CLIENT
    with reviewed.seen():
        start_calculation(run_id=run_of(reviewed).pk, by=reviewed.eva)
    drain_outbox()
    assert run_of(reviewed).first_approved_by is None
    approve(reviewed, eva)
    assert run_of(reviewed).state == RunState.CALCULATED


def test_what_is_agreed_when_somebody_approves_decides(reviewed: Office) -> None:
    agree(reviewed, Party.BOTH)
    ola = Person(reviewed.ola)
    approve(reviewed, ola, "client_")
    agree(reviewed, Party.CLIENT)
    approve(reviewed, ola, "client_")
    assert run_of(reviewed).state == RunState.APPROVED


@pytest.mark.parametrize(("party", "waits_for"), [(Party.CLIENT, "Kundens"), (Party.FIRM, "Byråns")])
def test_only_the_one_that_approves_by_the_agreement_can(reviewed: Office, party: Party, waits_for: str) -> None:
    agree(reviewed, party)
    eva, ola = Person(reviewed.eva), Person(reviewed.ola)
    sides = [(eva, ""), (ola, "client_")]
    (one, side), (other, other_side) = sides if party == Party.FIRM else reversed(sides)
    page = show(reviewed, other, other_side)
    assert f"{waits_for} godkännande väntas" in page.text
    assert page.soup.select_one("#approve_run") is None
    assert "väntar på någon annans godkännande" in approve(reviewed, other, other_side).toasts
    approve(reviewed, one, side)
    assert run_of(reviewed).state == RunState.APPROVED


def test_the_firms_list_of_clients_says_whose_payroll_waits_for_the_firm() -> None:
    cast = make_cast()
    cast.accept(cast.activate(standard_terms()))
    clients = reverse("advisor:client_list", args=[cast.firm.pk])
    waits = "Lön november 2026 · Väntar på byråns godkännande"
    with cast.seen():
        run = create_run(company_id=cast.company.pk, month=NOVEMBER, by=cast.jon)
        stored = PayrollRun.objects.filter(pk=run.pk)
        given = {"side": Party.CLIENT, "by": cast.administrators[0], "at": clock.now(), "digest": "shown"}
        stored.update(
            state=RunState.CALCULATED, result_digest="shown", **{f"first_approved_{k}": v for k, v in given.items()}
        )
    jon = Person(cast.jon)
    assert waits in jon.open(clients).text
    assert "Väntar på byråns godkännande" in jon.open(reverse("payroll:run_list", args=[cast.company.pk])).text
    assert waits not in Person(make_staff(cast.firm, "Ada Alm", role=FirmRole.ADMINISTRATOR)).open(clients).text
    with cast.seen():
        stored.update(result_digest="another")
    assert waits not in jon.open(clients).text
    with cast.seen():
        stored.update(result_digest="shown")
        Arrangement.objects.update(payroll_approval=Party.CLIENT)
    assert waits not in jon.open(clients).text
