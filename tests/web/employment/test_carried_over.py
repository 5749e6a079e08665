"""Those whom the firm took on from Lön Direkt, on the pages: marked, with the year's pay, and gone through."""

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.permissions import GrantScope
from common.periods import Month
from common.rls import as_system
from employment.models import Employee
from tests.factories.accounts import give
from tests.factories.collaborations import Cast, make_cast, start_terms
from tests.factories.effects import drain_outbox
from tests.factories.lon_direct import hire_in_lon_direct, pay
from tests.web.browsing import Person

pytestmark = pytest.mark.django_db


def address(cast: Cast, name: str, *args: object, side: str = "employment:") -> str:
    return reverse(f"{side}{name}", args=[cast.company.pk, *args])


def test_the_firm_finds_the_people_with_the_year_and_goes_through_them() -> None:
    cast = make_cast(lon_direct=True)
    mia = cast.administrators[1]
    li, bo = hire_in_lon_direct(cast.company, "Li Sund", "Bo Al")
    for month in (9, 10):
        pay(cast.company, Month(2026, month), mia)
    activation = reverse("collaborations:collaboration_activate", args=[cast.client.pk])
    eva = Person(cast.eva)
    assert "utkast, med det som betalats hittills i år: 2 anställda" in eva.open(f"{activation}?variant=START").text
    cast.accept(cast.activate(start_terms()))
    drain_outbox()
    tab = eva.open(reverse("collaborations:client_tab", args=[cast.client.pk]))
    assert "2 anställda är överförda från Lön Direkt och väntar på genomgång" in tab.text
    listed = eva.open(address(cast, "employee_list") + "?status=carried")
    assert listed.text.count("Utkast · 1 saknas") == 2
    year = eva.open(address(cast, "employee_year", li.pk, side="payroll:"))
    assert "60 000,00" in year.text
    assert len(year.soup.select("tbody tr")) == 2
    card = eva.open(address(cast, "employee_basics", li.pk))
    assert "Överförd från Lön Direkt 2026-" in card.text
    assert "Komplett" in eva.send(card, to=address(cast, "employee_gone_through", li.pk)).text
    done = eva.send(eva.open(address(cast, "employee_list")), to=address(cast, "all_gone_through"))
    assert "1 anställd är genomgången" in done.text
    assert "Från Lön Direkt" not in done.text
    assert Person(mia).tries("POST", address(cast, "employee_gone_through", bo.pk, side="employment:client_")) in (
        403,
        404,
    )


def test_whom_the_company_hires_in_lon_direkt_is_simplified() -> None:
    cast = make_cast()
    ola: User = cast.administrators[0]
    give(ola, cast.company, GrantScope.LON_DIRECT)
    browser = Person(ola)
    browser.send(
        browser.open(address(cast, "employee_new", side="employment:client_")),
        {"given_name": "Li", "family_name": "Sund"},
    )
    with as_system(reason="test", company_id=cast.company.pk):
        assert Employee.objects.get().employment_type == "SIMPLIFIED"
