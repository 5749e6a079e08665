"""Price list and invoice basis, as the firm's administrator, a colleague and strangers meet them."""

import csv
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.permissions import FirmRole, GrantScope
from advisor.models import Client
from collaborations.models import Collaboration, PriceListRow
from collaborations.operations.billing import begin_billing
from collaborations.operations.ending import end
from collaborations.operations.prices import set_price
from collaborations.operations.work import Work
from collaborations.rules.invoicing import PriceUnit
from collaborations.rules.terms import BillingRecipient, Terms
from common import clock
from common.periods import Month
from events.operations import record
from tests.factories.accounts import give, make_company, make_firm, make_member, make_staff
from tests.factories.advisor import make_assignment, make_client, make_contact
from tests.factories.collaborations import Cast, make_cast, start_terms
from tests.factories.effects import drain_outbox
from tests.factories.employment import make_employee
from tests.factories.payroll import make_approved_run
from tests.web.browsing import Page, Person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SEPTEMBER = datetime(2026, 9, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture(scope="module")
def made(standing: None) -> tuple[Cast, Collaboration]:
    with clock.frozen(NOW):
        cast = make_cast()
    return cast, agreed(cast)


@pytest.fixture
def at_work(made: tuple[Cast, Collaboration], db: None) -> tuple[Cast, Collaboration]:
    return deepcopy(made)


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    """The parties to what is at work, where the test asks for that; otherwise nothing is agreed between them."""
    at_work: tuple[Cast, Collaboration]
    if "working" not in request.fixturenames:
        return make_cast()
    at_work = request.getfixturevalue("at_work")
    return at_work[0]


@pytest.fixture
def working(at_work: tuple[Cast, Collaboration]) -> Collaboration:
    return at_work[1]


@pytest.fixture
def chief(cast: Cast) -> User:
    return make_staff(cast.firm, "Bo Chef", role=FirmRole.ADMINISTRATOR)


@pytest.fixture
def boss(chief: User) -> Person:
    return Person(chief)


def agreed(cast: Cast, at: datetime = SEPTEMBER, terms: Terms | None = None) -> Collaboration:
    with clock.frozen(at):
        collaboration = cast.accept(cast.activate(terms))
        drain_outbox()
    return collaboration


def url(name: str, firm_id: object) -> str:
    return reverse(f"collaborations:{name}", args=[firm_id])


def priced(
    cast: Cast, unit: PriceUnit, amount: int, starts_on: date = date(2026, 1, 1), *, variant: str = "STANDARD"
) -> None:
    with cast.seen():
        set_price(
            firm=cast.firm,
            service="LON_SMART",
            variant=variant,
            unit=unit,
            amount=amount,
            vat_percent=25,
            starts_on=starts_on,
            by=cast.eva,
            at=clock.now(),
        )


def changed(cast: Cast, collaboration: Collaboration, day: date, *, recipient: str, variant: str = "STANDARD") -> None:
    with cast.seen():
        cause = record("collaborations.changed", by=cast.eva.pk, subject=collaboration, firm_id=cast.firm.pk)
        work = Work(collaboration, cause, cast.eva.pk, clock.now())
        begin_billing(collaboration, recipient=recipient, variant=variant, months=12, starts_on=day, work=work)


def basis(person: Person, cast: Cast, asked: str = "month=2026-11") -> Page:
    return person.open(f"{url('invoice_basis', cast.firm.pk)}?{asked}")


def exported(person: Person, cast: Cast, asked: str = "month=2026-11", kind: str = "csv") -> bytes:
    response = person.browser.get(f"{url(f'basis_{kind}', cast.firm.pk)}?{asked}")
    assert response.status_code == 200
    return bytes(response.content)


def table(person: Person, cast: Cast, asked: str = "month=2026-11") -> list[dict[str, str]]:
    text = exported(person, cast, asked).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";"))


