"""A collaboration in Standard is changed to Start by the firm, and ended by the client; access follows at once."""

from collections.abc import Callable

import pytest
from django.db import transaction

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
