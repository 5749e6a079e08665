"""What was paid before: typed in for all at once, checked against totals, on the payslips, and closed by the first."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.permissions import GrantScope
from payroll.models import OpeningBalance, Payslip
from payroll.operations.opening_balances import AlreadyPaid, save_opening_balances
from payroll.rules.opening_balances import Opening
from tests.factories.accounts import give
from tests.factories.timereporting import make_entries
from tests.web.browsing import Person
from tests.web.office import Office, user_of
from tests.web.payroll.desk import address, approved
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db


def test_sums_are_checked_against_the_totals_go_on_on_payslips_and_are_closed(office: Office) -> None:
    give(office.ola, office.company, GrantScope.PAYROLL)
    ola, path = Person(office.ola), address(office, "opening_edit", 2026, side="client_")
    li, tor = (f"{one.pk}-" for one in (office.li, office.tor))
    typed = {f"{li}gross_pay": "290 000", f"{li}preliminary_tax": "68000", f"{li}net_pay": "222 000,50"}
    typed[f"{li}comp_minutes"] = "12,5"
    wrong = ola.send(ola.open(path), {**typed, f"{tor}gross_pay": "x", "total-gross_pay": "1"}, status=422)
    assert "Skriv ett tal" in wrong.text
    wrong = ola.send(wrong, {f"{tor}gross_pay": "10 000", "total-gross_pay": "310 000"}, status=422)
    assert "Raderna blir 300 000,00, en skillnad på −10 000,00." in wrong.text
    page = ola.send(wrong, {"total-gross_pay": "300 000", "total-comp_minutes": "12,5"})
    assert "Sparat: 2 anställda ändrade." in page.toasts
    with office.seen():
        row = OpeningBalance.objects.get(employee=office.li)
        assert (row.gross_pay, row.preliminary_tax, row.net_pay) == (29_000_000, 6_800_000, 22_200_050)
    assert "Sparat: 0 anställda ändrade." in ola.send(page, {}).toasts
    make_entries(office.li, [date(2026, 10, 5)], QuickChoice.COMP_LEAVE, user_of(office.li))
    run = approved(office)
    with office.seen():
        slip = Payslip.objects.get(run=run, employee=office.li)
        assert slip.year_gross == 29_000_000 + slip.gross_pay
        assert slip.comp_minutes == 750 - 480
        assert slip.year_net == 22_200_050 + slip.net_pay
        with pytest.raises(AlreadyPaid):
            save_opening_balances(company_id=office.company.pk, year=2026, openings={office.li.pk: Opening(1)}, by=None)
    own = reverse("payroll:own_payslip", args=[office.li.pk, run.pk])
    li_herself = Person(user_of(office.li))
    assert "Kompsaldo 4 h 30 min" in li_herself.open(own).text.replace("\xa0", " ")
    assert "Saldo när lönerna kom hit" in li_herself.open(reverse("timereporting:calendar", args=[office.li.pk])).text
    closed = ola.open(path)
    assert "har fått lön här i år" in closed.text and not closed.soup.select("main form button[type=submit]")
    assert (
        "Betalt innan lönerna kom hit" in ola.open(address(office, "employee_year", office.li.pk, side="client_")).text
    )
    ola.open(address(office, "opening_edit", 2020, side="client_"), status=404)
