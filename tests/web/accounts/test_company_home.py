"""The start page of a company, as its administrators, attestors, Lön Direkt people, the firm and strangers meet it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import ProgrammingError, transaction
from django.urls import reverse

from accounts.models import LastUse, User
from accounts.permissions import CompanyRole, GrantScope
from collaborations.operations.ending import end
from collaborations.rules.after_end import AfterEnd
from collaborations.rules.terms import BillingRecipient
from common import clock
from common.periods import Month
from common.rls import as_system
from common.templatetags.format import date_short
from payroll.models import PayrollRun, RunOrigin
from payroll.operations.runs import create_run
from payroll.rules.run_states import RunState
from tests.factories.accounts import acting, give, make_company, make_member, make_user
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.factories.effects import drain_outbox
from tests.web.browsing import Page, Person

pytestmark = pytest.mark.django_db


def home(cast: Cast) -> str:
    return reverse("accounts:company_home", args=[cast.company.pk])


def opened(cast: Cast, user: User) -> Page:
    return Person(user).open(home(cast))


def run_of(cast: Cast, by: User, *, origin: RunOrigin, state: RunState = RunState.DRAFT) -> PayrollRun:
    with as_system(reason="test", company_id=cast.company.pk):
        run = create_run(company_id=cast.company.pk, month=Month(2026, 11), by=by, origin=origin)
        PayrollRun.objects.filter(pk=run.pk).update(state=state)
    return run


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_an_administrator_reads_what_is_agreed_with_whom_and_since_when(cast: Cast) -> None:
    ola = cast.administrators[0]
    cast.accept(cast.activate(standard_terms()))
    page = opened(cast, ola)
    assert "Lön Smart · Norrsken Redovisning AB" in page.text
    for words in (
        "Standard – byrå och kund",
        "12 månader",
        "Vem betalar Ni",
        "Byrån: scheman, betala ut löner.",
        "Ni: registrera tid, attestera tid.",
        "Båda: granska och godkänna lönen.",
    ):
        assert words in page.text
    assert page.soup.find("a", href=reverse("collaborations:member_list", args=[cast.company.pk])) is not None
    with cast.seen():
        collaboration = cast.company.collaborations.get()
    end = reverse("collaborations:company_collaboration_end", args=[collaboration.pk])
    assert page.soup.find("a", href=end) is not None


def test_a_company_without_a_collaboration_is_told_so(cast: Cast) -> None:
    assert "Ni har inget samarbete med en redovisningsbyrå" in opened(cast, cast.administrators[0]).text


def test_a_request_that_waits_for_an_answer_is_on_the_page(cast: Cast) -> None:
    cast.activate(standard_terms())
    page = opened(cast, cast.administrators[0])
    assert "Norrsken Redovisning AB väntar på ert svar" in page.text
    assert page.soup.find("a", string="Läs och svara") is not None


def test_the_company_sees_who_at_the_firm_used_the_access_and_when(cast: Cast) -> None:
    cast.accept(cast.activate(standard_terms()))
    assert "Jon Ask · har inte använt den än" in opened(cast, cast.administrators[0]).text
    day = clock.now() + timedelta(days=2)
    with clock.frozen(day):
        Person(cast.jon).open(reverse("payroll:run_list", args=[cast.company.pk]))
    page = opened(cast, cast.administrators[0])
    assert f"Jon Ask · använde den senast {date_short(day)}" in page.text
    assert "Eva Lind · har inte använt den än" in page.text
    listed = Person(cast.administrators[0]).open(reverse("collaborations:company_list", args=[cast.company.pk]))
    assert date_short(day) in listed.text


def test_use_is_noted_once_an_hour_and_not_by_who_is_turned_away(cast: Cast) -> None:
    cast.accept(cast.activate(standard_terms()))
    address = reverse("payroll:run_list", args=[cast.company.pk])
    first = clock.now()
    for minutes, noted in ((0, first), (59, first), (61, first + timedelta(minutes=61))):
        if minutes == 61:
            cache.clear()
        with clock.frozen(first + timedelta(minutes=minutes)):
            Person(cast.jon).open(address)
        with cast.seen():
            assert LastUse.objects.get(user=cast.jon).used_at == noted
    Person(cast.sven).open(address, status=404)
    with cast.seen():
        assert not LastUse.objects.filter(user=cast.sven).exists()


def test_nobody_notes_a_use_for_somebody_else_and_strangers_see_none(cast: Cast) -> None:
    cast.accept(cast.activate(standard_terms()))
    Person(cast.jon).open(reverse("payroll:run_list", args=[cast.company.pk]))
    seen = LastUse.unscoped("test")
    with acting(cast.administrators[0]):
        assert seen.filter(company=cast.company, user=cast.jon).exists()
        with pytest.raises(ProgrammingError), transaction.atomic():
            seen.filter(company=cast.company, user=cast.jon).update(used_at=clock.now())
    with acting(make_member(make_company("Hav & Land AB"))):
        assert not seen.filter(company=cast.company).exists()


def test_payroll_that_the_client_reviews_is_waited_for_when_it_is_calculated(cast: Cast) -> None:
    ola = cast.administrators[0]
    cast.accept(cast.activate(standard_terms()))
    run = run_of(cast, cast.jon, origin=RunOrigin.LON_SMART)
    assert "väntar på att granskas" not in opened(cast, ola).text
    with as_system(reason="test", company_id=cast.company.pk):
        PayrollRun.objects.filter(pk=run.pk).update(state=RunState.CALCULATED)
    page = opened(cast, ola)
    assert "Lönen för november 2026 väntar på att granskas och godkännas." in page.text
    link = reverse("payroll:client_run_show", args=[cast.company.pk, run.pk])
    assert page.soup.select_one(f".blocker a[href='{link}']") is not None


def test_payroll_that_the_firm_does_alone_is_not_waited_for_from_the_client(cast: Cast) -> None:
    ola = cast.administrators[0]
    cast.accept(cast.activate(start_terms()))
    drain_outbox()
    run_of(cast, cast.jon, origin=RunOrigin.LON_SMART, state=RunState.CALCULATED)
    assert "Det här väntar på er" not in opened(cast, ola).text


@pytest.mark.parametrize("after", [AfterEnd.READ_ONLY, AfterEnd.TAKES_OVER])
def test_after_the_end_a_run_waits_for_the_company_only_where_it_took_payroll_over(cast: Cast, after: AfterEnd) -> None:
    ola = cast.administrators[0]
    collaboration = cast.accept(cast.activate(standard_terms()))
    run_of(cast, cast.jon, origin=RunOrigin.LON_SMART, state=RunState.CALCULATED)
    end(
        collaboration=collaboration, by=ola, party=BillingRecipient.CLIENT, reason="Klart", at=clock.now(),
        after_end=after,
    )  # fmt: skip
    waits = "Lönekörningen för november 2026 är inte klar" in opened(cast, ola).text
    assert waits is (after is AfterEnd.TAKES_OVER)


def test_an_unfinished_run_of_lon_direkt_is_waited_for_also_from_an_administrator_without_it() -> None:
    cast = make_cast(lon_direct=True)
    ola, mia = cast.administrators
    run = run_of(cast, mia, origin=RunOrigin.LON_DIREKT)
    link = reverse("payroll:client_run_show", args=[cast.company.pk, run.pk])
    for user, may in ((mia, True), (ola, False)):
        page = opened(cast, user)
        assert "Lönekörningen för november 2026 är inte klar" in page.text
        assert (page.soup.select_one(f".blocker a[href='{link}']") is not None) is may


def test_a_person_with_only_lon_direkt_has_a_workplace_and_a_start_page(cast: Cast) -> None:
    lisa = make_user("Lisa Löner")
    give(lisa, cast.company, GrantScope.LON_DIRECT)
    person = Person(lisa)
    assert person.browser.get("/").headers["Location"] == home(cast)
    page = person.open(home(cast))
    direct = reverse("payroll:lon_direct", args=[cast.company.pk])
    assert page.soup.select_one(f"main a[href='{direct}']") is not None
    assert "Samarbeten" not in page.text
    assert person.open(direct).status == 200


def test_an_attestor_sees_neither_agreements_nor_what_only_others_can_do(cast: Cast) -> None:
    siv = make_member(cast.company, "Siv Ek", role=CompanyRole.ATTESTOR)
    cast.accept(cast.activate(standard_terms()))
    run_of(cast, cast.jon, origin=RunOrigin.LON_SMART, state=RunState.CALCULATED)
    page = opened(cast, siv)
    assert "Vem betalar" not in page.text
    assert "granskas och godkännas" not in page.text


def test_strangers_and_administrators_of_other_companies_get_nothing(cast: Cast) -> None:
    for user in (make_user("Ingen Alls"), make_member(make_company("Hav & Land AB"), "Hanna Hav")):
        Person(user).open(home(cast), status=404)
