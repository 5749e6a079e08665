"""Changing a collaboration on the pages of both sides, and the client's answer, as each meets them."""

from copy import deepcopy
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client as Browser
from django.urls import reverse

from accounts import open_work
from accounts.models import User
from accounts.open_work import OpenWork
from accounts.permissions import CompanyRole, FirmRole, GrantScope
from collaborations.models import Collaboration, CollaborationChange
from collaborations.queries.company_pages import LON_DIRECT_RUN
from common import clock
from tests.factories.accounts import give, make_firm, make_member, make_staff
from tests.factories.advisor import make_assignment
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.factories.effects import drain_outbox
from tests.factories.signing_in import open_session

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
STANDARD = {
    "variant": "STANDARD",
    "billing_recipient": "CLIENT",
    "period_months": "12",
    "time_mode": "EMPLOYEES_REGISTER",
    "schedules": "FIRM",
    "time_registration": "CLIENT",
    "time_approval": "CLIENT",
    "payroll_approval": "BOTH",
    "salary_payment": "FIRM",
    "effective_on": "",
}


@pytest.fixture(scope="module")
def made(standing: None) -> tuple[Cast, Collaboration]:
    cast = make_cast()
    collaboration = cast.accept(cast.activate(standard_terms()))
    drain_outbox()
    return cast, collaboration


@pytest.fixture
def at_work(made: tuple[Cast, Collaboration], db: None) -> tuple[Cast, Collaboration]:
    return deepcopy(made)


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    """The parties to what is at work, where the test asks for that; otherwise nothing is agreed between them."""
    at_work: tuple[Cast, Collaboration]
    if "working" not in request.fixturenames:
        return make_cast()
    at_work = request.getfixturevalue("at_work")
    return at_work[0]


@pytest.fixture
def working(at_work: tuple[Cast, Collaboration]) -> Collaboration:
    return at_work[1]


def browser_of(user: User) -> Browser:
    browser = Browser()
    open_session(browser, user)
    return browser


def url(name: str, *args: object) -> str:
    return reverse(f"collaborations:{name}", args=args)


def page_of(response: object) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")  # type: ignore[attr-defined]


def in_days(number: int) -> str:
    return (clock.today() + timedelta(days=number)).isoformat()


def previewed(browser: Browser, address: str, chosen: dict[str, str]) -> dict[str, str]:
    """What the page sends after its preview, with the digest."""
    page = page_of(browser.get(address, chosen, headers=HTMX))
    plan = page.select_one("input[name=plan]")
    assert plan is not None
    return {**chosen, "plan": str(plan["value"])}


def changes_of(cast: Cast) -> list[CollaborationChange]:
    with cast.seen():
        return list(CollaborationChange.objects.order_by("asked_at"))


def test_the_card_leads_to_the_change_and_the_page_shows_what_there_is(cast: Cast, working: Collaboration) -> None:
    browser = browser_of(cast.eva)
    address = url("collaboration_change", working.pk)
    assert page_of(browser.get(url("client_tab", cast.client.pk))).find("a", href=address)
    page = page_of(browser.get(address))
    assert page.select_one("input[name=variant][value=STANDARD][checked]")
    assert page.select_one("select[name=payroll_approval] option[value=BOTH][selected]")
    assert "Välj något annat än det som är avtalat" in page.text
    assert page.find("button", string="Ändra nu") is None


def test_the_preview_says_who_loses_what_and_sending_it_changes_at_once(cast: Cast, working: Collaboration) -> None:
    browser, address = browser_of(cast.eva), url("collaboration_change", working.pk)
    chosen = {**STANDARD, "assignment": str(cast.assignment.pk), "variant": "START"}
    page = page_of(browser.get(address, chosen, headers=HTMX))
    assert page.find("html") is None
    assert "Mia K. och Ola P. kan inte längre arbeta med lönen." in page.text
    assert "Byrån faktureras." in page.text
    response = browser.post(address, previewed(browser, address, chosen), follow=True)
    assert "Samarbetet har ändrats." in page_of(response).text
    assert cast.fresh(working).variant == "START"


def test_a_dated_change_stands_on_both_cards_until_it_is_cancelled(cast: Cast, working: Collaboration) -> None:
    browser, address = browser_of(cast.eva), url("collaboration_change", working.pk)
    chosen = {**STANDARD, "payroll_approval": "FIRM", "effective_on": in_days(10)}
    browser.post(address, previewed(browser, address, chosen))
    card = page_of(browser.get(url("client_tab", cast.client.pk)))
    assert "Ändras" in card.text
    assert "Lön: granska och godkänna: Byrån (förut: Båda)" in card.text
    assert card.find("a", href=address) is None
    ola = browser_of(cast.administrators[0])
    theirs = page_of(ola.get(url("company_list", cast.company.pk)))
    assert "Lön: granska och godkänna: Byrån (förut: Båda)" in theirs.text
    assert theirs.find("button", string="Ångra ändringen") is None
    assert "Ångra ändringen" in page_of(browser.get(address)).text
    ended = page_of(browser.get(url("collaboration_end", working.pk)))
    assert "Ändringen som skulle komma blir inte av." in ended.text
    response = browser.post(url("change_cancel", working.pk), follow=True)
    assert "Ändringen blir inte av. Allt fortsätter som nu." in page_of(response).text
    assert [one.state for one in changes_of(cast)] == ["CANCELLED"]


