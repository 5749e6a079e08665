"""Employees from a workbook, in a browser: the product's own example, looked at, imported, and one tax mended."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from tests.factories.collaborations import make_cast, standard_terms
from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast() -> dict[str, str]:
    """Eva's firm, which does the payroll of a company without employees."""
    with transaction.atomic():
        cast = make_cast()
        cast.activate(standard_terms())
    return {"eva": cast.eva.email, "employees": f"/firm/companies/{cast.company.pk}/employees/"}


def test_the_example_file_becomes_employees(
    cast: dict[str, str], person: Callable[..., Person], tmp_path: Path
) -> None:
    eva = person()
    eva.sign_in(cast["eva"])
    eva.open(cast["employees"])
    eva.page.get_by_role("link", name="Importera").click()
    eva.look()
    with eva.page.expect_download() as download:
        eva.page.get_by_role("link", name="XLSX").click()
    file = tmp_path / "exempel.xlsx"
    download.value.save_as(file)
    eva.page.get_by_label("Fil").set_input_files(file)
    eva.page.get_by_role("button", name="Kontrollera filen").click()
    eva.page.get_by_text("Alla rader är rätt").wait_for()
    eva.page.get_by_text("Kolumner", exact=True).click()
    eva.look()
    eva.page.get_by_role("button", name="Importera 2 anställda").click()
    eva.page.get_by_text("Filen är importerad: 2 tillagda, 0 ändrade.").wait_for()
    eva.look()
    eva.page.get_by_role("link", name="Ek, Anna").click()
    eva.page.get_by_role("link", name="Skatt", exact=True).click()
    eva.page.get_by_label("Kommunal skattesats, totalt").fill("34,503")
    eva.page.get_by_role("button", name="Föreslå tabell").click()
    assert eva.page.get_by_label("Skattetabell", exact=True).nth(-1).input_value() == "34"
    eva.look()
    eva.page.get_by_text("SINK, bosatt utomlands").first.click()
    for label in ("Kommunal skattesats, totalt", "Extra skatt i månaden", "Jämkning, procent av lönen"):
        assert not eva.page.get_by_label(label).is_visible()
    eva.page.get_by_text("Jämkning, procent", exact=True).click()
    assert eva.page.get_by_label("Jämkning, procent av lönen").is_visible()
    eva.look()
    phone = person(phone=True)
    phone.sign_in(cast["eva"])
    phone.open(f"{cast['employees']}import-tax/")
