"""Templates of terms: made by the firm's administrators, and filled in where a collaboration is activated."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from accounts.permissions import FirmRole
from collaborations.models import Collaboration, TermsTemplate
from collaborations.operations.refusals import TermsRefused
from collaborations.operations.terms_templates import NameTaken, save_template
from collaborations.rules.terms import BillingRecipient, Party, Responsibilities, Terms, TimeMode
from common.rls import as_system
from events.models import AuditEvent
from tests.factories.accounts import make_firm, make_staff
from tests.factories.collaborations import Cast, make_cast, standard_terms
from tests.factories.signing_in import open_session
from tests.web.browsing import sent_by

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
MATRIX = Responsibilities(Party.BOTH, Party.FIRM, Party.FIRM, Party.CLIENT, Party.CLIENT)
TYPED = {
    "name": "Små bolag",
    "period_months": "3",
    "billing_recipient": "CLIENT",
    "time_mode": "FIRM_REGISTERS",
    "schedules": "BOTH",
    "time_registration": "FIRM",
    "time_approval": "FIRM",
    "payroll_approval": "CLIENT",
    "salary_payment": "CLIENT",
}


def ours() -> Terms:
    """The terms that are typed."""
    return standard_terms(billing=BillingRecipient.CLIENT, months=3, mode=TimeMode.FIRM_REGISTERS, matrix=MATRIX)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def admin(cast: Cast) -> User:
    return make_staff(cast.firm, "Anna Admin", role=FirmRole.ADMINISTRATOR)


def template(cast: Cast, name: str = "Små bolag", *, is_default: bool = False) -> TermsTemplate:
    with as_system(reason="test data", firm_id=cast.firm.pk):
        return save_template(firm=cast.firm, name=name, terms=ours(), is_default=is_default, by=cast.eva)


def templates(cast: Cast) -> dict[str, bool]:
    """Every template's name, and whether it is the default one."""
    with cast.seen():
        return dict(TermsTemplate.objects.values_list("name", "is_default"))


def browser_of(user: User) -> Browser:
    browser = Browser()
    open_session(browser, user)
    return browser


def url(name: str, *args: object) -> str:
    return reverse(f"collaborations:template_{name}", args=args)


def page_of(response: object) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")  # type: ignore[attr-defined]


def chosen_on(page: BeautifulSoup) -> dict[str, str]:
    """What the activation would send as it stands."""
    form = page.select_one("#activation-form")
    assert form is not None
    return {name: value[0] for name, value in sent_by(form, {}).items()}


def test_an_administrator_makes_changes_and_removes_a_template(cast: Cast, admin: User) -> None:
    browser = browser_of(admin)
    assert "Inga mallar ännu" in browser.get(url("list", cast.firm.pk)).content.decode()
    assert browser.post(url("new", cast.firm.pk), TYPED).status_code == 302
    listed = page_of(browser.get(url("list", cast.firm.pk)))
    assert "Små bolag" in listed.text
    with cast.seen():
        made = TermsTemplate.objects.get()
    assert made.responsibilities == {name: TYPED[name] for name in made.responsibilities}
    edit = url("edit", cast.firm.pk, made.pk)
    shown = page_of(browser.get(edit)).select_one("main form")
    assert shown is not None
    assert {name: sent_by(shown, {})[name] for name in TYPED} == {name: [value] for name, value in TYPED.items()}
    assert browser.post(edit, {**TYPED, "name": "Stora bolag", "is_default": "on"}).status_code == 302
    assert templates(cast) == {"Stora bolag": True}
    assert browser.post(url("remove", cast.firm.pk, made.pk)).status_code == 302
    assert templates(cast) == {}
    with cast.seen():
        kinds = AuditEvent.objects.filter(subject_id=made.pk).order_by("sequence").values_list("kind", flat=True)
        assert [kind.rsplit("_", 1)[1] for kind in kinds] == ["added", "changed", "removed"]


def test_what_the_rules_refuse_is_said_by_the_field_and_nothing_typed_is_lost(cast: Cast, admin: User) -> None:
    response = browser_of(admin).post(url("new", cast.firm.pk), {**TYPED, "time_registration": "CLIENT"})
    assert response.status_code == 422
    page = page_of(response)
    assert page.select_one("#id_time_registration_field .field-error") is not None
    name = page.select_one("[name=name]")
    assert name is not None
    assert name["value"] == "Små bolag"
    assert templates(cast) == {}


