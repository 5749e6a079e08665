"""The firm's staff: seen by colleagues, managed by administrators, closed at once."""

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import FirmMembership, User
from accounts.permissions import FirmRole
from advisor.models import AssignmentParticipant, Client
from common.scoping import scope
from tests.factories.accounts import acting, make_company, make_firm, make_staff
from tests.factories.advisor import make_assignment, make_client
from tests.factories.effects import drain_outbox
from tests.web.advisor.test_client_list import browser_of

pytestmark = pytest.mark.django_db
MAJA = {
    "given_name": "Maja",
    "family_name": "Nyström",
    "email": "Maja@norrsken.example",
    "role": "CONSULTANT",
    "client_access": "OWN",
}


def url(name: str, *args: object) -> str:
    return reverse(f"advisor:{name}", args=args)


def test_a_colleague_is_invited_and_chooses_a_password_from_the_mail(mailoutbox: list[EmailMultiAlternatives]) -> None:
    firm = make_firm()
    boss = make_staff(firm, role=FirmRole.ADMINISTRATOR)
    browser = browser_of(boss)
    assert browser.post(url("staff_invite", firm.pk), MAJA).status_code == 302
    assert browser.post(url("staff_invite", firm.pk), MAJA).status_code == 422
    drain_outbox()
    (mail,) = mailoutbox
    assert mail.to == ["maja@norrsken.example"]
    path = next(word for word in str(mail.body).split() if "/account/password/reset/key/" in word)
    newcomer = browser.__class__()
    page = newcomer.get("/account/" + path.split("/account/", 1)[1], follow=True)
    chosen = {"password1": "en helt ny granbarr", "password2": "en helt ny granbarr"}
    newcomer.post(page.redirect_chain[-1][0], chosen)
    assert User.objects.get(email="maja@norrsken.example").check_password("en helt ny granbarr")


def test_closing_hands_the_work_over_and_ends_every_session_at_once() -> None:
    firm = make_firm()
    boss, jon = make_staff(firm, role=FirmRole.ADMINISTRATOR), make_staff(firm, "Jon Alm")
    client = make_client(firm, make_company(), responsible=jon)
    make_assignment(client, owner=jon)
    there = Browser()
    there.force_login(jon)  # with everything that signing in notes: by that the session is found
    assert there.get(url("client_list", firm.pk)).status_code == 200
    with acting(boss), scope(firm_id=firm.pk):
        membership = FirmMembership.objects.get(user=jon)
    address = url("staff_end", firm.pk, membership.pk)
    assert client.name in browser_of(boss).get(address).content.decode()
    assert browser_of(boss).post(address).status_code == 302
    gone = there.get(url("client_list", firm.pk))
    assert gone.status_code == 302
    assert gone.headers["Location"].startswith(reverse("account_login"))
    with acting(boss), scope(firm_id=firm.pk):
        assert Client.objects.get().responsible_consultant_id == boss.pk
        assert {one.user_id for one in AssignmentParticipant.objects.all()} == {boss.pk}
    again = browser_of(jon)
    assert again.get(url("client_list", firm.pk)).status_code == 404


def test_nobody_closes_their_own_access() -> None:
    firm = make_firm()
    boss = make_staff(firm, role=FirmRole.ADMINISTRATOR)
    with acting(boss), scope(firm_id=firm.pk):
        membership = FirmMembership.objects.get()
    browser_of(boss).post(url("staff_end", firm.pk, membership.pk))
    with acting(boss), scope(firm_id=firm.pk):
        assert FirmMembership.objects.get().ended_at is None


def test_colleagues_see_the_staff_but_only_administrators_manage_it() -> None:
    firm, other = make_firm(), make_firm("Annan Byrå AB")
    boss, eva = make_staff(firm, "Bo Ek", role=FirmRole.ADMINISTRATOR), make_staff(firm)
    stranger = make_staff(other, "Sven Storm", role=FirmRole.ADMINISTRATOR)
    with acting(boss), scope(firm_id=firm.pk):
        membership = FirmMembership.objects.get(user=eva)
    page = browser_of(eva).get(url("staff_list", firm.pk))
    assert page.status_code == 200
    assert url("staff_invite", firm.pk) not in page.content.decode()
    assert url("staff_invite", firm.pk) in browser_of(boss).get(url("staff_list", firm.pk)).content.decode()
    for path in (url("staff_invite", firm.pk), url("staff_end", firm.pk, membership.pk)):
        for method in ("get", "post"):
            assert getattr(browser_of(eva), method)(path).status_code == 403
            assert getattr(browser_of(stranger), method)(path).status_code == 404
    assert browser_of(stranger).get(url("staff_list", firm.pk)).status_code == 404
    elsewhere = url("staff_end", other.pk, membership.pk)
    assert browser_of(stranger).post(elsewhere).status_code == 404
