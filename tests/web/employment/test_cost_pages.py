"""Cost centres and projects, and how an employee's cost is split over them from a month."""

import pytest
from django.urls import reverse

from common.rls import as_system
from employment.models import CostSplit
from tests.factories.employment import make_cost_object, make_employee
from tests.web.browsing import Person
from tests.web.employment.test_employee_pages import Cast, cast, made  # noqa: F401 fixtures

pytestmark = pytest.mark.django_db


def test_registers_are_kept_and_codes_are_there_once(cast: Cast) -> None:  # noqa: F811
    eva, start = Person(cast.eva), reverse("employment:cost_object_list", args=[cast.company.pk])
    assert "Inga kostnadsställen eller projekt än" in eva.open(start).text
    new = eva.open(reverse("employment:cost_object_new", args=[cast.company.pk]))
    eva.send(new, {"code": "100", "name": "Butiken"})
    eva.send(new, {"dimension": "PROJECT", "code": "100", "name": "Bygget"})
    again = eva.send(new, {"code": "100", "name": "Lagret"}, status=422)
    assert again.said_by("code") == "Koden är upptagen."
    dates = {"starts_on": "2026-05-01", "ends_on": "2026-04-01"}
    wrong = eva.send(new, {"code": "A 1", "name": "Lagret", **dates}, status=422)
    assert "utan mellanslag" in wrong.said_by("code")
    assert "kan inte vara före" in wrong.said_by("ends_on")
    listed = eva.open(start)
    edit = eva.open(next(str(one["href"]) for one in listed.soup.select("tbody a")))
    shown = eva.send(edit, {"name": "Butik Norr", "ends_on": "2026-06-30"})
    assert "Butik Norr Arkiverat" in shown.text


def test_a_split_is_a_hundred_per_cent_from_a_month_and_a_change_is_a_new_row(cast: Cast) -> None:  # noqa: F811
    li = make_employee(cast.company, "Li Sund")
    shop = make_cost_object(cast.company)
    make_cost_object(cast.company, "Bygget", code="P1", project=True)
    make_cost_object(cast.company, "Nytt hus", code="P2", project=True)
    eva = Person(cast.eva)
    page = eva.open(reverse("employment:employee_split", args=[cast.company.pk, li.pk]))
    typed = {"cost_centre_0": "100", "percent_0": "66,6", "project_1": "P1", "percent_1": "33,3", "on": "2026-11-01"}
    refused = eva.send(page, typed, status=422)
    assert "Raderna blir 99,9 %. De ska bli exakt 100 %." in refused.text
    assert refused.soup.select_one("[name=percent_1]")["value"] == "33,3"  # type: ignore[index]
    assert "hur många procent" in eva.send(page, {"cost_centre_0": "100"}, status=422).said_by("percent_0")
    assert "Välj ett kostnadsställe" in eva.send(page, {"percent_2": "100"}, status=422).said_by("cost_centre_2")
    twice = {"project_0": "P1", "percent_0": "50", "project_1": "P1", "percent_1": "50"}
    assert "två gånger" in eva.send(page, twice, status=422).said_by("cost_centre_1")
    early = {"cost_centre_0": "100", "percent_0": "100", "on": "2020-01-01"}
    assert "100 används inte den månaden." in eva.send(page, early, status=422).said_by("cost_centre_0")
    more = eva.post(page.path, {**typed, "action": "rows", "csrfmiddlewaretoken": eva.token}, status=200)
    assert len(more.soup.select("[name^=percent_]")) == 5
    assert more.soup.select_one("[name=percent_1]")["value"] == "33,3"  # type: ignore[index]
    saved = eva.send(page, {**typed, "percent_1": "33,4"})
    eva.send(saved, {"percent_0": "50", "percent_1": "50"})
    history = eva.open(reverse("employment:employee_split", args=[cast.company.pk, li.pk])).text
    assert "Gäller nu 50 % 100 Butiken 50 % P1 Bygget" in history
    assert "Ersatt 66,6 %" in history
    with as_system(reason="test", company_id=cast.company.pk):
        assert CostSplit.objects.count() == 2
    edit = eva.open(reverse("employment:cost_object_edit", args=[cast.company.pk, shop.pk]))
    held = eva.send(edit, {"ends_on": "2026-12-31"}, status=422)
    assert "Det används efter den dagen av fördelningar eller lönerader för Li Sund" in held.said_by("ends_on")
    assert "50 % 100 Butiken" in eva.open(reverse("employment:employee_employment", args=[cast.company.pk, li.pk])).text
