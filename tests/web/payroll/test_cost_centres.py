"""Cost centres and projects of a run: a line names its own, and the journal says what belongs where."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.permissions import GrantScope
from employment.rules.cost_splits import Share
from payroll.models import PayLine
from tests.factories.accounts import give
from tests.factories.employment import make_cost_object, make_split
from tests.web.browsing import Person
from tests.web.office import Office
from tests.web.payroll.desk import address, calculated

pytestmark = pytest.mark.django_db
CLIENT = "client_"


def test_a_line_names_its_own_project_and_the_journal_shows_what_belongs_where(office: Office) -> None:
    give(office.ola, office.company, GrantScope.PAYROLL)
    shop = make_cost_object(office.company)
    make_cost_object(office.company, "Bygget", code="P1", project=True, ends_on=date(2026, 12, 31))
    make_split(office.li, Share(Decimal(100), "100"))
    ola, path = Person(office.ola), address(office, "pay_line_list", office.li.pk, side=CLIENT)
    assert not ola.open(f"{path}?item=union_fee").soup.select("[name=project]")
    page = ola.open(f"{path}?item=bonus")
    late = {"amount": "1 000", "project": "P1", "first": "2027-01", "last": "2027-01"}
    assert "P1 används inte den månaden." in ola.send(page, late, to=path, status=422).said_by("project")
    page = ola.send(page, {"amount": "1 000", "project": "P1", "first": "2026-11", "last": "2026-11"}, to=path)
    assert "P1" in page.text
    with office.seen():
        line = PayLine.objects.get()
        assert (line.cost_centre, line.project) == ("", "P1")
    run = calculated(office)
    shown = ola.open(address(office, "run_show", run.pk, side=CLIENT)).text
    assert "Konto Namn Kostnadsställe Projekt Debet Kredit" in shown
    assert "7210 Månadslöner 100 P1 1 000,00" in shown
    assert "Kostnad per kostnadsställe" in shown and "100 Butiken" in shown and "P1 Bygget" in shown
    edit = ola.open(reverse("employment:client_cost_object_edit", args=[office.company.pk, shop.pk]))
    assert "Li Sund" in ola.send(edit, {"ends_on": "2026-11-30"}, status=422).said_by("ends_on")
