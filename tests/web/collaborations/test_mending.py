"""Every blocker of the activation leads to where it is mended, and from there back to the choices that were made."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from accounts.models import CompanyMembership
from accounts.permissions import FirmRole, GrantScope
from collaborations.models import Collaboration
from common import clock
from common.periods import Month
from payroll.models import RunOrigin
from payroll.operations.runs import create_run
from tests.factories.accounts import give, make_staff
from tests.factories.collaborations import Cast, make_cast, start_terms
from tests.web.browsing import Page, Person

pytestmark = pytest.mark.django_db
CHOSEN = {"variant": "STANDARD", "period_months": "3", "billing_recipient": "CLIENT", "salary_payment": "CLIENT"}


def no_assignment(cast: Cast) -> None:
    cast.assignment.ended_at = clock.now()
    cast.assignment.save()


def no_staff(cast: Cast) -> None:
    cast.assignment.participants.all().delete()


def no_address(cast: Cast) -> None:
    cast.client.street = ""
    cast.client.save()


def no_contact(cast: Cast) -> None:
    cast.contact.delete()


def no_email(cast: Cast) -> None:
    cast.contact.email = ""
    cast.contact.save()


def contact_at_firm(cast: Cast) -> None:
    cast.contact.email = cast.jon.email
    cast.contact.save()


def no_administrator(cast: Cast) -> None:
    CompanyMembership.objects.all().update(ended_at=clock.now())
    give(cast.administrators[0], cast.company, GrantScope.LON_DIRECT)


def invalid_number(cast: Cast) -> None:
    number = cast.company.corporate_identity_number
    cast.company.corporate_identity_number = f"{number[:9]}{(int(number[9]) + 1) % 10}"
    cast.company.save()


def lon_direct_run(cast: Cast) -> None:
    give(cast.administrators[1], cast.company, GrantScope.LON_DIRECT)
    create_run(
        company_id=cast.company.pk, month=Month(2026, 11), by=cast.administrators[1], origin=RunOrigin.LON_DIREKT
    )


def request_open(cast: Cast) -> None:
    """Nothing more: the test sends one."""


BLOCKERS = {
    "saknar ett öppet uppdrag": (no_assignment, True, "advisor:assignment_new"),
    "Ingen som arbetar på byrån är med på uppdraget": (no_staff, True, "advisor:assignment_edit"),
    "adress är ofullständig": (no_address, True, "advisor:client_details"),
    "saknar en kontakt som kan svara": (no_contact, False, "advisor:contact_new"),
    "saknar e-post": (no_email, False, "advisor:contact_edit"),
    "arbetar på byrån": (contact_at_firm, False, "advisor:contact_new"),
    "Ingen på företaget är administratör": (no_administrator, True, "collaborations:recovery"),
    "organisationsnummer": (invalid_number, True, "advisor:client_new"),
    "redan på kundens svar": (request_open, True, "collaborations:client_tab"),
    "Lön Direkt kan inte stängas": (lon_direct_run, True, "advisor:contact_list"),
}


@pytest.mark.parametrize("said", BLOCKERS)
def test_each_blocker_is_said_with_a_link_that_leads_back_to_the_choices(said: str) -> None:
    spoil, account, name = BLOCKERS[said]
    cast = make_cast(account=account)
    chosen = {**CHOSEN, "variant": "START"} if spoil is lon_direct_run else CHOSEN
    if spoil is request_open:
        cast.activate(start_terms())
    with cast.seen():
        spoil(cast)
    person = Person(cast.eva)
    activation = reverse("collaborations:collaboration_activate", args=[cast.client.pk])
    page = person.open(f"{activation}?service=LON_SMART&" + "&".join(f"{key}={one}" for key, one in chosen.items()))
    (link,) = [one for one in page.soup.select(".blocker") if said in one.text]
    address = urlsplit(str(link.a["href"]))  # type: ignore[index]
    expected = {
        "advisor:assignment_edit": [cast.client.pk, cast.assignment.pk],
        "advisor:contact_edit": [cast.client.pk, cast.contact.pk],
        "advisor:client_new": [cast.firm.pk],
    }
    assert address.path == reverse(name, args=expected.get(name, [cast.client.pk]))
    back = parse_qs(address.query)["next"][0]
    assert urlsplit(back).path == activation
    assert parse_qs(urlsplit(back).query)["period_months"] == ["3"]
    others = [urlsplit(str(one["href"])).path for one in link.select("a")[1:]]
    is_staff = spoil is contact_at_firm
    assert others == ([reverse("advisor:contact_edit", args=[cast.client.pk, cast.contact.pk])] if is_staff else [])
    mending = person.open(str(link.a["href"]))  # type: ignore[index]
    assert name == "advisor:client_new" or back in [one.get("href") for one in mending.soup.select("main a")]


def continued(cast: Cast, eva: Person, mend: Callable[[Page], Page]) -> Page:
    """Choose, follow the link of the blocker, mend; the page that one then stands on."""
    activation = reverse("collaborations:collaboration_activate", args=[cast.client.pk])
    page = eva.open(f"{activation}?service=LON_SMART")
    preview = reverse("collaborations:activation_preview", args=[cast.client.pk]) + "?service=LON_SMART"
    token = {"csrfmiddlewaretoken": eva.token}
    shown = eva.post(preview, {**CHOSEN, **token, "time_mode": "FIRM_REGISTERS"}, status=200)
    assert page.soup.select(".blocker")
    return mend(eva.open(str(shown.soup.select_one(".blocker a")["href"])))  # type: ignore[index]


def chosen_on(page: Page) -> dict[str, str]:
    selected = {str(one["name"]): one.select_one("option[selected]") for one in page.soup.select("main select[name]")}
    radios = page.soup.select("main input[type=radio][checked]")
    values = {name: str(option["value"]) for name, option in selected.items() if option}
    return {**values, **{str(one["name"]): str(one["value"]) for one in radios}}


def test_after_an_assignment_is_added_the_activation_goes_on_with_what_was_chosen() -> None:
    cast = make_cast()
    with cast.seen():
        no_assignment(cast)
    eva = Person(cast.eva)
    page = continued(cast, eva, lambda form: eva.send(form, {"name": "Lön från nyår"}))
    chosen = chosen_on(page)
    assert {**CHOSEN, "time_mode": "FIRM_REGISTERS"}.items() <= chosen.items()
    assert page.soup.select(".blocker") == []
    assert "Skicka förfrågan" in page.text
    assert "Lön från nyår" in page.text
    eva.send(page, form=page.soup.select_one("#activation-form"))
    with cast.seen():
        sent = Collaboration.objects.get()
    assert (sent.period_months, sent.responsibilities["salary_payment"]) == (3, "CLIENT")


def test_a_contact_that_is_added_is_the_one_who_answers() -> None:
    cast = make_cast(account=False)
    with cast.seen():
        contact_at_firm(cast)
    typed = {"given_name": "Stina", "family_name": "Söder", "email": "stina@solrosen.example"}
    eva = Person(cast.eva)
    page = continued(cast, eva, lambda form: eva.send(form, typed))
    assert page.soup.select(".blocker") == []
    assert "Stina Söder" in page.text
    assert CHOSEN.items() <= chosen_on(page).items()


def test_an_assistant_is_led_to_what_they_may_see_and_no_other_site_is_led_back_to() -> None:
    cast = make_cast()
    with cast.seen():
        no_assignment(cast)
    nils = Person(make_staff(cast.firm, "Nils Nord", role=FirmRole.ASSISTANT))
    page = nils.open(reverse("collaborations:collaboration_activate", args=[cast.client.pk]))
    link = str(page.soup.select_one(".blocker a")["href"])  # type: ignore[index]
    assert link.startswith(reverse("advisor:assignment_list", args=[cast.client.pk]))
    form = reverse("advisor:contact_new", args=[cast.client.pk]) + "?next=https://ond.example/"
    assert "ond.example" not in str(Person(cast.eva).open(form).soup.select_one("main"))
