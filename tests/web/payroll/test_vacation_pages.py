"""Vacation on the pages: the list, an employee's account, the terms, the year end, the liability, and the end."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from accounts.models import Company, User
from accounts.operations import grants
from accounts.permissions import GrantScope
from common import clock
from common.identifiers import new_id
from common.rls import as_system
from employment.models import Employee
from tests.factories.accounts import give, make_company, make_firm, make_member, make_staff
from tests.factories.advisor import make_client
from tests.factories.employment import make_employee
from tests.web.browsing import Page, Person
from tests.web.office import NOW, user_of, with_login

pytestmark = pytest.mark.django_db
SIDES = pytest.mark.parametrize("side", ["", "client_"])


@dataclass
class Desk:
    """A firm's consultant, the client's administrator, and three employees, one of them paid by the hour."""

    company: Company
    eva: User
    ola: User
    li: Employee
    tor: Employee

    def who(self, side: str) -> Person:
        return Person(self.ola if side else self.eva)

    def seen(self) -> AbstractContextManager[None]:
        return as_system(reason="test", company_id=self.company.pk)


@pytest.fixture(scope="module")
def made(standing: None) -> Desk:
    with clock.frozen(datetime(2026, 2, 2, 9, tzinfo=UTC)):
        firm, company = make_firm(), make_company()
        eva, ola = make_staff(firm, "Eva Lind"), make_member(company)
        make_client(firm, company, responsible=eva)
        grants.give(
            company_id=company.pk,
            firm_id=firm.pk,
            scope=GrantScope.CLIENT_REGISTER,
            source_type="test",
            source_id=new_id(),
            by=None,
            on=clock.today(),
        )
        give(eva, company, GrantScope.PAYROLL)
        give(ola, company, GrantScope.PAYROLL)
        li = with_login(make_employee(company, "Li Sund", monthly_salary=3_000_000))
        make_employee(company, "Dan Lönn", hourly_wage=17_000)
        tor = with_login(make_employee(company, "Tor Ek", monthly_salary=2_800_000))
        return Desk(company, eva, ola, li, tor)


@pytest.fixture
def desk(made: Desk, db: None) -> Iterator[Desk]:
    with clock.frozen(NOW):
        yield deepcopy(made)


def address(desk: Desk, name: str, *args: object, side: str = "", query: str = "") -> str:
    return reverse(f"payroll:{side}{name}", args=[desk.company.pk, *args]) + query


def cells(page: Page, name: str) -> list[str]:
    """The figures of a person's line."""
    for row in page.soup.select("tbody tr"):
        words = [" ".join((one.button or one).get_text(" ").split()) for one in row.select("th, td")]
        if words[0].startswith(name):
            return words
    raise AssertionError(f"no line for {name}")


def opened(desk: Desk, who: Person, side: str = "", **typed: str) -> Page:
    page = who.open(address(desk, "employee_vacation", desk.li.pk, side=side))
    return who.send(page, {"reason": "Från det tidigare programmet", **typed})


@SIDES
def test_balances_are_entered_corrected_and_answer_why(desk: Desk, side: str) -> None:
    person = desk.who(side)
    listed = person.open(address(desk, "vacation_list", side=side))
    assert cells(listed, "Li Sund")[:2] == ["Li Sund Antaget · Skriv in ingående balans", "25"]
    assert "antaget, eftersom ingen ingående balans är inlagd: 25 × 365 / 365 → 25" in listed.text
    assert "Timavlönade, med semesterersättning i varje utbetalning: Dan Lönn." in listed.text
    card = address(desk, "employee_vacation", desk.li.pk, side=side)
    wrong = person.send(person.open(card), {"paid": "många", "unpaid": "2"}, status=422)
    assert "Skriv ett tal" in wrong.said_by("paid")
    assert wrong.said_by("reason")
    assert wrong.soup.select_one("[name=unpaid]")["value"] == "2"  # type: ignore[index]
    page = opened(desk, person, side, paid="18,5", saved_2024="3")
    assert "Sparat." in page.toasts
    assert "från det tidigare programmet".casefold() in page.text.casefold()
    wrong = person.send(page, {"way": "TAKE", "kind": "SAVED", "days": "1", "reason": "Fel"}, status=422)
    assert "Välj det semesterår" in wrong.said_by("saved_from")
    person.send(page, {"way": "TAKE", "kind": "SAVED", "days": "1", "saved_from": "2024", "reason": "Fel antal"})
    listed = person.open(address(desk, "vacation_list", side=side))
    assert cells(listed, "Li Sund")[:4] == ["Li Sund", "18,5", "2", "0"]
    assert "30 000,00 × (4,6 % + 0,43 %)" in listed.text or "30 000 × (4,6 % + 0,43 %)" in listed.text
    own = Person(user_of(desk.li)).open(reverse("payroll:own_vacation", args=[desk.li.pk]))
    assert "rättat: Fel antal" in own.text
    assert "3 −1 = 2" in own.text


def test_who_has_no_account_reads_what_there_is(desk: Desk) -> None:
    tor = Person(user_of(desk.tor))
    assert "Inget här än" in tor.open(reverse("payroll:own_vacation", args=[desk.tor.pk])).text
    assert tor.tries("GET", reverse("payroll:own_vacation", args=[desk.li.pk])) == 404


