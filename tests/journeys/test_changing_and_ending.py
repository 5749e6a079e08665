"""A collaboration in Standard is changed to Start by the firm, and ended by the client; access follows at once."""

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Route

from collaborations.rules.terms import BillingRecipient
from tests.factories.collaborations import make_cast, standard_terms
from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast() -> dict[str, str]:
    """Eva's firm and Ola's bakery work together in Standard."""
    with transaction.atomic():
        made = make_cast()
        made.accept(made.activate(standard_terms(billing=BillingRecipient.FIRM)))
    return {
        "eva": made.eva.email,
        "ola": made.administrators[0].email,
        "client": str(made.client.pk),
        "company": str(made.company.pk),
    }


def choose_two_while_the_line_is_slow(eva: Person) -> None:
    """The preview of the first choice comes after the second is made, and takes nothing of it back."""
    waiting: list[Route] = []
    eva.page.get_by_label("Fakturamottagare").wait_for()
    eva.page.route("**/change/?*", lambda route: waiting.append(route))
    eva.page.get_by_label("Scheman: skapa och ändra").select_option("CLIENT")
    eva.page.get_by_label("Löneutbetalning: genomföra").select_option("BOTH")
    eva.page.wait_for_timeout(200)
    for route in waiting:
        route.continue_()
    eva.page.unroute("**/change/?*")
    eva.page.get_by_text("Löneutbetalning: genomföra: Båda").wait_for()
    eva.page.get_by_text("Scheman: skapa och ändra: Kunden").wait_for()


def test_standard_becomes_start_and_the_client_then_ends_it(
    cast: dict[str, str], person: Callable[..., Person]
) -> None:
    tab, runs = f"/firm/clients/{cast['client']}/collaborations/", f"companies/{cast['company']}/payroll-runs/"
    ola = person(phone=True)
    ola.sign_in(cast["ola"])
    ola.open(f"/client/{runs}")
    eva = person()
    eva.sign_in(cast["eva"])
    eva.open(tab)
    eva.page.get_by_role("link", name="Ändra", exact=True).click()
    choose_two_while_the_line_is_slow(eva)
    eva.page.get_by_text("Start – endast byrån").click()
    eva.page.get_by_text("kan inte längre arbeta med lönen").first.wait_for()
    eva.look()
    eva.page.get_by_role("button", name="Ändra nu").click()
    eva.page.get_by_text("Start – endast byrån").first.wait_for()
    eva.look()
    answer = ola.page.goto(f"{ola.address}/client/{runs}")
    assert answer is not None
    assert answer.status in (403, 404)

    ola.open(f"/client/companies/{cast['company']}/collaborations/")
    ola.page.get_by_role("link", name="Avsluta").first.click()
    ola.page.get_by_text("kan inte längre arbeta med lönen").first.wait_for()
    ola.page.locator("textarea[name=reason]").fill("Vi gör lönen själva från nyår.")
    ola.look()
    ola.page.get_by_role("button", name="Avsluta nu").click()
    ola.page.get_by_text("Inget samarbete är aktivt").wait_for()
    ola.look()
    eva.open(tab)
    eva.page.get_by_text("Vi gör lönen själva från nyår.").wait_for()
    answer = eva.page.goto(f"{eva.address}/firm/{runs}")
    assert answer is not None
    assert answer.status in (403, 404)
