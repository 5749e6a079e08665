"""Pages of agreements: from a template to figures of one's own, from a date, with who is concerned said first."""

from uuid import UUID

import pytest
from django.urls import reverse

from common.rls import as_system
from employment.models import AgreementVersion
from tests.factories.employment import make_employee
from tests.web.browsing import Person
from tests.web.employment.test_employee_pages import Cast, cast, made  # noqa: F401 fixtures

pytestmark = pytest.mark.django_db


def versions_in(cast: Cast) -> list[UUID]:  # noqa: F811
    with as_system(reason="test", company_id=cast.company.pk):
        return list(AgreementVersion.objects.values_list("agreement_id", flat=True))


def test_an_agreement_is_copied_followed_and_changed_from_a_date(cast: Cast) -> None:  # noqa: F811
    make_employee(cast.company, "Li Sund")
    eva = Person(cast.eva)
    start = reverse("employment:agreement_list", args=[cast.company.pk])
    page = eva.open(start)
    assert "1 anställd följer inget avtal" in page.text
    page = eva.open(reverse("employment:agreement_new", args=[cast.company.pk]))
    again = eva.send(page, {"source": "SALARIED", "name": "Tjänstemän", "on": "2026-11-15"}, status=422)
    assert "den första i en månad" in again.text
    shown = eva.send(page, {"source": "SALARIED", "name": "Tjänstemän", "on": "2026-11-01"})
    assert "0,8" in shown.text
    assert "Ej verifierad" in shown.text
    (agreement,) = versions_in(cast)
    keys = [cast.company.pk, agreement]
    follow = eva.open(reverse("employment:agreement_follow", args=keys))
    eva.send(follow, {"who": "EVERYBODY", "on": "2026-10-01"}, status=422)
    eva.send(follow, {"who": "EVERYBODY", "on": "2026-11-01"})
    edit = eva.open(reverse("employment:agreement_edit", args=keys))
    seen = eva.send(edit, {"vacation_supplement_rate": "0,9", "on": "2026-12-01", "action": "preview"}, status=200)
    assert "Semestertillägg per dag: 0,8 % → 0,9 %" in seen.text
    assert "Det gäller Li Sund." in seen.text
    assert len(versions_in(cast)) == 1
    saved = eva.send(edit, {"vacation_supplement_rate": "0,9", "on": "2026-12-01"})
    assert "0,8 % → 0,9" in saved.text
    assert "Företagets standard" in eva.open(start).text
    new = eva.open(reverse("employment:agreement_new", args=[cast.company.pk]))
    eva.send(new, {"source": str(agreement), "name": "tjänstemän", "on": "2026-11-01"}, status=422)


def test_a_decision_of_special_protection_is_entered_and_ended(cast: Cast) -> None:  # noqa: F811
    li = make_employee(cast.company, "Li Sund")
    eva = Person(cast.eva)
    keys = [cast.company.pk, li.pk]
    assert "Inget avtal är valt" in eva.open(reverse("employment:employee_employment", args=keys)).text
    page = eva.open(reverse("employment:employee_protection", args=keys))
    wrong = eva.send(page, {"on": "2026-10-01", "until": "2026-09-01"}, status=422)
    assert "kan inte vara före" in wrong.said_by("until")
    eva.send(page, {"on": "2026-10-01"})
    ended = eva.send(page, {"on": "2026-10-01", "until": "2026-12-31"})
    assert len(ended.soup.select(".card-list li")) == 1


def test_unsocial_hours_are_written_in_words_with_what_is_wrong_said_by_the_field(cast: Cast) -> None:  # noqa: F811
    eva = Person(cast.eva)
    new = eva.open(reverse("employment:agreement_new", args=[cast.company.pk]))
    shown = eva.send(new, {"source": "WORKERS", "name": "Butik", "on": "2026-11-01"})
    assert "mån–fre 18:15–20: 50 %" in shown.text
    (agreement,) = versions_in(cast)
    page = eva.open(reverse("employment:agreement_edit", args=[cast.company.pk, agreement]))
    wrong = {"unsocial_days_0": "mån-frö", "unsocial_clock_1": "20", "unsocial_rate_1": "sjuttio", "on": "2026-12-01"}
    again = eva.send(page, wrong, status=422)
    assert "röda dagar" in again.said_by("unsocial_days_0")
    assert "18–24" in again.said_by("unsocial_clock_1")
    assert "1/600" in again.said_by("unsocial_rate_1")
    row = {"unsocial_name_4": "Storhelg", "unsocial_days_4": "storhelger", "unsocial_clock_4": "0-24"}
    right = {**row, "unsocial_rate_4": "1/150", "unsocial_days_3": "", "unsocial_clock_3": "", "unsocial_rate_3": ""}
    emptied = {**right, "unsocial_name_3": "", "unsocial_overlap": "FIRST", "on": "2026-12-01"}
    seen = eva.send(page, {**emptied, "action": "preview"}, status=200)
    assert "Storhelg (storhelger 00–24: 1/150)" in seen.text
    eva.send(page, emptied)
    with as_system(reason="test", company_id=cast.company.pk):
        version = AgreementVersion.objects.order_by("starts_on").last()
        assert version is not None
        assert [one["name"] for one in version.unsocial_bands][2:] == ["OB lördag", "Storhelg"]
        assert version.unsocial_overlap == "FIRST"
        assert "unsocial_bands" not in version.sources
