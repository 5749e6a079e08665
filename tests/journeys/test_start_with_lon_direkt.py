"""Start for a client with Lön Direkt: named before, accepted from the mail, closed, and told to the client."""

from collections.abc import Callable

import pytest
from django.db import transaction

from accounts.permissions import GrantScope
from tests.factories.accounts import give, make_company, make_firm, make_member, make_staff
from tests.factories.advisor import make_assignment, make_client, make_contact
from tests.factories.lon_direct import hire_in_lon_direct
from tests.journeys.conftest import MailReader, Person

OPENED_IN_THE_MAIL = 1
"""The link in the mail is pressed outside the product."""
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast() -> dict[str, str]:
    """A firm with Eva, and a café whose administrator Ines runs Lön Direkt herself."""
    with transaction.atomic():
        firm, company = make_firm(), make_company("Café Kajutan AB")
        eva, ines = make_staff(firm, "Eva Lind"), make_member(company, "Ines Kaj")
        give(ines, company, GrantScope.LON_DIRECT)
        hire_in_lon_direct(company, "Li Sund")
        client = make_client(firm, company, responsible=eva)
        make_contact(client, "Ines Kaj", email=ines.email)
        make_assignment(client, owner=eva)
    return {"eva": eva.email, "ines": ines.email, "client": str(client.pk), "company": str(company.pk)}


def test_start_closes_lon_direkt_and_the_client_sees_it(
    cast: dict[str, str], person: Callable[..., Person], link_in_mail: MailReader
) -> None:
    eva = person()
    eva.sign_in(cast["eva"])
    eva.open(f"/firm/clients/{cast['client']}/")
    eva.count_actions()
    eva.page.get_by_role("link", name="Visa samarbeten").click()
    eva.page.get_by_role("link", name="Aktivera Start").click()
    eva.page.get_by_text("Lön Direkt stängs").first.wait_for()
    eva.page.get_by_text("1 anställd. Byrån går igenom").wait_for()
    eva.look()
    eva.page.get_by_role("button", name="Skicka förfrågan").click()
    eva.page.get_by_text("Väntar på kunden").first.wait_for()
    assert eva.actions == 3
    eva.look()

    ines = person()
    ines.sign_in(cast["ines"])
    ines.open(f"/client/companies/{cast['company']}/lon-direkt/")
    ines.page.get_by_text("Öppet").first.wait_for()
    ines.open(link_in_mail(cast["ines"], "Lön Smart"))
    ines.count_actions()
    ines.page.get_by_text("1 anställd. Byrån går igenom").wait_for()
    ines.page.get_by_role("button", name="Acceptera").click()
    ines.page.wait_for_url("**/collaborations/**")
    assert ines.actions + OPENED_IN_THE_MAIL == 2
    for _ in range(40):
        ines.page.goto(f"{ines.address}/client/companies/{cast['company']}/lon-direkt/")
        if ines.page.get_by_text("Stängt").count():
            break
        ines.page.wait_for_timeout(250)
    ines.page.get_by_text("Stängt").first.wait_for()
    ines.look()

    eva.open(f"/firm/clients/{cast['client']}/collaborations/")
    eva.page.get_by_text("Aktivt").first.wait_for()
    eva.page.get_by_role("link", name="Gå igenom dem").click()
    eva.look()
    eva.page.get_by_role("button", name="Uppgifterna stämmer för alla").click()
    eva.page.get_by_text("1 anställd är genomgången").wait_for()
    eva.page.get_by_text("Komplett").wait_for()
