"""Warnings and notices on the page of a run: listed, counted, and seen before the run is approved."""

from datetime import date

import pytest
from django.urls import reverse

from employment.operations.terms import Pay, change_pay
from payroll.findings.kinds import Finding, FindingKind
from payroll.models import PayrollRun
from payroll.rules.run_states import RunState
from payroll.web.finding_rows import Place, rows_of
from tests.web.browsing import Page, Person
from tests.web.office import NOVEMBER, OCTOBER, Office
from tests.web.payroll.desk import address, approved, calculated, run_of

pytestmark = pytest.mark.django_db
OF_THE_COMPANY = (FindingKind.DAYS_TO_COME, FindingKind.FREED_LATER, FindingKind.TWO_SALARIES)
SIDES = pytest.mark.parametrize("side", ["", "client_"])


def warnings(page: Page) -> dict[str, str]:
    """What the page warns about, and where it leads."""
    found = page.soup.select("#warnings .blocker")
    return {one.select(".blocker-text")[0].text: str(one.a["href"]) if one.a else "" for one in found}


@SIDES
def test_warnings_are_listed_and_have_to_be_seen_before_the_run_is_approved(office: Office, side: str) -> None:
    approved(office, OCTOBER)
    with office.seen():
        raised = Pay(pay_form="MONTHLY", monthly_salary=36_000_00)
        change_pay(employee=office.li, pay=raised, on=date(2026, 10, 1), by=office.eva.pk)
    run = calculated(office, NOVEMBER)
    eva, to = Person(office.eva), address(office, "run_approve", run.pk, side=side)
    page = eva.open(address(office, "run_show", run.pk, side=side))
    (text,) = [one for one in warnings(page) if "Li Sund" in one]
    assert text == (
        "Li Sund: lön ändrades från och med 1 oktober 2026,"
        " men lönen för oktober 2026 är redan betald och kan vara fel."
    )
    pay = reverse(f"employment:{side}employee_pay", args=[office.company.pk, office.li.pk])
    assert warnings(page)[text] == pay
    assert page.soup.select("#warnings h2")[0].text == "2 varningar"  # and Tor has no hours
    box = page.soup.select(f"form[action='{to}'] input[name=seen]")[0]
    assert "Jag har sett varningarna" in page.soup.select(f"form[action='{to}']")[0].text
    unread = eva.send(page, to=to)
    assert "Läs varningarna" in unread.toasts
    assert run_of(office).state == RunState.CALCULATED
    done = eva.send(unread, {"seen": str(box["value"])}, to=to)
    assert "är godkänd" in done.toasts and "2 varningar var sedda." in done.text
    assert warnings(done) == {}
    assert run_of(office).state == RunState.APPROVED


@pytest.mark.parametrize("audience", ["firm", "client"])
def test_every_kind_has_a_sentence_about_one_and_about_many_and_its_links_are_there(
    office: Office, audience: str
) -> None:
    run = PayrollRun(company=office.company, period=NOVEMBER.first, payday=date(2026, 11, 25))
    run.deviation_first, run.deviation_last = OCTOBER.first, OCTOBER.last
    for kind in FindingKind:
        if kind in OF_THE_COMPANY:
            found = Finding(kind, months=(OCTOBER, NOVEMBER), since=OCTOBER.first, until=OCTOBER.last)
            (row,) = rows_of([found], Place(run, audience))
            assert "oktober 2026" in row["text"]
            continue
        one = Finding(
            kind, office.li, minutes=90, months=(OCTOBER,), changed=("TAX",), since=OCTOBER.first, number=2026
        )
        (single,) = rows_of([one], Place(run, audience))
        assert "Li Sund" in single["text"]
        (many,) = rows_of([one] * 25, Place(run, audience))
        assert many["text"].startswith("25 ") or " 25 " in many["text"]
        assert "och 5 till" in many["text"]
        for row in (single, many):
            assert not row["url"] or row["link"]
