"""What a change of terms does to pay is shown before it is saved, and nothing is changed by looking."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Company
from accounts.permissions import GrantScope
from common.rls import as_system
from employment.models import Employee, EmploymentTerms
from events.models import AuditEvent
from payroll.models import PayLine
from tests.factories.accounts import give, make_company, make_member
from tests.factories.employment import make_agreement, make_employee
from tests.factories.payroll import NOVEMBER, OCTOBER, make_approved_run, make_calculated_run
from tests.factories.timereporting import make_schedule
from tests.web.browsing import Page, Person

pytestmark = pytest.mark.django_db


def test_a_raise_shows_the_paid_month_the_open_one_and_those_to_come_and_leads_to_the_pay_line() -> None:
    ola, anna = _paid_in_october_and_open_in_november(make_company())
    address = _address("employment:client_employee_pay", anna)
    raised = {"pay_form": "MONTHLY", "monthly_salary": "36 000", "employment_rate": "100", "on": "2026-10-01"}
    page = _sent(ola, address, {**raised, "action": "preview"})
    assert _rows(page)[:3] == [
        ["Oktober 2026", "Godkänd, ändras inte", "+1 000,00 35 000,00 → 36 000,00"],
        ["November 2026", "Räknas om", "+1 000,00 35 000,00 → 36 000,00"],
        ["December 2026", "Inte påbörjad", "+1 000,00 35 000,00 → 36 000,00"],
    ]
    assert "1 000,00 kr före skatt är kvar att betala" in page.text
    assert _salaries(anna) == [3_500_000]
    assert not AuditEvent.objects.filter(kind="employment.pay_changed", actor_id__isnull=False).exists()

    assert "Inget är sparat" not in page.text
    first = _sent(ola, address, raised).soup.select_one("main form [data-error-summary][role=alert] p")
    assert first is not None and "Inget är sparat än." in first.text and first.select("a[href='#preview']")
    assert _salaries(anna) == [3_500_000]

    form = _sent(ola, address, {**raised, "seen": "100000", "action": "pay_line"}, status=302)
    assert _salaries(anna) == [3_500_000, 3_600_000]
    amount = form.soup.select_one("[name=amount]")
    assert amount is not None and amount["value"] == "1000"
    ola.send(form, to=_address("payroll:client_pay_line_list", anna))
    with as_system(reason="test", company_id=anna.company_id):
        assert PayLine.objects.get(employee=anna).amount == 100_000
    assert "av Ola" in ola.open(address).text


def test_tax_agreement_and_schedule_show_what_they_do_and_a_figure_that_is_missing_stops_nothing() -> None:
    ola, anna = _paid_in_october_and_open_in_november(company := make_company())
    tax = {"method": "SECONDARY_INCOME", "on": "2026-11-01", "action": "preview"}
    page = _sent(ola, _address("employment:client_employee_tax", anna), tax)
    assert [row[0] for row in _rows(page)] == ["November 2026", "December 2026", "Januari 2027"]
    missing = page.soup.select_one("td[colspan]")
    assert missing is not None and "2027" in missing.get_text()

    weaker = make_agreement(company, "Annat", on=date(2026, 1, 1))
    follow = reverse("employment:client_agreement_follow", args=[anna.company_id, weaker.pk])
    page = _sent(ola, follow, {"who": "EVERYBODY", "on": "2026-11-01", "action": "preview"})
    assert "Inget lönebesked blir annorlunda" in page.text

    schedule = make_schedule(company, name="Halvtid")
    assign = reverse("timereporting:client_schedule_assign", args=[anna.company_id])
    sent = {"employee": str(anna.pk), "schedule": str(schedule.pk), "on": "2026-11-01"}
    page = _sent(ola, assign, {**sent, "action": "preview"})
    assert "Inget lönebesked blir annorlunda" in page.text


def test_extra_tax_that_the_pay_cannot_hold_is_refused_and_what_leaves_nothing_is_told() -> None:
    ola, anna = _paid_in_october_and_open_in_november(make_company())
    address = _address("employment:client_employee_tax", anna)
    tax = {"method": "SECONDARY_INCOME", "on": "2026-11-01", "action": "preview"}
    refused = {"1 000 000": "från 1 till 100 000", "35 001": "Lönen är 35 000 kr i månaden"}
    for extra, said in refused.items():
        page = ola.post(address, {**tax, "extra_tax": extra, "csrfmiddlewaretoken": ola.token}, status=422)
        assert said in page.said_by("extra_tax").replace("\xa0", " ")
        assert page.soup.select_one(f"input[name=extra_tax][value='{extra}']")
    page = _sent(ola, address, {**tax, "extra_tax": "35 000"})
    assert "Inget blir kvar att betala ut i november 2026" in page.text
    assert "Inget blir kvar" not in _sent(ola, address, {**tax, "extra_tax": "500"}).text


def _paid_in_october_and_open_in_november(company: Company) -> tuple[Person, Employee]:
    member = make_member(company)
    give(member, company, GrantScope.PAYROLL)
    give(member, company, GrantScope.SCHEDULES)
    anna = make_employee(company, "Anna Ek")
    make_approved_run(company, member, OCTOBER)
    make_calculated_run(company, member, NOVEMBER)
    return Person(member), anna


def _sent(person: Person, address: str, values: dict[str, str], *, status: int = 200) -> Page:
    return person.post(address, {**values, "csrfmiddlewaretoken": person.token}, status=status)


def _address(name: str, employee: Employee) -> str:
    return reverse(name, args=[employee.company_id, employee.pk])


def _rows(page: Page) -> list[list[str]]:
    """Month, state and gross pay of what the page says the change does."""
    rows = page.soup.select("#preview tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")][:3] for row in rows]


def _salaries(employee: Employee) -> list[int | None]:
    with as_system(reason="test", company_id=employee.company_id):
        return list(EmploymentTerms.objects.filter(employee=employee).values_list("monthly_salary", flat=True))
