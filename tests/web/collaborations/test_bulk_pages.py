"""From ticked clients to a result: chosen in the list, previewed on one page, confirmed, exported."""

import csv
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.permissions import ClientAccess, FirmRole
from advisor.models import Client
from collaborations.models import BulkActivation
from collaborations.operations.answers import decline
from collaborations.rules.bulk import ItemState
from common import clock
from common.rls import as_system
from tests.factories.accounts import make_company, make_firm, make_staff
from tests.factories.advisor import make_assignment, make_client, make_contact
from tests.factories.bulk import further_client, items_in, proposed
from tests.factories.collaborations import Cast, make_cast, start_terms
from tests.factories.effects import drain_outbox
from tests.web.browsing import Page, Person

pytestmark = pytest.mark.django_db
START = {"service": "LON_SMART", "variant": "START", "period_months": "12", "time_mode": "FIRM_REGISTERS"}


@pytest.fixture
def cast() -> Cast:
    """A client whose company has an account and Lön Direkt."""
    return make_cast(lon_direct=True)


def url(name: str, *args: object) -> str:
    return reverse(f"collaborations:bulk_{name}", args=args)


def listed(cast: Cast, query: str = "") -> str:
    return reverse("advisor:client_list", args=[cast.firm.pk]) + query


def only_bulk(cast: Cast) -> BulkActivation:
    with as_system(reason="test", firm_id=cast.firm.pk):
        return BulkActivation.objects.get()


def rows_on(page: Page) -> dict[str, str]:
    """Each client's name with what the row says."""
    found = page.soup.select("#bulk tbody tr")
    return {row.select("th a")[0].text: " ".join(row.get_text(" ").split()) for row in found}


def test_ticked_clients_get_terms_a_preview_and_a_result_to_take_away(cast: Cast) -> None:
    newcomer, faulty = further_client(cast, "Ny AB"), further_client(cast, "Utan AB", email="")
    further_client(cast, "Inte vald AB")
    eva = Person(cast.eva)
    page = eva.open(listed(cast))
    assert [one["value"] for one in page.soup.select("input[name=client]")][0] == str(cast.client.pk)
    ticked = [str(one.pk) for one in (cast.client, newcomer, faulty)]
    page = eva.post(url("choose", cast.firm.pk), {"client": ticked, "csrfmiddlewaretoken": eva.token})
    assert "Aktivera för 3 kunder" in page.text
    page = eva.post(page.path, {**START, "csrfmiddlewaretoken": eva.token})
    rows = rows_on(page)
    assert "Har Lön Direkt" in rows["Bageri Solrosen AB"]
    assert "Lön Direkt stängs för 1" in rows["Bageri Solrosen AB"]
    assert "Blir aktivt direkt" in rows["Ny AB"]
    assert "saknar e-postadress" in rows["Utan AB"]
    mends = page.soup.select_one(f"a[href^='{reverse('advisor:contact_list', args=[faulty.pk])}?next=']")
    assert mends is not None
    bulk = only_bulk(cast)
    details = eva.open(url("item", items_in(bulk)[1].pk))
    assert "blir företagets administratör" in details.text
    confirm = page.form(url("confirm", bulk.pk))
    assert "Aktivera för 2 kunder" in confirm.text
    page = eva.send(page, form=confirm)
    assert page.soup.select_one("progress") is not None
    drain_outbox()
    page = eva.open(url("show", bulk.pk))
    assert "Förfrågan skickad" in rows_on(page)["Bageri Solrosen AB"]
    assert "Aktiverat" in rows_on(page)["Ny AB"]
    assert "Kan inte aktiveras" in rows_on(page)["Utan AB"]
    assert list(rows_on(eva.open(url("show", bulk.pk) + "?state=ACTIVATED"))) == ["Ny AB"]
    table = list(csv.reader(StringIO(eva.browser.get(url("csv", bulk.pk)).content.decode("utf-8-sig")), delimiter=";"))
    assert [row[1] for row in table[1:]] == ["Bageri Solrosen AB", "Ny AB", "Utan AB"]
    assert [row[7] for row in table[1:]] == ["Förfrågan skickad", "Aktiverat", "Kan inte aktiveras"]
    assert eva.browser.get(url("xlsx", bulk.pk)).status_code == 200
    assert "Lön Smart" in eva.open(url("list", cast.firm.pk)).text


