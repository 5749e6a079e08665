"""Many at once, in a browser: ticked with shift, judged, confirmed, carried out while one looks on; and on a phone."""

from collections.abc import Callable

import pytest
from django.db import transaction

from tests.factories.bulk import further_client
from tests.factories.collaborations import make_cast
from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast() -> dict[str, str]:
    """Eva's firm with a client that has Lön Direkt, three new ones, and one whose contact has no address."""
    with transaction.atomic():
        cast = make_cast(lon_direct=True)
        for name in ("Ek Bygg AB", "Ek Måleri AB", "Ek El AB"):
            further_client(cast, name)
        further_client(cast, "Utan Post AB", email="")
    return {"eva": cast.eva.email, "clients": f"/firm/{cast.firm.pk}/clients/"}


def choose_all_with_shift(eva: Person, cast: dict[str, str]) -> None:
    eva.open(cast["clients"])
    boxes = eva.page.locator("tbody input[name=client]")
    boxes.first.click()
    boxes.last.click(modifiers=["Shift"])
    eva.page.get_by_text("5 valda").wait_for()
    eva.look()
    eva.page.get_by_role("button", name="Aktivera samarbete").click()


def test_many_clients_are_activated_while_one_looks_on(cast: dict[str, str], person: Callable[..., Person]) -> None:
    eva = person()
    eva.sign_in(cast["eva"])
    choose_all_with_shift(eva, cast)
    eva.page.get_by_text("Start – endast byrån").click()
    eva.page.get_by_label("Fakturamottagare").wait_for(state="detached")
    eva.look()
    eva.page.get_by_role("button", name="Se vad som händer").click()
    eva.page.get_by_text("Lön Direkt stängs för 1").wait_for()
    eva.look()
    eva.page.get_by_role("row", name="Ek El AB").get_by_role("link", name="Alla följder").click()
    eva.page.get_by_role("dialog").get_by_text("Det här händer").wait_for()
    eva.look()
    eva.page.keyboard.press("Escape")
    eva.page.get_by_role("row", name="Ek Bygg AB").get_by_role("button", name="Utelämna").click()
    eva.page.get_by_role("button", name="Aktivera för 3 kunder").click()
    eva.page.get_by_text("Förfrågningar skickade").wait_for(timeout=25_000)
    assert eva.page.get_by_role("row", name="Ek El AB").get_by_text("Aktiverat").count() == 1
    assert eva.page.get_by_role("row", name="Utan Post AB").get_by_text("saknar e-postadress").count() == 1
    eva.look()
    phone = person(phone=True)
    phone.sign_in(cast["eva"])
    phone.open(f"{cast['clients']}?q=Ek")
    phone.page.locator("tbody input[name=client]").first.check()
    phone.page.get_by_label("Alla 3 i listan").check()
    phone.look()
    phone.page.get_by_role("button", name="Aktivera samarbete").click()
    phone.page.get_by_role("heading", name="Aktivera för 3 kunder").wait_for()
    phone.page.get_by_role("button", name="Se vad som händer").click()
    phone.page.get_by_text("Tjänsten är redan aktiv.").first.wait_for()
    phone.look()