def test_the_list_is_downloaded(desk: Desk) -> None:
    eva = desk.who("")
    text = eva.open(address(desk, "vacation_csv")).content.decode("utf-8-sig")
    head, first, second = text.splitlines()
    assert head.startswith("Anställningsnummer;Namn;Dag;Betalda dagar kvar")
    assert "Li Sund;2026-11-24;25" in first + second
    assert eva.open(address(desk, "vacation_xlsx")).content.startswith(b"PK")


def test_terms_apply_from_a_day(desk: Desk) -> None:
    eva, page = desk.who(""), address(desk, "vacation_terms")
    wrong = eva.send(eva.open(page), {"variable_rate": "mycket", "advance_days": "99"}, status=422)
    assert "Skriv ett tal" in wrong.said_by("variable_rate")
    assert "från 0 till 60" in wrong.said_by("advance_days")
    saved = eva.send(eva.open(page), {"starts_on": "2026-04-01", "year": "APRIL", "rule": "PERCENTAGE"})
    assert "1 april – 31 mars, intjänas året före · Procentregeln" in saved.text
    again = eva.send(eva.open(page), {"starts_on": "2026-04-01"}, status=422)
    assert "Välj en annan dag" in again.said_by("starts_on")


@SIDES
def test_the_year_is_closed_after_a_preview_and_reopened(desk: Desk, side: str) -> None:
    person, page = desk.who(side), address(desk, "vacation_close", side=side)
    with clock.frozen(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        opened(desk, person, side, paid="7")
        assert "Det finns inget semesterår att stänga" in person.open(page).text
    with clock.frozen(datetime(2026, 4, 2, 9, tzinfo=UTC)):
        person = desk.who(side)
        preview = person.open(page)
        assert "Årets sista månad är inte betald än" in preview.text
        assert cells(preview, "Li Sund") == ["Li Sund", "5", "2", "3 018,00", "0", "25", "0", "0"]
        assert cells(preview, "Tor Ek") == ["Tor Ek Antaget", "5", "20", "28 168,00", "0", "25", "0", "0"]
        stale = {"seen": "something else", "csrfmiddlewaretoken": person.token}
        assert "Något har ändrats" in person.post(page, stale).toasts
        done = person.send(preview)
        assert "Semesteråret är stängt" in done.toasts
        assert cells(person.open(address(desk, "vacation_list", side=side)), "Li Sund")[1] == "25"
        back = person.send(done, to=address(desk, "vacation_reopen", side=side))
        assert "ångrad" in back.toasts
        assert cells(person.open(page), "Li Sund")[2] == "2"


@SIDES
def test_the_change_of_the_liability_is_posted_for_a_month_and_undone(desk: Desk, side: str) -> None:
    person, page = desk.who(side), address(desk, "liability_show", side=side)
    shown = person.open(page)
    assert cells(shown, "Li Sund")[1] == "41,71"
    wrong = person.send(shown, {"booked": "mycket"}, status=422)
    assert "Skriv ett tal" in wrong.said_by("booked")
    done = person.send(shown, {"booked": "100 000", "booked_contributions": "31 420"})
    assert "bokförd" in done.toasts
    accounts = [row.th.text for row in done.soup.select("section .table-compact tbody tr") if row.th]
    assert accounts == ["2920", "2940", "7290", "7519"]
    assert "Redan bokfört" not in done.text
    assert "redan bokförd" in person.post(page, {"month": "2026-10", "csrfmiddlewaretoken": person.token}).toasts
    undone = person.send(done, to=address(desk, "liability_undo", side=side))
    assert "ångrad" in undone.toasts
    assert "Redan bokfört" in undone.text


@SIDES
def test_what_is_left_is_decided_when_the_employment_ends(desk: Desk, side: str) -> None:
    person, page = desk.who(side), address(desk, "compensation_show", desk.li.pk, side=side)
    assert "Skriv in sista dagen" in person.open(page).text
    with desk.seen():
        Employee.objects.filter(pk=desk.li.pk).update(left_on=date(2026, 11, 30))
    offered = person.open(page)
    # 25 days and 244 of 365 × 25 = 16.71, rounded up, each 1 509.
    assert "42 × 1 509,00" in offered.text
    done = person.send(offered, {"reason": "SHORTAGE_OF_WORK"})
    assert "63 378,00 kr betalas med nästa lönekörning" in done.text
    back = person.send(done, to=address(desk, "compensation_undo", desk.li.pk, side=side))
    assert "Tillbakataget" in back.toasts
    assert "42 × 1 509,00" in back.text


@SIDES
def test_a_rule_is_chosen_for_an_employee_with_what_either_gives(desk: Desk, side: str) -> None:
    person = desk.who(side)
    card = address(desk, "employee_vacation", desk.li.pk, side=side)
    opened(desk, person, side, paid="20", day_pay="1 500,50")
    assert "Enligt företagets semestervillkor." in person.open(card).text
    page = person.open(address(desk, "vacation_rule", desk.li.pk, side=side))
    assert "1 500,50" in page.text
    assert person.send(page, {"rule": "PERCENTAGE", "starts_on": "snart"}, status=422).said_by("starts_on")
    shown = person.send(page, {"rule": "PERCENTAGE", "starts_on": "2026-01-01"})
    assert "Procentregeln Välj regel Vald för den anställde, från 1 januari 2026." in shown.text
    listed = person.open(address(desk, "vacation_list", side=side))
    assert "1 500,50" in cells(listed, "Li Sund")
    again = person.open(address(desk, "vacation_rule", desk.li.pk, side=side))
    assert again.soup.select_one("[name=rule][value=PERCENTAGE]").has_attr("checked")  # type: ignore[union-attr]