def test_the_basis_says_what_is_billed_to_whom_and_what_it_comes_to(
    cast: Cast, boss: Person, working: Collaboration
) -> None:
    priced(cast, PriceUnit.PERIOD, 120_000)
    priced(cast, PriceUnit.MONTH, 29_900)
    page = basis(boss, cast, "month=2026-09")
    assert "1 200,00" in page.text.replace("\xa0", " ")
    rows = [(row["Vad"], row["Antal"], row["Belopp exkl. moms"]) for row in table(boss, cast, "month=2026-09")]
    assert rows == [("Per samarbete och period", "1", "1200,00"), ("Per månad", "1", "299,00")]
    assert "1 873,75" in page.soup.select_one("tfoot").get_text().replace("\xa0", " ")  # type: ignore[union-attr]
    assert [row["Vad"] for row in table(boss, cast, "month=2026-10")] == ["Per månad"]
    assert table(boss, cast, "month=2026-08") == []
    assert "Inget att fakturera" in basis(boss, cast, "month=2026-08").text


def test_payslips_of_approved_runs_are_counted_on_their_payday(cast: Cast, boss: Person) -> None:
    agreed(cast, datetime(2026, 11, 2, 9, tzinfo=UTC), start_terms())
    make_employee(cast.company, "Li Ny")
    make_employee(cast.company, "Tor Ny")
    priced(cast, PriceUnit.PAYSLIP, 3_500, variant="START")
    assert table(boss, cast) == []
    give(cast.eva, cast.company, GrantScope.PAYROLL)
    make_approved_run(cast.company, cast.eva, Month(2026, 11))
    (row,) = table(boss, cast)
    assert (row["Antal"], row["Belopp exkl. moms"], row["Moms"]) == ("2", "70,00", "17,50")
    assert "2 lönebesked" in basis(boss, cast).text


def test_payslips_approved_before_the_end_are_billed_though_their_payday_comes_after_it(
    cast: Cast, boss: Person
) -> None:
    collaboration = agreed(cast, datetime(2026, 11, 2, 9, tzinfo=UTC), start_terms())
    make_employee(cast.company, "Li Ny")
    priced(cast, PriceUnit.PAYSLIP, 3_500, variant="START")
    give(cast.eva, cast.company, GrantScope.PAYROLL)
    with clock.frozen(datetime(2026, 11, 16, 9, tzinfo=UTC)):
        make_approved_run(cast.company, cast.eva, Month(2026, 11))
    with clock.frozen(datetime(2026, 11, 17, 9, tzinfo=UTC)):
        end(collaboration=collaboration, by=cast.eva, party=BillingRecipient.FIRM, reason="Slut", at=clock.now())
        make_approved_run(cast.company, cast.eva, Month(2026, 12))  # on the same day, and no longer the firm's work
    (row,) = table(boss, cast)
    assert (row["Antal"], row["Till och med"], row["Belopp exkl. moms"]) == ("1", "2026-11-17", "35,00")
    assert table(boss, cast, "month=2026-12") == []


def test_another_firm_is_told_nothing_about_payslips(cast: Cast, boss: Person) -> None:
    agreed(cast, datetime(2026, 11, 2, 9, tzinfo=UTC), start_terms())
    make_employee(cast.company, "Li Ny")
    make_approved_run(cast.company, cast.eva, Month(2026, 11))
    other = make_cast()
    with other.seen(), connection.cursor() as cursor:
        for firm in (cast.firm, other.firm):
            cursor.execute("SELECT * FROM count_payslips_of_firm(%s, '2026-01-01', '2026-12-31')", [firm.pk])
            assert cursor.fetchall() == []