@pytest.mark.parametrize(
    "wrong", [{"period_months": "7"}, {"billing_recipient": "US"}, {"schedules": ""}, {"name": ""}]
)
def test_crafted_values_are_refused(cast: Cast, admin: User, wrong: dict[str, str]) -> None:
    assert browser_of(admin).post(url("new", cast.firm.pk), {**TYPED, **wrong}).status_code == 422


def test_a_name_is_used_once_and_one_template_is_the_default(cast: Cast, admin: User) -> None:
    template(cast, is_default=True)
    response = browser_of(admin).post(url("new", cast.firm.pk), {**TYPED, "name": "SMÅ BOLAG"})
    assert response.status_code == 422
    assert "En annan mall har det här namnet." in response.content.decode()
    template(cast, "Restauranger", is_default=True)
    assert templates(cast) == {"Små bolag": False, "Restauranger": True}


def test_the_operation_judges_the_terms_itself(cast: Cast) -> None:
    wrong = standard_terms(mode=TimeMode.EMPLOYEES_REGISTER, matrix=MATRIX)
    with cast.seen(), pytest.raises(TermsRefused):
        save_template(firm=cast.firm, name="Fel", terms=wrong, is_default=False, by=cast.eva)
    template(cast)
    with cast.seen(), pytest.raises(NameTaken):
        save_template(firm=cast.firm, name="små bolag", terms=ours(), is_default=False, by=cast.eva)


def test_only_administrators_of_the_firm_make_templates(cast: Cast) -> None:
    mine = template(cast)
    other = make_firm("Annan Byrå AB")
    stranger = make_staff(other, "Sven Storm", role=FirmRole.ADMINISTRATOR)
    assert browser_of(cast.eva).get(url("list", cast.firm.pk)).status_code == 403
    assert browser_of(stranger).get(url("edit", other.pk, mine.pk)).status_code == 404
    assert browser_of(stranger).post(url("remove", other.pk, mine.pk)).status_code == 404
    assert templates(cast) == {"Små bolag": False}


def test_choosing_a_template_fills_in_the_activation_and_what_is_changed_after_that_stays(cast: Cast) -> None:
    mine = template(cast)
    browser = browser_of(cast.eva)
    address = reverse("collaborations:collaboration_activate", args=[cast.client.pk])
    preview = reverse("collaborations:activation_preview", args=[cast.client.pk])
    first = chosen_on(page_of(browser.get(address)))
    assert first["schedules"] == "FIRM"
    filled = chosen_on(page_of(browser.post(preview, {**first, "template": str(mine.pk)}, headers=HTMX)))
    assert {name: filled[name] for name in TYPED if name != "name"} == {
        name: value for name, value in TYPED.items() if name != "name"
    }
    assert filled["template"] == str(mine.pk)
    changed = chosen_on(page_of(browser.post(preview, {**filled, "schedules": "FIRM"}, headers=HTMX)))
    assert (changed["schedules"], changed["salary_payment"]) == ("FIRM", "CLIENT")
    assert browser.post(address, changed).status_code == 302
    with cast.seen():
        sent = Collaboration.objects.get()
    assert (sent.billing_recipient, sent.period_months, sent.responsibilities["schedules"]) == ("CLIENT", 3, "FIRM")


def test_the_default_template_fills_in_the_first_visit(cast: Cast) -> None:
    mine = template(cast, is_default=True)
    browser = browser_of(cast.eva)
    address = reverse("collaborations:collaboration_activate", args=[cast.client.pk])
    filled = chosen_on(page_of(browser.get(address)))
    assert (filled["template"], filled["schedules"], filled["period_months"]) == (str(mine.pk), "BOTH", "3")


def test_without_javascript_a_template_is_filled_in_and_shown_before_anything_is_sent(cast: Cast) -> None:
    mine = template(cast)
    browser = browser_of(cast.eva)
    address = reverse("collaborations:collaboration_activate", args=[cast.client.pk])
    first = chosen_on(page_of(browser.get(address)))
    shown = browser.post(address, {**first, "template": str(mine.pk)})
    assert chosen_on(page_of(shown))["schedules"] == "BOTH"
    with cast.seen():
        assert not Collaboration.objects.exists()


def test_nothing_is_asked_where_the_firm_has_no_template_that_fits(cast: Cast) -> None:
    browser = browser_of(cast.eva)
    address = reverse("collaborations:collaboration_activate", args=[cast.client.pk])
    assert page_of(browser.get(address)).select_one("[name=template]") is None
    template(cast, is_default=True)
    assert page_of(browser.get(address + "?service=EEKONOMI")).select_one("[name=template]") is None