def test_everybody_whom_the_list_is_narrowed_to_is_chosen_without_script(cast: Cast) -> None:
    for name in ("Ek Bygg AB", "Ek Måleri AB"):
        further_client(cast, name)
    eva = Person(cast.eva)
    page = eva.open(listed(cast, "?q=Ek"))
    form = page.form(url("choose", cast.firm.pk))
    assert "Alla 2 i listan" in form.text
    eva.send(page, {"all": "1"}, form=form)
    assert [item.client.name for item in items_in(only_bulk(cast))] == ["Ek Bygg AB", "Ek Måleri AB"]


def test_nobody_chosen_is_said_and_the_narrowing_is_kept(cast: Cast) -> None:
    eva = Person(cast.eva)
    page = eva.open(listed(cast, "?q=Sol"))
    page = eva.send(page, to=url("choose", cast.firm.pk))
    assert "Välj minst en kund." in page.toasts
    assert page.soup.select("input[type=search]")[0]["value"] == "Sol"


def test_somebody_elses_client_among_the_ticked_ones_is_refused(cast: Cast) -> None:
    theirs = make_client(make_firm("Annan Byrå AB"), make_company("Deras AB"))
    eva = Person(cast.eva)
    eva.open(listed(cast))
    for foreign in (str(theirs.pk), "rubbish"):
        sent = {"client": [str(cast.client.pk), foreign], "csrfmiddlewaretoken": eva.token}
        eva.post(url("choose", cast.firm.pk), sent, status=404)
    own = make_staff(cast.firm, "Stina Storm", client_access=ClientAccess.OWN)
    stina = Person(own)
    stina.open(listed(cast))
    stina.post(
        url("choose", cast.firm.pk), {"client": [str(cast.client.pk)], "csrfmiddlewaretoken": stina.token}, status=404
    )
    with as_system(reason="test", firm_id=cast.firm.pk):
        assert not BulkActivation.objects.exists()


def test_a_colleague_reads_it_and_only_who_made_it_acts(cast: Cast) -> None:
    bulk = proposed(cast, [cast.client], start_terms())
    jon, own = Person(cast.jon), Person(make_staff(cast.firm, "Stina Storm", client_access=ClientAccess.OWN))
    stranger = Person(make_staff(make_firm("Annan Byrå AB"), "Finn Falk", role=FirmRole.ADMINISTRATOR))
    page = jon.open(url("show", bulk.pk))
    assert "har inte bekräftat" in page.text
    assert page.soup.select("main form") == []
    token = {"csrfmiddlewaretoken": jon.token}
    jon.post(url("confirm", bulk.pk), {"version": str(bulk.version), **token}, status=403)
    for name, key in (("show", bulk.pk), ("csv", bulk.pk), ("item", items_in(bulk)[0].pk)):
        own.open(url(name, key), status=404)
        stranger.open(url(name, key), status=404)
    assert "Inget har aktiverats" in own.open(url("list", cast.firm.pk)).text