def test_who_pays_is_previewed_for_the_next_period(cast: Cast, working: Collaboration) -> None:
    browser, address = browser_of(cast.eva), url("collaboration_change", working.pk)
    chosen = {**STANDARD, "billing_recipient": "FIRM"}
    page = page_of(browser.get(address, chosen, headers=HTMX))
    assert "Hela ändringen kommer därför" in page.text
    browser.post(address, previewed(browser, address, chosen))
    assert [one.state for one in changes_of(cast)] == ["PENDING"]
    assert cast.fresh(working).billing_recipient == "CLIENT"


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"effective_on": "2020-01-01"}, "effective_on", "Dagen har passerat."),
        ({"effective_on": "9999-12-31"}, "effective_on", "inom tio år"),
        ({"effective_on": "i morgon"}, "effective_on", "giltigt datum"),
        ({"time_approval": "FIRM"}, "time_approval", "attest"),
        ({"variant": "GULD"}, "variant", "Välj"),
        ({"assignment": "x"}, "assignment", ""),
    ],
)
def test_bad_input_is_said_by_the_field_and_nothing_typed_is_lost(
    cast: Cast, working: Collaboration, wrong: dict[str, str], field: str, sentence: str
) -> None:
    browser, address = browser_of(cast.eva), url("collaboration_change", working.pk)
    chosen = {**STANDARD, "assignment": str(cast.assignment.pk), "salary_payment": "BOTH", **wrong}
    response = browser.post(address, {**chosen, "plan": "x"})
    page = page_of(response)
    assert response.status_code == 422
    error = page.select_one(f"#id_{field}_error")
    assert error is not None
    assert sentence in error.text
    assert page.select_one("select[name=salary_payment] option[value=BOTH][selected]")
    assert browser.get(address, chosen).status_code in (200, 422)
    assert changes_of(cast) == []


def test_an_assignment_of_another_client_is_refused(cast: Cast, working: Collaboration) -> None:
    elsewhere = make_cast()
    browser, address = browser_of(cast.eva), url("collaboration_change", working.pk)
    response = browser.post(address, {**STANDARD, "assignment": str(elsewhere.assignment.pk), "plan": "x"})
    assert response.status_code == 422
    assert changes_of(cast) == []


def test_what_has_changed_since_the_preview_is_shown_again(cast: Cast, working: Collaboration) -> None:
    browser, address = browser_of(cast.eva), url("collaboration_change", working.pk)
    sent = previewed(browser, address, {**STANDARD, "payroll_approval": "FIRM"})
    make_member(cast.company, "Lisa Ny")
    response = browser.post(address, sent)
    assert response.status_code == 422
    assert "Lisa N." in page_of(response).text
    assert changes_of(cast) == []


def test_a_colleague_without_full_rights_changes_the_assignment_and_nothing_else(
    cast: Cast, working: Collaboration
) -> None:
    assistant = make_staff(cast.firm, "Alma Ny", role=FirmRole.ASSISTANT)
    other = make_assignment(cast.client, owner=cast.sven, name="Lön 2027")
    browser, address = browser_of(assistant), url("collaboration_change", working.pk)
    page = page_of(browser.get(address))
    assert page.select_one("select[name=assignment]")
    assert page.select_one("[name=variant], [name=billing_recipient], [name=payroll_approval]") is None
    chosen = {"assignment": str(other.pk), "variant": "START"}
    assert "Sven Storm kan arbeta med lönen." in page_of(browser.get(address, chosen)).text
    browser.post(address, previewed(browser, address, chosen))
    now = cast.fresh(working)
    assert (now.assignment_id, now.variant) == (other.pk, "STANDARD")


def test_the_client_changes_who_approves_time_and_takes_it_back(cast: Cast, working: Collaboration) -> None:
    ola = browser_of(cast.administrators[0])
    address = url("company_collaboration_change", working.pk)
    assert len(page_of(ola.get(url("company_list", cast.company.pk))).find_all("a", href=address)) == 1
    page = page_of(ola.get(address))
    assert page.select_one("select[name=time_approval]")
    assert page.select_one("[name=variant], [name=billing_recipient], [name=assignment], [name=schedules]") is None
    chosen = {"time_approval": "BOTH", "effective_on": in_days(4), "billing_recipient": "FIRM"}
    response = ola.post(address, previewed(ola, address, chosen), follow=True)
    assert "Tid: attestera: Båda (förut: Ni)" in page_of(response).text
    with cast.seen():
        planned = CollaborationChange.objects.get()
    assert planned.after["billing_recipient"] == "CLIENT"
    response = ola.post(url("company_change_cancel", working.pk), follow=True)
    assert "Ändringen blir inte av." in page_of(response).text


