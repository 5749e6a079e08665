"""The tab with pay lines and the register: chosen, filled in, refused by the field, ended, and on the payslip."""

import pytest
from django.urls import reverse

from accounts.permissions import GrantScope
from common.templatetags.format import kronor
from payroll.models import PayItem, PayLine, Payslip
from tests.factories.accounts import give
from tests.web.browsing import Person
from tests.web.office import NOVEMBER, Office, user_of
from tests.web.payroll.desk import address, approved

pytestmark = pytest.mark.django_db
CLIENT = "client_"


def plain(text: str) -> str:
    """With ordinary spaces, as a page is read here."""
    return " ".join(text.split())


@pytest.fixture
def ola(office: Office) -> Person:
    """The company's administrator, who does the payroll too."""
    give(office.ola, office.company, GrantScope.PAYROLL)
    return Person(office.ola)


def test_a_line_is_added_refused_by_the_field_ended_and_removed(office: Office, ola: Person) -> None:
    path = address(office, "pay_line_list", office.li.pk, side=CLIENT)
    assert "Inga lönerader än" in ola.open(path).text
    page = ola.open(f"{path}?item=union_fee")
    wrong = ola.send(page, {"amount": "abc", "first": "2026-12", "last": "2026-11"}, to=path, status=422)
    assert "Skriv ett tal" in wrong.said_by("amount")
    assert wrong.said_by("last") == "Den sista månaden ligger före den första."
    page = ola.send(page, {"amount": "350", "first": "2026-11", "note": "Unionen"}, to=path)
    assert "Fackavgift" in page.text and "Unionen" in page.text and "från november 2026" in page.text
    with office.seen():
        line = PayLine.objects.get()
        assert (line.item, line.amount, line.ends_on) == ("union_fee", 35_000, None)
    page = ola.open(address(office, "pay_line_end", office.li.pk, line.pk, side=CLIENT))
    page = ola.send(page, {"last": "2026-12"})
    assert "november 2026 – december 2026" in page.text
    page = ola.send(page, {}, to=address(office, "pay_line_remove", office.li.pk, line.pk, side=CLIENT))
    assert "Raden är borttagen." in page.toasts
    ola.open(f"{path}?item=gold", status=404)
    ola.open(f"{path}?item=own:{line.pk}", status=404)


def test_an_attachment_asks_for_the_reserved_amount_and_the_fragment_is_the_page(office: Office, ola: Person) -> None:
    path = address(office, "pay_line_list", office.tor.pk, side=CLIENT)
    fragment = ola.open(f"{path}?item=attachment_of_earnings", htmx=True)
    assert fragment.soup.select_one("#pay-line-new") is not None and fragment.soup.select_one("main") is None
    page = ola.open(f"{path}?item=attachment_of_earnings")
    page = ola.send(page, {"reserved_amount": "9 800", "first": "2026-11"}, to=path)
    assert "förbehåll 9 800,00 kr" in page.text
    with office.seen():
        assert PayLine.objects.get().details == {"reserved_amount": "980000"}


def test_a_form_of_many_fields_has_half_the_page_and_two_fields_abreast(office: Office, ola: Person) -> None:
    path = address(office, "pay_line_list", office.li.pk, side=CLIENT)
    assert ola.open(f"{path}?item=per_diem").soup.select("#pay-line-new.card-half .form-grid > .field")
    assert not ola.open(f"{path}?item=union_fee").soup.select("#pay-line-new.card-half")


def test_the_register_is_copied_renamed_and_no_more_offered(office: Office, ola: Person) -> None:
    page = ola.open(address(office, "pay_item_list", side=CLIENT))
    assert "Skattepliktig, Arbetsgivaravgifter, Semesterlönegrundande" in page.text
    copy = address(office, "pay_item_copy", "commission", side=CLIENT)
    wrong = ola.send(ola.open(copy), {"name": "Säljbonus", "account": "72"}, status=422)
    assert wrong.said_by("account") == "Ett konto har fyra siffror."
    page = ola.send(wrong, {"name": "Säljbonus", "account": "7211"})
    assert "Säljbonus" in page.text and "Som Provision" in page.text
    with office.seen():
        item = PayItem.objects.get()
    edit = address(office, "pay_item_edit", item.pk, side=CLIENT)
    taken = ola.send(ola.open(copy), {"name": "Säljbonus"}, status=422)
    assert taken.said_by("name") == "Det finns redan en löneart med det namnet."
    chosen = ola.open(f"{address(office, 'pay_line_list', office.li.pk, side=CLIENT)}?item=own:{item.pk}")
    assert "Säljbonus" in chosen.text
    page = ola.send(ola.open(edit), {}, to=address(office, "pay_item_retire", item.pk, side=CLIENT))
    assert "erbjuds inte längre" in page.toasts
    ola.open(edit, status=404)


def test_the_payslip_shows_what_is_taxed_taken_and_paid_besides(office: Office, ola: Person) -> None:
    path = address(office, "pay_line_list", office.li.pk, side=CLIENT)
    for item, amount in (("housing_benefit", "3000"), ("union_fee", "350"), ("bonus", "1000")):
        ola.send(ola.open(f"{path}?item={item}"), {"amount": amount, "first": str(NOVEMBER)}, to=path)
    run = approved(office)
    with office.seen():
        slip = Payslip.objects.get(run=run, employee=office.li)
    page = ola.open(address(office, "payslip_show", run.pk, office.li.pk, side=CLIENT))
    for words in ("Bostadsförmån", "Skattepliktigt inklusive förmåner", "Preliminärskatt, engångsbelopp", "Fackavgift"):
        assert words in page.text
    assert all(plain(kronor(amount)) in page.text for amount in (slip.net_pay, -35_000, slip.taxable_pay))
    refused = ola.send(ola.open(f"{path}?item=bonus"), {"amount": "1", "first": str(NOVEMBER)}, to=path, status=422)
    assert refused.said_by("first") == "Månaden är godkänd. December 2026 är den första som kan ändras."
    own = Person(user_of(office.li)).open(reverse("payroll:own_payslip", args=[office.li.pk, run.pk]))
    assert "Bostadsförmån" in own.text
