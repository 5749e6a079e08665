"""The company's administrators decide who administers it and who approves time."""

import pytest
from django.core.mail import EmailMultiAlternatives

from accounts.models import CompanyMembership, User
from accounts.permissions import CompanyRole, GrantScope
from accounts.queries import scopes_held
from tests.factories.accounts import make_member
from tests.factories.collaborations import Cast, make_cast, standard_terms
from tests.factories.effects import drain_outbox
from tests.made_once import made_once
from tests.web.collaborations.test_firm_pages import browser_of, url

pytestmark = pytest.mark.django_db
LISA = {
    "given_name": "Lisa",
    "family_name": "Attest",
    "email": "Lisa@solrosen.example",
    "role": CompanyRole.ATTESTOR,
}


made_cast, cast = made_once("cast", make_cast)


def test_a_new_attestor_gets_a_login_mail_and_can_approve_time_at_once(
    cast: Cast,
    mailoutbox: list[EmailMultiAlternatives],
) -> None:
    cast.accept(cast.activate(standard_terms()))
    address = url("member_list", cast.company.pk)
    assert browser_of(cast.administrators[0]).post(address, LISA).status_code == 302
    lisa = User.objects.get(email="lisa@solrosen.example")
    with cast.seen():
        assert scopes_held(lisa.pk, cast.company.pk) == {GrantScope.TIME_APPROVAL}
    drain_outbox()
    mail = next(mail for mail in mailoutbox if mail.to == [lisa.email])
    assert "/account/password/reset/key/" in str(mail.body)


def test_adding_the_same_person_twice_is_said_and_changes_nothing(cast: Cast) -> None:
    browser = browser_of(cast.administrators[0])
    assert browser.post(url("member_list", cast.company.pk), LISA).status_code == 302
    again = browser.post(url("member_list", cast.company.pk), LISA)
    assert again.status_code == 422
    assert "har redan rollen" in again.text
    with cast.seen():
        assert CompanyMembership.objects.filter(user__email="lisa@solrosen.example").count() == 1


@pytest.mark.parametrize("role", list(CompanyRole))
def test_nobody_at_the_firm_can_act_for_its_client(cast: Cast, role: str) -> None:
    staff = {**LISA, "email": cast.sven.email.upper(), "role": role}
    refused = browser_of(cast.administrators[0]).post(url("member_list", cast.company.pk), staff)
    assert refused.status_code == 422
    assert "arbetar på er redovisningsbyrå" in refused.text
    with cast.seen():
        assert not CompanyMembership.objects.filter(user=cast.sven).exists()


def test_a_person_with_a_login_keeps_name_and_password(cast: Cast) -> None:
    lisa = User.objects.create_user(LISA["email"], "ett eget ord här", given_name="Elisabet")
    browser_of(cast.administrators[0]).post(url("member_list", cast.company.pk), LISA)
    lisa.refresh_from_db()
    assert lisa.given_name == "Elisabet"
    assert lisa.check_password("ett eget ord här")


def test_closing_takes_effect_with_the_next_request(cast: Cast) -> None:
    cast.accept(cast.activate(standard_terms()))
    mia = cast.administrators[1]
    with cast.seen():
        membership = CompanyMembership.objects.get(user=mia)
    browser = browser_of(mia)
    assert browser.get(url("company_list", cast.company.pk)).status_code == 200
    address = url("member_end", cast.company.pk, membership.pk)
    assert browser_of(cast.administrators[0]).post(address).status_code == 302
    assert browser.get(url("company_list", cast.company.pk)).status_code == 404
    with cast.seen():
        assert scopes_held(mia.pk, cast.company.pk) == set()


def test_the_last_administrator_stays(cast: Cast) -> None:
    ola, mia = cast.administrators
    with cast.seen():
        ids = dict(CompanyMembership.objects.values_list("user_id", "pk"))
    browser = browser_of(ola)
    browser.post(url("member_end", cast.company.pk, ids[mia.pk]))
    refused = browser.post(url("member_end", cast.company.pk, ids[ola.pk]))
    assert refused.status_code == 422
    assert "minst en administratör" in refused.text
    with cast.seen():
        assert CompanyMembership.objects.get(ended_at__isnull=True).user_id == ola.pk


@pytest.mark.parametrize("wrong", [{"email": "inte en adress"}, {"role": "OWNER"}, {"given_name": ""}])
def test_bad_input_is_kept_and_explained(cast: Cast, wrong: dict[str, str]) -> None:
    response = browser_of(cast.administrators[0]).post(url("member_list", cast.company.pk), {**LISA, **wrong})
    assert response.status_code == 422
    assert "Attest" in response.content.decode()


def test_only_the_companys_administrators_reach_the_page() -> None:
    cast, other = make_cast(), make_cast()
    cast.accept(cast.activate(standard_terms()))
    attestor = make_member(cast.company, "Lisa Attest", role=CompanyRole.ATTESTOR)
    with cast.seen():
        membership = CompanyMembership.objects.filter(user=cast.administrators[0]).get()
    for user, status in ((other.administrators[0], 404), (attestor, 404), (cast.eva, 403)):
        browser = browser_of(user)
        assert browser.get(url("member_list", cast.company.pk)).status_code == status
        assert browser.post(url("member_end", cast.company.pk, membership.pk)).status_code == status
    crossed = url("member_end", other.company.pk, membership.pk)
    assert browser_of(other.administrators[0]).post(crossed).status_code == 404
