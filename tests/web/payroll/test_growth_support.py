"""Växa-stöd: entered by who does payroll, noted beside payslip and run, and never in what is declared."""

import pytest
from django.urls import reverse

from accounts.permissions import GrantScope
from tests.factories.accounts import give
from tests.factories.payroll import reread
from tests.web.browsing import Person
from tests.web.office import Office
from tests.web.payroll.desk import address, approved

pytestmark = pytest.mark.django_db


def test_the_support_is_entered_within_its_limits_and_noted_with_the_contributions_as_they_were(office: Office) -> None:
    run = approved(office)
    cost = run.contribution_cost
    give(office.ola, office.company, GrantScope.PAYROLL)
    ola, path = Person(office.ola), address(office, "growth_support", office.li.pk, side="client_")
    page = ola.open(path)
    assert "Inget är betalt under stödets månader än." in page.text
    long = ola.send(page, {"first": "2026-01", "last": "2028-01"}, status=422)
    assert "Högst 24 månader i följd: 2027-12 är den sista." in long.said_by("last")
    assert "2024-01" in ola.send(long, {"first": "2023-01", "last": ""}, status=422).said_by("first")
    assert "Skriv också första månaden." in ola.send(long, {"first": "", "last": "2026-05"}, status=422).said_by(
        "first"
    )

    page = ola.send(long, {"first": "2026-01", "last": ""})
    assert "5 302,50" in page.text.replace("\xa0", " ")
    year = ola.open(address(office, "employee_year", office.li.pk, side="client_"))
    tab = ola.open(reverse("employment:client_employee_employment", args=[office.company.pk, office.li.pk]))
    assert "Januari 2026 – december 2027" in tab.text
    assert year.soup.select_one(f"#year-net_pay a[href$='/payroll-runs/{run.pk}/payslips/{office.li.pk}/']")
    slip = ola.open(address(office, "payslip_show", run.pk, office.li.pk, side="client_"))
    panel = slip.soup.find(id="growth-support")
    assert panel is not None and "2027-11-30" in panel.get_text(" ")
    assert "deklareras och betalas fullt ut" in panel.get_text(" ")
    assert "Växa-stöd" in ola.open(address(office, "run_show", run.pk, side="client_")).text
    assert reread(run.pk, office.company.pk).contribution_cost == cost

    page = ola.send(page, {"first": "", "last": ""})
    assert "Inget är betalt under stödets månader än." in page.text
    assert "Växa-stöd" not in ola.open(address(office, "run_show", run.pk, side="client_")).text