def test_each_row_follows_who_paid_and_for_what_in_its_days(cast: Cast, boss: Person, working: Collaboration) -> None:
    priced(cast, PriceUnit.MONTH, 30_000)
    priced(cast, PriceUnit.MONTH, 15_000, variant="START")
    changed(cast, working, date(2026, 11, 11), recipient="FIRM")
    changed(cast, working, date(2026, 11, 26), recipient="FIRM", variant="START")
    rows = [
        (row["Fakturamottagare"], row["Från"], row["Till och med"], row["Belopp exkl. moms"])
        for row in table(boss, cast)
    ]
    assert rows == [
        (cast.firm.name, "2026-11-11", "2026-11-25", "150,00"),
        (cast.firm.name, "2026-11-26", "2026-11-30", "25,00"),
        (cast.client.name, "2026-11-01", "2026-11-10", "100,00"),
    ]
    firms = table(boss, cast, "month=2026-11&recipient=FIRM")
    assert [row["Fakturamottagare"] for row in firms] == [cast.firm.name, cast.firm.name]


def test_a_past_month_gives_the_same_bytes_whatever_happens_later(
    cast: Cast, chief: User, working: Collaboration
) -> None:
    priced(cast, PriceUnit.MONTH, 30_000)
    with clock.frozen(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        boss = Person(chief)
        frozen = {kind: exported(boss, cast, kind=kind) for kind in ("csv", "xlsx")}
        page = str(basis(boss, cast).soup.select_one("#invoice-basis table"))
    with clock.frozen(datetime(2027, 2, 3, 9, tzinfo=UTC)):
        priced(cast, PriceUnit.MONTH, 99_900, date(2027, 2, 1))
        priced(cast, PriceUnit.PAYSLIP, 4_000, date(2027, 2, 1))
        changed(cast, working, date(2027, 2, 3), recipient="FIRM", variant="START")
        end(
            collaboration=cast.fresh(working),
            by=cast.eva,
            party=BillingRecipient.FIRM,
            reason="Slut",
            at=clock.now(),
        )
        boss = Person(chief)
        assert {kind: exported(boss, cast, kind=kind) for kind in ("csv", "xlsx")} == frozen
        assert str(basis(boss, cast).soup.select_one("#invoice-basis table")) == page
        assert table(boss, cast, "month=2027-02") != table(boss, cast)


def test_what_has_no_price_is_named_with_the_way_to_set_it(cast: Cast, boss: Person, working: Collaboration) -> None:
    page = basis(boss, cast)
    assert "Pris saknas" in page.text
    link = page.soup.find("a", string="Ange pris")
    form = boss.open(str(link["href"]))  # type: ignore[index]
    typed = {"unit": "MONTH", "amount": "249,50 kr"}
    after = boss.send(form, typed)
    assert "Priset är sparat" in after.toasts
    assert "249,50" in after.text
    assert [row["Belopp exkl. moms"] for row in table(boss, cast)] == ["249,50"]


def test_a_price_of_a_month_that_has_passed_is_refused_and_a_new_one_keeps_the_former(cast: Cast, boss: Person) -> None:
    priced(cast, PriceUnit.MONTH, 30_000)
    form = boss.open(url("price_new", cast.firm.pk))
    typed = {"offer": "LON_SMART:STANDARD", "unit": "MONTH", "amount": "350", "starts_on": "2026-10-01"}
    refused = boss.send(form, typed, status=422)
    assert "hade redan ett pris" in refused.said_by("starts_on")
    assert refused.soup.select_one("[name=amount]")["value"] == "350"  # type: ignore[index]
    after = boss.send(refused, {"starts_on": "2026-12-01"})
    with cast.seen():
        amounts = list(PriceListRow.objects.order_by("starts_on").values_list("amount", flat=True))
    assert amounts == [30_000, 35_000]
    assert "350,00 från 2026-12-01" in after.text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("amount", "mycket", "Skriv ett tal"),
        ("amount", "-5", "Skriv ett tal"),
        ("amount", "1,234", "decimaler"),
        ("amount", "99999999999", "Skriv ett tal från 0 till"),
        ("amount", "", "Fyll i"),
        ("offer", "LON_SMART:GULD", "Välj"),
        ("starts_on", "2026-11-17", "Välj"),
        ("vat_percent", "99", "Välj"),
    ],
)
def test_a_bad_price_is_explained_by_its_field(cast: Cast, boss: Person, field: str, value: str, sentence: str) -> None:
    typed = {
        "offer": "LON_SMART:STANDARD",
        "unit": "MONTH",
        "amount": "350",
        "vat_percent": "25",
        "starts_on": "2026-12-01",
        "csrfmiddlewaretoken": boss.token,
    }
    page = boss.post(url("price_new", cast.firm.pk), {**typed, field: value}, status=422)
    assert sentence in page.said_by(field)
    with cast.seen():
        assert not PriceListRow.objects.exists()


