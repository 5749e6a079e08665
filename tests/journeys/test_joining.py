"""S3: the company runs the service itself. The firm joins in its variant, it goes on paying, nothing is charged yet."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction

from accounts.permissions import GrantScope
from collaborations.operations.subscriptions import subscribe
from common import clock
from common.templatetags.format import date_long, date_short
from tests.factories.accounts import give, make_company, make_firm, make_member, make_staff
from tests.factories.advisor import make_assignment, make_client, make_contact
from tests.journeys.conftest import MailReader, Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
RENEWED_ON = clock.today() + timedelta(days=120)


@pytest.fixture
def cast() -> dict[str, str]:
    """A firm with Eva, and a joiner's shop that pays for Lön Smart itself, where Ola does the payroll."""
    with transaction.atomic():
        firm, company = make_firm(), make_company("Snickeri Spånet AB")
        eva, ola = make_staff(firm, "Eva Lind"), make_member(company, "Ola Persson")
        give(ola, company, GrantScope.PAYROLL)
        subscribe(
            company_id=company.pk,
            service="LON_SMART",
            variant="STANDARD",
            by=None,
            on=clock.today(),
            renews_on=RENEWED_ON,
        )
        client = make_client(firm, company, responsible=eva)
        make_contact(client, "Ola Persson", email=ola.email)
        make_assignment(client, owner=eva)
    return {"eva": eva.email, "ola": ola.email, "client": str(client.pk), "company": str(company.pk)}


def test_the_firm_joins_a_company_that_runs_the_service_itself(
    cast: dict[str, str], person: Callable[..., Person], link_in_mail: MailReader
) -> None:
    eva = person()
    eva.sign_in(cast["eva"])
    eva.open(f"/firm/clients/{cast['client']}/collaborations/")
    eva.page.get_by_role("link", name="Aktivera", exact=True).first.click()
    eva.page.get_by_text("Företaget har redan tjänsten själv (Standard").wait_for()
    assert eva.page.locator("input[name=variant]:checked").input_value() == "STANDARD"
    assert eva.page.locator("select[name=billing_recipient]").input_value() == "CLIENT"
    free = f"Inget debiteras före {date_long(RENEWED_ON)}"
    eva.page.get_by_text(free).wait_for()
    eva.page.get_by_text("fortsätter att arbeta i lönen som förut").wait_for()
    eva.look()
    eva.page.get_by_role("button", name="Skicka förfrågan").click()
    eva.page.get_by_text("Väntar på kunden").first.wait_for()

    ola = person(phone=True)
    ola.sign_in(cast["ola"])
    ola.open(link_in_mail(cast["ola"], "samarbeta"))
    ola.page.get_by_text(free).wait_for()
    ola.page.get_by_role("button", name="Acceptera").click()
    ola.page.get_by_text(date_short(RENEWED_ON)).first.wait_for()
    ola.look()
    ola.open(f"/client/companies/{cast['company']}/payroll-runs/")
    ola.page.get_by_role("link", name="Ny lönekörning").first.wait_for()

    eva.open(f"/firm/clients/{cast['client']}/collaborations/")
    eva.page.get_by_text("Debiteras från").wait_for()
    eva.page.get_by_text(date_short(RENEWED_ON)).first.wait_for()
    eva.page.get_by_role("link", name="Öppna lönen").click()
    eva.page.get_by_role("link", name="Ny lönekörning").first.wait_for()
    eva.look()