def test_a_change_tells_what_follows_the_way_of_reporting_and_keeps_what_is_chosen_against_it(
    cast: Cast, working: Collaboration
) -> None:
    browser, address = browser_of(cast.eva), url("collaboration_change", working.pk)
    mode = {**STANDARD, "time_mode": "FIRM_REGISTERS"}
    page = page_of(browser.get(address, {**mode, "fitted_time_mode": "EMPLOYEES_REGISTER"}))
    assert "Ändrat från Kunden" in page.select_one("#id_time_registration_field").text  # type: ignore[union-attr]
    page = page_of(browser.get(address, {**mode, "fitted_time_mode": "FIRM_REGISTERS"}))
    assert "Välj Byrån eller Båda" in page.select_one("#id_time_registration_field[data-invalid]").text  # type: ignore[union-attr]
    assert page.select_one("select[name=time_registration] option[value=CLIENT][selected]")


def test_an_unfinished_lon_direkt_run_is_shown_with_the_way_to_it(
    cast: Cast, working: Collaboration, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(cast.administrators[0], cast.company, GrantScope.LON_DIRECT)
    run = OpenWork(LON_DIRECT_RUN, "Lönekörningen i Lön Direkt är inte klar.")
    monkeypatch.setattr(open_work, "_functions", {"payroll": lambda company_id: [run]})
    page = page_of(browser_of(cast.eva).get(url("collaboration_change", working.pk), {"variant": "START"}))
    assert "Lön Direkt kan inte stängas ännu." in page.text
    assert page.find("button", string="Ändra nu") is None


@pytest.fixture
def in_start(cast: Cast) -> Collaboration:
    collaboration = cast.accept(cast.activate(start_terms()))
    drain_outbox()
    return collaboration


def asked(cast: Cast, collaboration: Collaboration) -> CollaborationChange:
    browser, address = browser_of(cast.eva), url("collaboration_change", collaboration.pk)
    first = page_of(browser.get(address, {"variant": "STANDARD", "billing_recipient": "FIRM"}))
    assert first.select_one("select[name=payroll_approval] option[value=BOTH][selected]")
    chosen = {**STANDARD, "billing_recipient": "FIRM", "time_mode": "FIRM_REGISTERS", "time_registration": "FIRM"}
    response = browser.post(address, previewed(browser, address, chosen), follow=True)
    assert "Kunden har fått frågan." in page_of(response).text
    return changes_of(cast)[-1]


def test_the_client_reads_the_question_on_its_pages_and_accepts(cast: Cast, in_start: Collaboration) -> None:
    question = asked(cast, in_start)
    ola = browser_of(cast.administrators[0])
    address = url("change_answer", question.pk)
    assert len(page_of(ola.get(url("company_list", cast.company.pk))).find_all("a", href=address)) == 1
    page = page_of(ola.get(address))
    assert "Standard – byrå och kund" in page.text
    assert "Mia K. och Ola P. kan göra kundens del av lönearbetet." in page.text
    plan = page.select_one("input[name=plan]")
    assert plan is not None
    assert changes_of(cast)[-1].state == "WAITING_FOR_CLIENT"
    response = ola.post(address, {"plan": str(plan["value"])}, follow=True)
    assert "Du har godkänt ändringen." in page_of(response).text
    assert cast.fresh(in_start).variant == "STANDARD"
    again = ola.get(address, follow=True)
    assert "Frågan är redan besvarad eller tillbakatagen." in page_of(again).text


def test_the_client_declines_with_a_reason_that_the_firm_reads(cast: Cast, in_start: Collaboration) -> None:
    question = asked(cast, in_start)
    ola = browser_of(cast.administrators[0])
    assert ola.post(url("change_decline", question.pk), {"reason": ""}).status_code == 422
    response = ola.post(url("change_decline", question.pk), {"reason": "Vi hinner inte"}, follow=True)
    assert "Du har avböjt." in page_of(response).text
    card = page_of(browser_of(cast.eva).get(url("client_tab", cast.client.pk)))
    assert "Vi hinner inte" in card.text
    events = page_of(browser_of(cast.eva).get(url("collaboration_events", in_start.pk))).text
    assert "Automatisk påminnelse: Mia K. Behövs inte längre, skickas inte" in " ".join(events.split())
    assert card.find("a", href=url("collaboration_change", in_start.pk))


def test_strangers_meet_nothing(cast: Cast, in_start: Collaboration) -> None:
    question = asked(cast, in_start)
    stranger = make_staff(make_firm("Annan Byrå AB"), "Karin Öst")
    attestor = make_member(cast.company, "Lisa Attest", role=CompanyRole.ATTESTOR)
    for name, key in [
        ("collaboration_change", in_start.pk),
        ("company_collaboration_change", in_start.pk),
        ("change_answer", question.pk),
    ]:
        assert browser_of(stranger).get(url(name, key)).status_code == 404
        assert browser_of(attestor).get(url(name, key)).status_code in (403, 404)
    assert browser_of(cast.eva).post(url("change_answer", question.pk)).status_code in (403, 404)
    assert changes_of(cast)[-1].state == "WAITING_FOR_CLIENT"