def test_an_empty_price_list_says_how_to_begin(cast: Cast, boss: Person) -> None:
    page = boss.open(url("price_list", cast.firm.pk))
    assert "Inga priser än" in page.text
    assert page.soup.find("a", string="Ange det första priset") is not None


@pytest.mark.parametrize(
    "asked", ["month=2026-13", "month=november", "month=", "recipient=ALLA", "month=2099-12&recipient="]
)
def test_what_is_not_understood_falls_back_to_this_month_and_everybody(
    cast: Cast, boss: Person, working: Collaboration, asked: str
) -> None:
    assert cast.client.name in basis(boss, cast, asked).text


@pytest.mark.parametrize("name", ["invoice_basis", "basis_csv", "basis_xlsx", "price_list", "price_new"])
def test_colleagues_are_refused_and_strangers_find_nothing(cast: Cast, boss: Person, name: str) -> None:
    stranger = make_staff(make_firm("Byrån Bredvid AB"), "Finn Främmande", role=FirmRole.ADMINISTRATOR)
    assert boss.tries("GET", url(name, cast.firm.pk)) == 200
    assert Person(cast.eva).tries("GET", url(name, cast.firm.pk)) == 403
    assert Person(stranger).tries("GET", url(name, cast.firm.pk)) == 404
    assert Person(cast.administrators[0]).tries("GET", url(name, cast.firm.pk)) == 404
    assert Person().tries("GET", url(name, cast.firm.pk)) == 302


def test_only_those_who_may_see_the_basis_have_it_in_their_menu(cast: Cast, boss: Person) -> None:
    clients = reverse("advisor:client_list", args=[cast.firm.pk])
    assert "Fakturaunderlag" in boss.open(clients).text
    assert "Fakturaunderlag" not in Person(cast.eva).open(clients).text


