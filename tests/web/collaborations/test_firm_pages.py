"""The tab Collaborations, activation and sent requests, as the firm's staff, a colleague and strangers meet them."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from accounts.permissions import ClientAccess, FirmRole, GrantScope
from collaborations.models import Collaboration
from collaborations.operations import requests
from collaborations.operations.answers import decline
from collaborations.operations.ending import cancel_end, schedule_end
from collaborations.rules.states import State
from collaborations.rules.terms import BillingRecipient
from common import clock
from common.periods import Month
from common.rls import as_system
from payroll.operations.runs import create_run
from tests.factories.accounts import give, make_firm, make_staff
from tests.factories.collaborations import Cast, make_cast, start_terms
from tests.factories.effects import drain_outbox
from tests.factories.signing_in import open_session
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


made_cast, cast = made_once("cast", make_cast)


def browser_of(user: User) -> Browser:
    browser = Browser()
    open_session(browser, user)
    return browser


def url(name: str, *args: object) -> str:
    return reverse(f"collaborations:{name}", args=args)


def page_of(response: object) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")  # type: ignore[attr-defined]


def choices(cast: Cast, **changed: str) -> dict[str, str]:
    """What the page sends for Standard, with the digest of its preview."""
    values = {
        "variant": "STANDARD",
        "assignment": str(cast.assignment.pk),
        "contact": str(cast.contact.pk),
        "billing_recipient": "CLIENT",
        "period_months": "12",
        "time_mode": "EMPLOYEES_REGISTER",
        "schedules": "FIRM",
        "time_registration": "CLIENT",
        "time_approval": "CLIENT",
        "payroll_approval": "BOTH",
        "salary_payment": "FIRM",
        **changed,
    }
    return {name: value for name, value in values.items() if value}


def previewed(cast: Cast, browser: Browser, **changed: str) -> dict[str, str]:
    sent = choices(cast, **changed)
    page = page_of(browser.post(url("activation_preview", cast.client.pk), sent))
    plan = page.select_one("input[name=plan]")
    assert plan is not None
    return {**sent, "plan": str(plan["value"])}


def sent_collaboration(cast: Cast) -> Collaboration:
    with cast.seen():
        return Collaboration.objects.get()


def test_the_card_says_what_is_possible_now(cast: Cast) -> None:
    page = page_of(browser_of(cast.eva).get(url("client_tab", cast.client.pk)))
    assert "Lön Smart" in page.text
    activate = url("collaboration_activate", cast.client.pk)
    assert page.find("a", href=f"{activate}?service=LON_SMART") is not None
    assert page.find("a", href=f"{activate}?service=SCANNER") is not None


@pytest.mark.parametrize("name", ["client_tab", "collaboration_activate"])
def test_a_swap_equals_a_reload(cast: Cast, name: str) -> None:
    browser = browser_of(cast.eva)
    whole = page_of(browser.get(url(name, cast.client.pk)))
    part = page_of(browser.get(url(name, cast.client.pk), headers=HTMX))
    root = part.find(id=True)
    assert root is not None
    inside = whole.find(id=root["id"])
    for token in [*part.select("[name=csrfmiddlewaretoken]"), *whole.select("[name=csrfmiddlewaretoken]")]:
        token["value"] = ""
    assert str(inside) == str(root)


def test_the_page_grows_with_the_choices() -> None:
    cast = make_cast(lon_direct=True)
    browser = browser_of(cast.eva)
    standard = browser.post(url("activation_preview", cast.client.pk), choices(cast), headers=HTMX)
    assert 'name="payroll_approval"' in standard.content.decode()
    start = browser.post(url("activation_preview", cast.client.pk), choices(cast, variant="START"), headers=HTMX)
    text = start.content.decode()
    assert 'name="payroll_approval"' not in text
    assert 'name="billing_recipient"' not in text
    assert page_of(start).select_one(".consequence[data-tone=amber]") is not None
    assert "Mia K." in text


def test_the_matrix_follows_a_new_way_of_reporting_and_a_choice_against_it_is_kept_and_told(cast: Cast) -> None:
    browser, preview = browser_of(cast.eva), url("activation_preview", cast.client.pk)
    sent = {**choices(cast), "fitted_time_mode": "EMPLOYEES_REGISTER", "time_mode": "FIRM_REGISTERS"}
    page = page_of(browser.post(preview, sent, headers=HTMX))
    said = page.select_one("#id_time_registration_field")
    assert said is not None
    assert "Ändrat från Kunden" in said.text
    assert said.select_one("option[value=FIRM][selected]")
    assert page.select_one("input[name=plan]")
    against = {**sent, "fitted_time_mode": "FIRM_REGISTERS", "schedules": "BOTH"}
    for address in (preview, url("collaboration_activate", cast.client.pk)):
        page = page_of(browser.post(address, against))
        said = page.select_one("#id_time_registration_field[data-invalid]")
        assert said is not None
        assert "Välj Byrån eller Båda" in said.text
        assert said.select_one("option[value=CLIENT][selected]")
        assert page.select_one("select[name=schedules] option[value=BOTH][selected]")


def test_sending_what_was_previewed_makes_the_request(cast: Cast) -> None:
    browser = browser_of(cast.eva)
    response = browser.post(url("collaboration_activate", cast.client.pk), previewed(cast, browser))
    assert response.status_code == 302
    collaboration = sent_collaboration(cast)
    assert (collaboration.state, collaboration.billing_recipient) == (State.REQUESTED, "CLIENT")
    page = page_of(browser.get(response["Location"]))
    assert page.find("form", action=url("request_remind", collaboration.pk)) is not None


def test_sending_without_the_preview_shows_what_would_happen_instead(cast: Cast) -> None:
    response = browser_of(cast.eva).post(url("collaboration_activate", cast.client.pk), choices(cast))
    assert response.status_code == 422
    with cast.seen():
        assert not Collaboration.objects.exists()


def test_sending_after_something_changed_keeps_the_choices_and_shows_the_new_plan(cast: Cast) -> None:
    browser = browser_of(cast.eva)
    sent = previewed(cast, browser, variant="START", billing_recipient="FIRM")
    give(cast.administrators[0], cast.company, GrantScope.LON_DIRECT)
    response = browser.post(url("collaboration_activate", cast.client.pk), sent)
    assert response.status_code == 422
    page = page_of(response)
    assert page.select_one("[data-error-summary]") is not None
    assert page.select_one("input[name=variant][value=START][checked]") is not None
    assert page.select_one(".consequence[data-tone=amber]") is not None


def test_start_refuses_client_as_billing_recipient_in_the_form(cast: Cast) -> None:
    browser = browser_of(cast.eva)
    sent = previewed(cast, browser, variant="START")
    response = browser.post(url("collaboration_activate", cast.client.pk), {**sent, "billing_recipient": "CLIENT"})
    assert response.status_code == 422
    assert "I den här varianten betalar byrån." in response.content.decode()


@pytest.mark.parametrize("field", ["assignment", "contact"])
def test_a_crafted_choice_of_another_client_is_refused(field: str) -> None:
    cast, other = make_cast(), make_cast()
    browser = browser_of(cast.eva)
    sent = {**previewed(cast, browser), field: str(getattr(other, field).pk)}
    assert browser.post(url("collaboration_activate", cast.client.pk), sent).status_code == 422
    with cast.seen():
        assert not Collaboration.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"variant": "PRO"}, {"period_months": "6"}, {"time_mode": "NOBODY"}, {"schedules": "US"}]
)
def test_crafted_values_are_refused_without_a_server_error(cast: Cast, wrong: dict[str, str]) -> None:
    browser = browser_of(cast.eva)
    response = browser.post(url("collaboration_activate", cast.client.pk), {**previewed(cast, browser), **wrong})
    assert response.status_code == 422


def test_blockers_are_said_with_the_way_to_mend_them_and_nothing_can_be_sent() -> None:
    cast = make_cast(account=False)
    with cast.seen():
        cast.contact.email = ""
        cast.contact.save()
    page = page_of(browser_of(cast.eva).get(url("collaboration_activate", cast.client.pk)))
    blocker = page.select_one(".blocker")
    assert blocker is not None
    assert "Ola Persson" in blocker.text
    assert blocker.find("a") is not None
    assert page.select_one("button[form=activation-form]") is None


def test_reminding_and_withdrawing_from_the_list_lead_back_to_it(cast: Cast) -> None:
    collaboration = cast.activate()
    browser = browser_of(cast.eva)
    listed = url("request_list", cast.firm.pk)
    for name in ("request_remind", "request_withdraw"):
        response = browser.post(url(name, collaboration.pk), {"next": listed})
        assert (response.status_code, response["Location"]) == (302, listed)
    assert cast.fresh(collaboration).state == State.WITHDRAWN
    page = page_of(browser.get(listed))
    assert page.find("a", href=f"{url('collaboration_activate', cast.client.pk)}?again={collaboration.pk}")


def test_a_button_leads_nowhere_outside_the_product(cast: Cast) -> None:
    collaboration = cast.activate()
    response = browser_of(cast.eva).post(url("request_remind", collaboration.pk), {"next": "https://evil.example/"})
    assert response["Location"] == url("client_tab", cast.client.pk)


def test_sending_again_starts_from_the_former_choices_and_remembers_them(cast: Cast) -> None:
    former = cast.activate()
    requests.withdraw(collaboration=former, by=cast.eva, at=clock.now())
    browser = browser_of(cast.eva)
    address = f"{url('collaboration_activate', cast.client.pk)}?again={former.pk}"
    page = page_of(browser.get(address))
    assert page.select_one("select[name=billing_recipient] option[value=CLIENT][selected]") is not None
    form = page.select_one("#activation-form")
    assert form is not None
    browser.post(str(form["action"]), previewed(cast, browser))
    with cast.seen():
        assert Collaboration.objects.get(state=State.REQUESTED).previous_id == former.pk


def test_a_client_that_said_no_is_not_asked_again_unknowingly(cast: Cast) -> None:
    invitation = cast.invitation(cast.activate(), cast.administrators[0])
    decline(invitation=invitation, reason="Vi sköter lönen själva", by=cast.administrators[0], at=clock.now())
    page = page_of(browser_of(cast.eva).get(f"{url('collaboration_activate', cast.client.pk)}?service=LON_SMART"))
    assert "Kunden avböjde den" in page.text
    assert "Vi sköter lönen själva" in page.text


def test_the_list_shows_who_sent_what_to_whom_and_the_state_of_the_mail(cast: Cast) -> None:
    cast.activate()
    browser = browser_of(cast.eva)
    before = browser.get(url("request_list", cast.firm.pk)).content.decode()
    for expected in ("Bageri Solrosen AB", "Ola P.", "Mia K.", "Eva Lind", "Mailet väntar"):
        assert expected in before
    drain_outbox()
    assert "Mailad" in browser.get(url("request_list", cast.firm.pk)).content.decode()


def test_ending_asks_for_a_reason_and_shows_what_closes() -> None:
    cast = make_cast(account=False)
    collaboration = cast.activate(start_terms())
    browser = browser_of(cast.eva)
    address = url("collaboration_end", collaboration.pk)
    page = page_of(browser.get(address))
    assert "Jon Ask" in page.text
    plan = str(page.select_one("input[name=plan]")["value"])  # type: ignore[index]
    assert browser.post(address, {"plan": plan, "reason": ""}).status_code == 422
    assert browser.post(address, {"plan": plan, "reason": "Kunden byter byrå"}).status_code == 302
    assert cast.fresh(collaboration).state == State.ENDED
    assert browser.post(address, {"plan": plan, "reason": "En gång till"}).status_code == 422


@pytest.mark.parametrize("name", ["client_tab", "collaboration_activate"])
def test_strangers_do_not_find_the_client(cast: Cast, name: str) -> None:
    stranger = make_staff(make_firm("Annan Byrå AB"), "Karin Öst")
    far = make_staff(cast.firm, "Nils Egen", client_access=ClientAccess.OWN)
    for user in (stranger, far, cast.administrators[0]):
        assert browser_of(user).get(url(name, cast.client.pk)).status_code == 404


def test_a_last_day_shows_what_happens_until_and_after_it_and_can_be_taken_back(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate())
    browser = browser_of(cast.eva)
    address, day = url("collaboration_end", collaboration.pk), clock.today() + timedelta(days=30)
    preview = browser.get(address, {"last_day": day.isoformat(), "reason": "Flyttar"}, headers=HTMX)
    page = page_of(preview)
    assert preview.status_code == 200
    assert "När den sista dagen har passerat" in page.text
    assert page.select_one("textarea[name=reason]").text.strip() == "Flyttar"  # type: ignore[union-attr]
    plan = page.select_one("input[name=plan]")["value"]  # type: ignore[index]
    sent = browser.post(address, {"last_day": day.isoformat(), "reason": "Flyttar", "plan": plan}, follow=True)
    assert "Fortsätt i stället" in page_of(sent).text
    assert cast.fresh(collaboration).state == State.ENDING
    gone_on = browser.post(url("end_cancel", collaboration.pk), follow=True)
    assert "Samarbetet fortsätter." in page_of(gone_on).text
    assert "Det finns inget avslut att återta." in page_of(
        browser.post(url("end_cancel", collaboration.pk), follow=True)
    ).text  # fmt: skip


def test_the_other_party_reads_whose_end_it_is_and_cannot_cancel_it(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate())
    firm, client = browser_of(cast.eva), browser_of(cast.administrators[0])
    tab, own = url("client_tab", cast.client.pk), url("company_list", cast.company.pk)
    for party, decided, other, back, cancel, said in (
        (BillingRecipient.CLIENT, own, firm, tab, "end_cancel", f"{cast.client.name} har avslutat samarbetet"),
        (BillingRecipient.FIRM, tab, client, own, "company_end_cancel", f"{cast.firm.name} har avslutat samarbetet"),
    ):
        schedule_end(
            collaboration=collaboration, by=cast.eva, party=party, reason="Klart", at=clock.now(),
            last_day=clock.today() + timedelta(days=19),
        )  # fmt: skip
        page = page_of(other.get(back)).text
        assert (said in page, "ny förfrågan" in page, "Fortsätt i stället" in page) == (True, True, False)
        refused = other.post(url(cancel, collaboration.pk), follow=True)
        assert "har avslutat samarbetet, och bara" in page_of(refused).find(id="toasts").text  # type: ignore[union-attr]
        assert cast.fresh(collaboration).state == State.ENDING
        theirs = firm if decided == tab else client
        assert "Fortsätt i stället" in page_of(theirs.get(decided)).text
        cancel_end(collaboration=collaboration, by=cast.eva, party=party, at=clock.now())


def test_a_last_day_in_the_past_or_no_day_at_all_is_said_and_nothing_typed_is_lost(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate())
    browser = browser_of(cast.eva)
    address = url("collaboration_end", collaboration.pk)
    plan = page_of(browser.get(address)).select_one("input[name=plan]")["value"]  # type: ignore[index]
    for typed, said in (
        ("2020-01-01", "Den sista dagen har passerat"),
        ("31 februari", "giltigt datum"),
        ("9999-12-31", "inom tio år"),
    ):
        answer = browser.post(address, {"last_day": typed, "reason": "Flyttar", "plan": plan})
        assert answer.status_code == 422
        assert said in page_of(answer).text
        assert "Flyttar" in page_of(answer).text
    for typed in ("2026-02-31", "9999-12-31", "0001-01-01"):
        assert browser.get(address, {"last_day": typed}).status_code == 200
    preview = page_of(browser.get(address, {"last_day": "2020-01-01"}, headers=HTMX)).text
    assert "Den sista dagen har passerat" in preview
    assert "Allt fortsätter till och med" not in preview


def test_unfinished_work_is_shown_before_the_end_with_the_way_to_it(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate())
    with as_system(reason="test data", company_id=cast.company.pk):
        run = create_run(company_id=cast.company.pk, month=Month(2026, 11), by=cast.eva)
    page = page_of(browser_of(cast.eva).get(url("collaboration_end", collaboration.pk)))
    assert "Lönekörningen för november 2026 är inte klar." in page.text
    assert page.find("a", href=reverse("payroll:run_show", args=[cast.company.pk, run.pk]))


@pytest.mark.parametrize(
    "name", ["request_remind", "request_withdraw", "collaboration_end", "end_cancel", "effect_retry"]
)
def test_strangers_cannot_touch_a_request(cast: Cast, name: str) -> None:
    collaboration = cast.activate()
    stranger = make_staff(make_firm("Annan Byrå AB"), "Karin Öst")
    for user in (stranger, cast.administrators[0]):
        assert browser_of(user).post(url(name, collaboration.pk)).status_code == 404
    assert cast.fresh(collaboration).state == State.REQUESTED


def test_an_assistant_may_start_a_collaboration_and_not_end_it() -> None:
    cast = make_cast(account=False)
    assistant = make_staff(cast.firm, "Alma Ny", role=FirmRole.ASSISTANT)
    browser = browser_of(assistant)
    sent = previewed(cast, browser, variant="START", billing_recipient="")
    assert browser.post(url("collaboration_activate", cast.client.pk), sent).status_code == 302
    collaboration = sent_collaboration(cast)
    assert browser.post(url("collaboration_end", collaboration.pk)).status_code == 403
    assert collaboration.state == State.ACTIVE
