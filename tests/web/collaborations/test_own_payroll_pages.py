"""Taking over payroll when a collaboration ends, and ending what the company runs by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import AccessGrant, User
from accounts.permissions import GrantScope
from accounts.queries import scopes_held
from collaborations.models import Collaboration
from collaborations.operations.members import add_person, end_person
from collaborations.operations.own_payroll import end_own_service
from collaborations.operations.refusals import Blocked, PlanChanged
from collaborations.queries.facts import facts_for
from collaborations.queries.members import members_in_scope
from collaborations.rules.facts import ServiceUse
from collaborations.rules.own_services import OwnService
from collaborations.rules.states import State
from collaborations.rules.terms import Terms
from common import clock
from common.periods import Month
from common.rls import as_system
from payroll.models import RunOrigin
from payroll.operations.runs import create_run
from tests.factories.accounts import give, make_company, make_member, make_user
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.factories.effects import drain_outbox
from tests.made_once import made_once
from tests.web.browsing import Page, Person
from tests.web.collaborations.test_firm_pages import url

pytestmark = pytest.mark.django_db
TAKES_OVER = {"after_end": "TAKES_OVER", "reason": "Vi gör lönen själva"}


made_cast, cast = made_once("cast", make_cast)


def held(cast: Cast, user: User) -> set[str]:
    with cast.seen():
        return scopes_held(user.pk, cast.company.pk)


def own_grants(cast: Cast) -> set[str]:
    with cast.seen():
        rows = AccessGrant.objects.filter(source_type="company", ended_at__isnull=True).select_related("user")
        return {row.user.given_name for row in rows if row.user}


def end_page(person: Person, collaboration: Collaboration, chosen: str) -> Page:
    return person.open(f"{url('company_collaboration_end', collaboration.pk)}?after_end={chosen}")


def take_over(cast: Cast, terms: Terms | None = None, **typed: str) -> Collaboration:
    ola = cast.administrators[0]
    collaboration = cast.accept(cast.activate(terms or standard_terms()))
    drain_outbox()
    query = "&".join(f"{name}={value}" for name, value in {"after_end": "TAKES_OVER", **typed}.items())
    person = Person(ola)
    page = person.open(f"{url('company_collaboration_end', collaboration.pk)}?{query}")
    person.send(page, {**TAKES_OVER, **typed})
    return cast.fresh(collaboration)


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ("TAKES_OVER", "Mia K. och Ola P. gör företagets lön därefter."),
        ("READ_ONLY", "läser det som är godkänt. Ingen ändrar något i lönen."),
        ("MOVES", "Nästa byrå skickar en egen förfrågan."),
    ],
)
def test_either_side_reads_what_its_choice_for_afterwards_means(cast: Cast, chosen: str, sentence: str) -> None:
    collaboration = cast.accept(cast.activate(start_terms()))
    drain_outbox()
    for user, name in ((cast.administrators[0], "company_collaboration_end"), (cast.eva, "collaboration_end")):
        assert sentence in Person(user).open(f"{url(name, collaboration.pk)}?after_end={chosen}").text


@pytest.mark.parametrize("terms", [standard_terms(), start_terms()])
def test_who_takes_over_does_the_payroll_and_the_firm_no_longer_does(cast: Cast, terms: Terms) -> None:
    collaboration = take_over(cast, terms)
    assert (collaboration.state, collaboration.after_end) == (State.ENDED, "TAKES_OVER")
    assert own_grants(cast) == {"Ola", "Mia"}
    assert held(cast, cast.eva) == set()
    ola = Person(cast.administrators[0])
    assert ola.open(reverse("payroll:client_run_new", args=[cast.company.pk])).status == 200
    assert "Det ni gör själva" in ola.open(url("company_list", cast.company.pk)).text
    drain_outbox()


@pytest.mark.parametrize("chosen", ["READ_ONLY", "MOVES"])
def test_any_other_choice_leaves_payroll_to_be_read(cast: Cast, chosen: str) -> None:
    collaboration = cast.accept(cast.activate(standard_terms()))
    person = Person(cast.administrators[0])
    person.send(end_page(person, collaboration, chosen), {"after_end": chosen, "reason": "Vi byter"})
    assert cast.fresh(collaboration).after_end == chosen
    assert held(cast, cast.administrators[0]) == {GrantScope.COLLABORATION_ADMIN}


def test_a_choice_that_is_not_offered_or_was_not_previewed_changes_nothing(cast: Cast) -> None:
    collaboration = cast.accept(cast.activate(standard_terms()))
    person = Person(cast.administrators[0])
    page = end_page(person, collaboration, "READ_ONLY")
    plan = str(page.soup.select_one("input[name=plan]")["value"])  # type: ignore[index]
    for crafted in ("EVERYTHING", "TAKES_OVER"):
        typed = {"after_end": crafted, "reason": "Vi byter", "plan": plan, "csrfmiddlewaretoken": person.token}
        answer = person.post(url("company_collaboration_end", collaboration.pk), typed, status=422)
        assert "Vi byter" in str(answer.soup.find("textarea"))
    assert cast.fresh(collaboration).state == State.ACTIVE
    assert own_grants(cast) == set()


def test_a_decided_take_over_happens_when_the_last_day_has_passed_and_not_before(cast: Cast) -> None:
    last = clock.today() + timedelta(days=5)
    collaboration = take_over(cast, last_day=last.isoformat())
    assert (collaboration.state, own_grants(cast)) == (State.ENDING, set())
    with clock.frozen(clock.now() + timedelta(days=6, hours=1)):
        drain_outbox()
        assert cast.fresh(collaboration).state == State.ENDED
        assert own_grants(cast) == {"Ola", "Mia"}


def test_going_on_instead_forgets_the_choice(cast: Cast) -> None:
    collaboration = take_over(cast, last_day=(clock.today() + timedelta(days=5)).isoformat())
    Person(cast.administrators[0]).tries("POST", url("company_end_cancel", collaboration.pk))
    fresh = cast.fresh(collaboration)
    assert (fresh.state, fresh.after_end) == (State.ACTIVE, "")


def test_own_payroll_follows_the_companys_administrators(cast: Cast) -> None:
    take_over(cast)
    ola, mia = cast.administrators
    names = {"given_name": "Nina", "family_name": "Ny", "email": "nina@solrosen.example"}
    with cast.seen():
        add_person(company_id=cast.company.pk, role="ADMINISTRATOR", by=ola, at=clock.now(), **names)
    assert own_grants(cast) == {"Ola", "Mia", "Nina"}
    with cast.seen():
        end_person(membership=members_in_scope().get(user=mia), by=ola)
    assert own_grants(cast) == {"Ola", "Nina"}
    assert held(cast, mia) == set()


def test_to_the_next_firm_the_company_runs_the_service_itself(cast: Cast) -> None:
    take_over(cast)
    with cast.seen():
        facts = facts_for(cast.client, "LON_SMART", assignment=cast.assignment, contact=None, sender=None)
    assert facts.service_use is ServiceUse.OWN


def test_the_company_ends_its_own_payroll_after_reading_what_happens(cast: Cast) -> None:
    take_over(cast)
    person = Person(cast.administrators[0])
    listed = person.open(url("company_list", cast.company.pk))
    assert listed.soup.find("a", href=url("own_payroll_end", cast.company.pk)) is not None
    page = person.open(url("own_payroll_end", cast.company.pk))
    assert "Mia K. och Ola P. kan inte längre göra företagets lön." in page.text
    assert "Er egen lön är avslutad." in person.send(page).toasts
    assert own_grants(cast) == set()
    assert held(cast, cast.administrators[0]) == {GrantScope.COLLABORATION_ADMIN}
    assert "Det finns inget att avsluta" in person.open(url("own_payroll_end", cast.company.pk)).text


def test_lon_direkt_cannot_be_ended_while_a_collaboration_stands_and_says_where_to_end_that() -> None:
    cast = make_cast(lon_direct=True)
    cast.accept(cast.activate(standard_terms()))
    person = Person(cast.administrators[0])
    page = person.open(url("lon_direct_end", cast.company.pk))
    assert "Ni har ett lönesamarbete med Norrsken Redovisning AB. Avsluta det samarbetet först" in page.text
    assert page.soup.select_one(f".blocker a[href='{url('company_list', cast.company.pk)}']") is not None
    assert page.soup.find("button", string="Avsluta nu") is None
    plan = str(page.soup.select_one("input[name=plan]")["value"])  # type: ignore[index]
    answer = person.post(page.path, {"plan": plan, "csrfmiddlewaretoken": person.token}, status=422)
    assert "Ni har ett lönesamarbete" in answer.text
    assert GrantScope.LON_DIRECT in held(cast, cast.administrators[1])


def test_an_unfinished_run_has_to_be_finished_first() -> None:
    cast = make_cast(lon_direct=True)
    ola, mia = cast.administrators
    with as_system(reason="test", company_id=cast.company.pk):
        create_run(company_id=cast.company.pk, month=Month(2026, 11), by=mia, origin=RunOrigin.LON_DIREKT)
    assert (
        "Lönekörningen för november 2026 är inte klar" in Person(ola).open(url("lon_direct_end", cast.company.pk)).text
    )
    with pytest.raises(Blocked):
        end_own_service(company=cast.company, service=OwnService.LON_DIRECT, by=ola, at=clock.now())


def test_the_company_ends_lon_direkt_and_what_was_made_there_stays() -> None:
    cast = make_cast(lon_direct=True)
    ola, mia = cast.administrators
    person = Person(ola)
    page = person.open(url("lon_direct_end", cast.company.pk))
    assert "Lön Direkt stängs för Mia K." in page.text
    assert "Lön Direkt är avslutat." in person.send(page).toasts
    assert held(cast, mia) == {GrantScope.COLLABORATION_ADMIN}
    assert person.open(reverse("payroll:lon_direct", args=[cast.company.pk])).status == 200


def test_what_somebody_gained_meanwhile_is_shown_before_it_is_taken() -> None:
    cast = make_cast(lon_direct=True)
    ola = cast.administrators[0]
    person = Person(ola)
    page = person.open(url("lon_direct_end", cast.company.pk))
    give(ola, cast.company, GrantScope.LON_DIRECT)
    seen = str(page.soup.select_one("input[name=plan]")["value"])  # type: ignore[index]
    with pytest.raises(PlanChanged):
        end_own_service(company=cast.company, service=OwnService.LON_DIRECT, by=ola, at=clock.now(), seen=seen)
    assert "Något har ändrats" in person.send(page, status=422).text


@pytest.mark.parametrize("name", ["own_payroll_end", "lon_direct_end"])
def test_only_the_companys_administrators_end_what_it_runs(cast: Cast, name: str) -> None:
    take_over(cast)
    hanna = make_member(make_company("Hav & Land AB"), "Hanna Hav")
    lisa = make_user("Lisa Löner")
    give(lisa, cast.company, GrantScope.LON_DIRECT)
    for user, status in ((hanna, 404), (cast.eva, 404), (make_user("Ingen Alls"), 404), (lisa, 403)):
        for method in ("GET", "POST"):
            assert Person(user).tries(method, url(name, cast.company.pk), {"plan": "x"}) == status
    assert own_grants(cast) == {"Ola", "Mia"}