def test_a_name_that_looks_like_a_formula_is_text_in_the_file(cast: Cast, boss: Person, working: Collaboration) -> None:
    with cast.seen():
        Client.objects.filter(pk=cast.client.pk).update(name="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in exported(boss, cast).decode("utf-8-sig")


def test_a_preview_says_that_no_price_is_set_for_what_the_client_is_to_pay(
    cast: Cast, boss: Person, working: Collaboration
) -> None:
    missing = "Inget pris är satt. Kunden ser ingen summa, och fakturaunderlaget saknar belopp."
    other = _another(cast, 1)
    new = reverse("collaborations:collaboration_activate", args=[other.client.pk])
    change = reverse("collaborations:collaboration_change", args=[working.pk])
    standard, firm_pays = "?variant=STANDARD&billing_recipient=CLIENT", "?variant=STANDARD&billing_recipient=FIRM"
    for page in (boss.open(new + standard), boss.open(f"{change}{standard}&period_months=3")):
        assert missing in page.text
        assert page.soup.select_one(f".callout a[href='{url('price_list', cast.firm.pk)}']") is not None
    for address in (new + firm_pays, change + firm_pays):
        assert missing not in boss.open(address).text
    assert f"{missing} Byråns administratör sätter priser i prislistan." in Person(cast.eva).open(new + standard).text
    priced(cast, PriceUnit.MONTH, 30_000)
    assert missing not in boss.open(new + standard).text


def test_a_swap_equals_a_reload(cast: Cast, boss: Person, working: Collaboration) -> None:
    address = f"{url('invoice_basis', cast.firm.pk)}?month=2026-11"
    whole = boss.open(address).soup.find(id="invoice-basis")
    assert str(boss.open(address, htmx=True).soup.find(id="invoice-basis")) == str(whole)


def _another(cast: Cast, number: int) -> Cast:
    company = make_company(f"Kund {number} AB")
    client = make_client(cast.firm, company, responsible=cast.eva)
    return Cast(
        firm=cast.firm,
        company=company,
        client=client,
        assignment=make_assignment(client, owner=cast.eva),
        contact=make_contact(client, "Ola Persson", email=f"ola@kund{number}.example"),
        eva=cast.eva,
        jon=cast.jon,
        sven=cast.sven,
        administrators=[make_member(company, "Ola Persson")],
    )


def test_many_clients_cost_as_many_queries_as_one(cast: Cast, boss: Person, working: Collaboration) -> None:
    priced(cast, PriceUnit.MONTH, 30_000)

    def statements(work: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as captured:
            work()
        return len(captured)

    basis(boss, cast)
    few = [statements(lambda: basis(boss, cast)), statements(lambda: exported(boss, cast))]
    for number in range(6):
        agreed(_another(cast, number))
    assert len(table(boss, cast)) == 7
    assert [statements(lambda: basis(boss, cast)), statements(lambda: exported(boss, cast))] == few


def test_the_card_says_who_pays_since_when_and_who_paid_before(cast: Cast, working: Collaboration) -> None:
    address = reverse("collaborations:client_tab", args=[cast.client.pk])
    eva = Person(cast.eva)
    page = eva.open(address)
    assert "Betalas av kunden sedan 2026-09-01." in page.text
    assert "2026-09-01 – 2027-08-31" in page.text
    changed(cast, working, date(2026, 10, 1), recipient="FIRM")
    changed(cast, working, date(2026, 11, 1), recipient="FIRM", variant="START")
    changed(cast, working, date(2027, 1, 1), recipient="CLIENT")
    page = eva.open(address)
    assert "Betalas av byrån sedan 2026-10-01. Kunden betalar från 2027-01-01." in page.text
    (fold,) = [one for one in page.soup.select("details") if "Vem har betalat när" in one.text]
    rows = [[cell.get_text() for cell in row.select("th, td")][:3] for row in fold.select("tbody tr")]
    assert rows == [
        ["2026-09-01", "2026-09-30", "Kunden"],
        ["2026-10-01", "2026-10-31", "Byrån"],
        ["2026-11-01", "2026-12-31", "Byrån"],
        ["2027-01-01", "–", "Kunden"],
    ]


def test_an_ended_collaboration_is_paid_by_nobody_but_keeps_its_history(cast: Cast, working: Collaboration) -> None:
    with clock.frozen(NOW - timedelta(days=3)):
        end(collaboration=working, by=cast.eva, party=BillingRecipient.FIRM, reason="Slut", at=clock.now())
    page = Person(cast.eva).open(reverse("collaborations:client_tab", args=[cast.client.pk]))
    assert "Betalas av" not in page.text
    assert "Vem har betalat när" in page.text


def test_a_renewal_date_is_said_on_the_card(cast: Cast, working: Collaboration) -> None:
    with cast.seen():
        cause = record("collaborations.changed", by=cast.eva.pk, subject=working, firm_id=cast.firm.pk)
        begin_billing(
            working,
            recipient="CLIENT",
            variant="STANDARD",
            months=12,
            starts_on=date(2026, 11, 1),
            free_until=date(2027, 3, 1),
            work=Work(working, cause, cast.eva.pk, clock.now()),
        )
    page = Person(cast.eva).open(reverse("collaborations:client_tab", args=[cast.client.pk]))
    assert "Inget debiteras före 2027-03-01." in page.text