def test_a_client_is_left_out_or_gets_another_assignment_in_its_row(cast: Cast) -> None:
    second = make_assignment(cast.client, owner=cast.sven, name="Bokslut")
    make_contact(cast.client, "Per Ek", email="per@example.se")
    asked = cast.activate(start_terms())
    ola = cast.administrators[0]
    decline(invitation=cast.invitation(asked, ola), reason="Inte nu.", at=clock.now(), by=ola)
    bulk = proposed(cast, [cast.client, further_client(cast, "Ny AB")], start_terms())
    item = items_in(bulk)[0]
    eva = Person(cast.eva)
    page = eva.open(url("show", bulk.pk))
    assert ["Inte nu." in said for said in rows_on(page).values()] == [True, False]
    answer = eva.browser.post(
        url("item", item.pk),
        {"assignment": str(second.pk), "csrfmiddlewaretoken": eva.token},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    assert items_in(bulk)[0].assignment_id == second.pk
    stale = eva.send(page, to=url("confirm", bulk.pk))
    assert "Förhandsvisningen har ändrats" in stale.toasts
    eva.post(url("item", item.pk) + "?state=READY", {"do": "leave_out", "csrfmiddlewaretoken": eva.token})
    assert items_in(bulk)[0].state == ItemState.LEFT_OUT
    crafted = {"assignment": "rubbish", "csrfmiddlewaretoken": eva.token}
    assert "hos den här kunden" in eva.post(url("item", item.pk), crafted, status=422).text
    page = eva.open(url("show", bulk.pk))
    eva.send(page, to=url("discard", bulk.pk))
    assert "kastades" in eva.open(url("show", bulk.pk)).text


def test_the_terms_are_fitted_to_each_other_and_faults_are_said_by_the_field(cast: Cast) -> None:
    eva = Person(cast.eva)
    eva.open(listed(cast))
    page = eva.post(url("choose", cast.firm.pk), {"client": [str(cast.client.pk)], "csrfmiddlewaretoken": eva.token})
    bulk = only_bulk(cast)
    sent = {"service": "EKONOMIOVERSIKT", "csrfmiddlewaretoken": eva.token}
    other = eva.post(url("terms", bulk.pk), sent, status=200)
    assert other.soup.select("[name=time_mode]") == []
    wrong = eva.post(page.path, {**START, "period_months": "7", "csrfmiddlewaretoken": eva.token}, status=422)
    assert wrong.said_by("period_months")
    assert wrong.soup.select_one("[name=variant][value=START][checked]") is not None


def test_a_page_of_the_preview_costs_the_same_for_few_and_for_many(cast: Cast) -> None:
    clients: list[Client] = [further_client(cast, f"Bolag {number} AB") for number in range(5)]
    few, many = proposed(cast, clients[:1], start_terms()), proposed(cast, clients, start_terms())
    eva = Person(cast.eva)
    eva.open(url("show", few.pk))
    with CaptureQueriesContext(connection) as first:
        eva.open(url("show", few.pk))
    with CaptureQueriesContext(connection) as second:
        eva.open(url("show", many.pk))
    assert len(first) == len(second)


def test_a_client_with_another_firm_leads_to_asking_for_a_handover(cast: Cast) -> None:
    other = make_cast()
    other.accept(other.activate(start_terms()))
    client = make_client(cast.firm, other.company, responsible=cast.eva)
    make_assignment(client, owner=cast.eva)
    page = Person(cast.eva).open(url("show", proposed(cast, [client], start_terms()).pk))
    assert "Samarbetar redan" in rows_on(page)[client.name]
    ask = reverse("collaborations:collaboration_activate", args=[client.pk]) + "?service=LON_SMART"
    assert page.soup.select_one(f"#bulk a[href='{ask}']") is not None
    assert other.firm.name not in rows_on(page)[client.name]


def test_what_stood_in_the_way_is_mended_from_the_preview_and_all_are_looked_at_again(cast: Cast) -> None:
    bare = further_client(cast, "Bar AB")
    with as_system(reason="test", firm_id=cast.firm.pk):
        Client.objects.filter(pk=bare.pk).update(street="")
    bulk = proposed(cast, [bare], start_terms())
    eva = Person(cast.eva)
    page = eva.open(url("show", bulk.pk))
    details = reverse("advisor:client_details", args=[bare.pk])
    mend = page.soup.select_one(f"#bulk a[href^='{details}']")
    assert mend is not None
    back = eva.send(eva.open(str(mend["href"])), {"street": "Storgatan 1"}, to=details)
    assert back.path == url("show", bulk.pk)
    page = eva.send(back, to=url("repeat", bulk.pk))
    assert "Aktivera för 1 kund" in page.form(url("confirm", bulk.pk)).text
    eva.send(page, to=url("discard", bulk.pk))
    refused = eva.post(url("repeat", bulk.pk), {"csrfmiddlewaretoken": eva.token})
    assert "redan bekräftad eller kastad" in refused.toasts
