"""A new run: the month proposes its payday, another can be chosen, and what cannot be is said by the field."""

import pytest

from payroll.models import PayrollRun
from payroll.operations.runs import discard_run
from tests.web.browsing import Page, Person, Typed
from tests.web.office import Office
from tests.web.payroll.desk import address, draft, run_of

pytestmark = pytest.mark.django_db


def new_run(office: Office, eva: Person, query: str = "", side: str = "") -> Page:
    return eva.open(address(office, "run_new", side=side, query=query))


def value_of(page: Page, field: str) -> str:
    return str(page.soup.select(f"[name={field}]")[0].get("value", ""))


def number_of_runs(office: Office) -> int:
    with office.seen():
        return PayrollRun.objects.count()


@pytest.mark.parametrize("side", ["", "client_"])
def test_the_month_and_its_payday_are_proposed_and_created_as_they_stand(office: Office, side: str) -> None:
    eva = Person(office.eva)
    page = new_run(office, eva, side=side)
    assert (value_of(page, "month"), value_of(page, "payday")) == ("2026-11", "2026-11-25")
    assert "oktober 2026" in page.soup.select("#new_run")[0].text
    after = eva.send(page)
    run = run_of(office)
    assert after.path == address(office, "run_show", run.pk, side=side)
    assert (str(run.payday), str(run.deviation_first), run.created_by) == ("2026-11-25", "2026-10-01", office.eva)


def test_the_month_after_the_newest_run_is_proposed(office: Office) -> None:
    draft(office)
    page = new_run(office, Person(office.eva))
    assert (value_of(page, "month"), value_of(page, "payday")) == ("2026-12", "2026-12-23")


def test_another_month_brings_its_own_payday_without_a_reload(office: Office) -> None:
    eva = Person(office.eva)
    chooser = new_run(office, eva).soup.select("#new_run [hx-get]")[0]
    fragment = eva.open(f"{chooser['hx-get']}?month=2026-10", htmx=True)
    assert [one.get("id") for one in fragment.soup.find_all(recursive=False)] == ["new_run"]
    assert (value_of(fragment, "month"), value_of(fragment, "payday")) == ("2026-10", "2026-11-25")
    assert "Den vanliga lönedagen, fre 23 okt, har passerat" in fragment.text
    assert "september 2026" in fragment.text


@pytest.mark.parametrize("month", ["rubbish", "2026-13", "9999-12", "1999-01", "٢٠٢٦-١١", "", "2026-11" * 500])
def test_a_month_in_the_address_that_is_none_changes_nothing(office: Office, month: str) -> None:
    assert value_of(new_run(office, Person(office.eva), f"?month={month}"), "month") == "2026-11"


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"payday": "2026-11-28"}, "payday", "fre 27 nov"),
        ({"payday": "2026-12-25"}, "payday", "ons 23 dec"),
        ({"payday": "2026-10-30"}, "payday", "månaden efter"),
        ({"payday": "2027-01-04"}, "payday", "månaden efter"),
        ({"payday": "2026-11-23"}, "payday", "har passerat"),
        ({"payday": ""}, "payday", "Fyll i fältet"),
        ({"payday": "rubbish"}, "payday", "giltigt datum"),
        ({"payday": "0001-01-01"}, "payday", "månaden efter"),
        ({"payday": "9999-12-31"}, "payday", "månaden efter"),
        ({"month": ""}, "month", "Fyll i fältet"),
        ({"month": "november"}, "month", "2026-11"),
        ({"month": "2026-00"}, "month", "2026-11"),
        ({"month": "2026-1\x00"}, "month", "Null"),
        ({"month": "2" * 90}, "month", "2026-11"),
    ],
)
def test_what_cannot_be_is_said_by_the_field_and_nothing_typed_is_lost(
    office: Office, typed: dict[str, str], field: str, said: str
) -> None:
    eva = Person(office.eva)
    page = eva.send(new_run(office, eva), typed, status=422)
    assert said in page.said_by(field)
    for name, value in {"month": "2026-11", "payday": "2026-11-25", **typed}.items():
        assert value_of(page, name) == value
    assert number_of_runs(office) == 0


def test_a_payday_that_has_passed_is_taken_when_it_is_meant(office: Office) -> None:
    eva = Person(office.eva)
    typed: Typed = {"payday": "2026-11-20"}
    page = eva.send(new_run(office, eva), typed, status=422)
    assert page.soup.select("input[type=checkbox][name=is_late]")
    assert number_of_runs(office) == 0
    eva.send(page, {"is_late": "on"})
    assert str(run_of(office).payday) == "2026-11-20"


def test_consent_is_not_asked_for_when_the_payday_is_to_come(office: Office) -> None:
    page = new_run(office, Person(office.eva))
    assert page.soup.select("input[type=checkbox][name=is_late]") == []


def test_a_month_has_one_run_until_it_is_discarded(office: Office) -> None:
    run, eva = draft(office), Person(office.eva)
    typed: Typed = {"month": "2026-11", "payday": "2026-11-26"}
    page = eva.send(new_run(office, eva), typed, status=422)
    assert "redan en lönekörning" in page.said_by("month")
    assert value_of(page, "payday") == "2026-11-26"
    with office.seen():
        discard_run(run_id=run.pk, by=office.eva)
    eva.send(page, typed)
    assert str(run_of(office).payday) == "2026-11-26"


def test_the_sentence_about_deviations_is_about_the_month_that_was_typed(office: Office) -> None:
    eva = Person(office.eva)
    page = eva.send(new_run(office, eva), {"month": "2027-02", "payday": ""}, status=422)
    assert "januari 2027" in page.soup.select("#new_run")[0].text
