"""Collaborations made elsewhere: imported whole or not at all, then connected by one person with one effect."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Company, CompanyMembership
from collaborations.models import Collaboration, CollaborationImport, Invitation, UnlinkedCollaboration
from collaborations.operations.activation import activate
from collaborations.operations.importing import choose_columns, import_file, receive_file, throw_file_away
from collaborations.operations.refusals import Blocked, FileGone, FileNotImported, OtherTerms, PlanChanged, UnlinkedGone
from collaborations.operations.unlinked import remove_unlinked
from collaborations.queries.facts import facts_for, grants_from
from collaborations.queries.proposals import proposal_for, situation_of
from collaborations.queries.unlinked import Narrowing, import_of, listed, verdict_of
from collaborations.rules.blockers import BlockerCode
from collaborations.rules.import_rows import Field
from collaborations.rules.import_verdicts import Outcome
from collaborations.rules.scenarios import Scenario, scenario_of
from collaborations.rules.states import State
from collaborations.rules.terms import Terms
from common import clock
from common.rls import as_system
from events.models import AuditEvent
from tests.factories.accounts import make_company, make_firm, make_staff
from tests.factories.advisor import make_assignment, make_client, make_contact
from tests.factories.collaborations import Cast, make_cast, make_unlinked, standard_terms, start_terms
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
HEAD = "Orgnr;Företag;Tjänst;Variant;Betalas av;Period;Avtalat\n"
VOLVO = "5560125790"


made_cast, cast = made_once("cast", make_cast)


@contextmanager
def at_firm(cast: Cast) -> Iterator[None]:
    with as_system(reason="test", firm_id=cast.firm.pk):
        yield


def sent_in(cast: Cast, *rows: str, head: str = HEAD) -> CollaborationImport:
    content = (head + "\n".join(rows)).encode("cp1252")
    return receive_file(firm=cast.firm, name="lista.csv", content=content, by=cast.eva, at=clock.now())


def imported(cast: Cast, file: CollaborationImport, seen: str | None = None) -> int:
    digest = verdict_of(file).digest if seen is None else seen
    return import_file(file_id=file.pk, firm=cast.firm, seen=digest, by=cast.eva, at=clock.now())


def number_of(cast: Cast) -> str:
    return cast.company.corporate_identity_number


def connect(cast: Cast, row: UnlinkedCollaboration, terms: Terms, **changed: Any) -> Collaboration:
    usual: dict[str, Any] = {"client": cast.client, "assignment": cast.assignment, "contact": cast.contact}
    return activate(**{**usual, **changed}, terms=terms, by=cast.eva, at=clock.now(), unlinked_id=row.pk)


def test_a_file_is_imported_whole_and_told_of_and_the_same_file_brings_nothing_more(cast: Cast) -> None:
    rows = [f"{number_of(cast)};Solrosen;Lön Smart;Standard;kund;12;2024-01-01", f"{VOLVO};Volvo;Scanner;;;;"]
    with at_firm(cast):
        assert imported(cast, sent_in(cast, *rows)) == 2
        page = listed(cast.firm.pk, Narrowing())
        assert [(one.unlinked.service, one.client and one.client.pk) for one in page.rows] == [
            ("LON_SMART", cast.client.pk),
            ("SCANNER", None),
        ]
        told = AuditEvent.objects.get(kind="collaborations.imported")
        assert (told.data["rows"], told.data["left_out"], told.actor_id) == (2, 0, cast.eva.pk)
        again = sent_in(cast, *rows, "556007-3495;SKF;Scanner;;;;")
        assert [one.outcome for one in verdict_of(again).rows] == [Outcome.LISTED, Outcome.LISTED, Outcome.NEW]
        assert imported(cast, again) == 1
        assert import_of(cast.firm.pk, cast.eva.pk) is None


def test_nothing_is_imported_while_a_row_is_wrong_or_when_something_else_was_seen(cast: Cast) -> None:
    right = f"{VOLVO};Volvo;Scanner;;;;"
    with at_firm(cast):
        wrong = f"{number_of(cast)};;Lön Smart;Start;kund;12;"
        for rows, seen in (((right, wrong), None), ((right,), "what was shown before")):
            with pytest.raises(FileNotImported):
                imported(cast, sent_in(cast, *rows), seen)
        assert not UnlinkedCollaboration.objects.exists()


def test_a_colleagues_import_in_between_is_seen_when_the_file_is_imported(cast: Cast) -> None:
    with at_firm(cast):
        file = sent_in(cast, f"{VOLVO};Volvo;Scanner;;;;")
        seen = verdict_of(file).digest
        make_unlinked(cast.firm, by=cast.jon, number=VOLVO, service="SCANNER", variant="")
        with pytest.raises(FileNotImported):
            imported(cast, file, seen)
        with pytest.raises(IntegrityError), transaction.atomic():
            make_unlinked(cast.firm, by=cast.jon, number=VOLVO, service="SCANNER", variant="")


def test_a_person_has_one_file_which_a_new_one_replaces_and_nobody_elses(cast: Cast) -> None:
    with at_firm(cast):
        first = sent_in(cast, f"{VOLVO};Volvo;Scanner;;;;")
        second = sent_in(cast, f"{VOLVO};Volvo;Utlägg;Pro;;;")
        for gone, by in ((first, cast.eva), (second, cast.jon)):
            with pytest.raises(FileGone):
                throw_file_away(file_id=gone.pk, firm=cast.firm, by=by)
        choose_columns(file_id=second.pk, firm=cast.firm, columns={Field.NUMBER: 0, Field.SERVICE: 1}, by=cast.eva)
        file = import_of(cast.firm.pk, cast.eva.pk)
        assert file is not None
        assert [one.row.faults[0].value for one in verdict_of(file).wrong] == ["Volvo"]
        throw_file_away(file_id=second.pk, firm=cast.firm, by=cast.eva)
        assert import_of(cast.firm.pk, cast.eva.pk) is None


def other_firm_with(*companies: Company) -> None:
    """Another firm that does the payroll of the companies."""
    firm = make_firm("Byrån Bredvid AB")
    finn = make_staff(firm, "Finn Främmande")
    for company in companies:
        client = make_client(firm, company, responsible=finn)
        assignment, contact = (
            make_assignment(client, owner=finn),
            make_contact(client, "Per Ek", email="per@ek.example"),
        )
        cast = Cast(firm, company, client, assignment, contact, eva=finn, jon=finn, sven=finn)
        cast.activate(start_terms())


def test_another_firm_is_told_of_without_name_and_only_for_the_firms_own_clients() -> None:
    cast, stranger = make_cast(account=False), make_company("Främlingen AB")
    other_firm_with(cast.company, stranger)
    with at_firm(cast):
        numbers = (number_of(cast), stranger.corporate_identity_number)
        verdict = verdict_of(sent_in(cast, *(f"{number};;Lön Smart;Start;;12;" for number in numbers)))
    assert [one.outcome for one in verdict.rows] == [Outcome.WRONG, Outcome.NEW]
    assert "Bredvid" not in repr(verdict)


def test_connecting_begins_at_once_where_nobody_ever_had_an_account_as_was_announced() -> None:
    cast = make_cast(account=False)
    row = make_unlinked(cast.firm, by=cast.eva, number=number_of(cast))
    people: dict[str, Any] = {"assignment": cast.assignment, "contact": cast.contact, "sender": cast.eva}
    announced = proposal_for(cast.client, terms=standard_terms(), **people, connects=True)
    assert not announced.waits_for_answer
    with pytest.raises(PlanChanged):
        activate(
            client=cast.client, assignment=cast.assignment, contact=cast.contact, terms=standard_terms(),
            by=cast.eva, at=clock.now(), seen=announced.plan.digest,
        )  # fmt: skip
    collaboration = connect(cast, row, standard_terms())
    assert collaboration.state == State.ACTIVE
    with cast.seen():
        assert not UnlinkedCollaboration.objects.exists()
        assert {grant.scope for grant in grants_from(collaboration)} == {"payroll", "time_approval"}
        events = AuditEvent.objects.filter(subject_id=collaboration.pk).order_by("sequence")
        assert [event.kind.partition(".")[2] for event in events] == ["started_at_once", "connected"]


def test_connecting_asks_a_company_with_account_and_opens_nothing(cast: Cast) -> None:
    row = make_unlinked(cast.firm, by=cast.eva, number=number_of(cast), variant="START", billing_recipient="FIRM")
    collaboration = connect(cast, row, start_terms())
    assert collaboration.state == State.REQUESTED
    with cast.seen():
        assert Invitation.objects.filter(collaboration=collaboration).count() == 2
        assert {grant.scope for grant in grants_from(collaboration)} == {"preparation"}
    cast.accept(collaboration)
    assert cast.fresh(collaboration).state == State.ACTIVE


def test_a_company_whose_people_have_left_gets_an_administrator_first(cast: Cast) -> None:
    with cast.seen():
        CompanyMembership.objects.update(ended_at=clock.now())
    row = make_unlinked(cast.firm, by=cast.eva, number=number_of(cast))
    with pytest.raises(Blocked) as refused:
        connect(cast, row, standard_terms())
    assert [blocker.code for blocker in refused.value.plan.blockers] == [BlockerCode.NO_ADMINISTRATOR]


def test_only_the_imported_terms_are_connected_once_and_to_the_company_they_name() -> None:
    cast = make_cast(account=False)
    row = make_unlinked(cast.firm, by=cast.eva, number=number_of(cast))
    elsewhere = make_unlinked(cast.firm, by=cast.eva, number=VOLVO)
    with pytest.raises(OtherTerms):
        connect(cast, row, standard_terms(months=3))
    with pytest.raises(UnlinkedGone):
        connect(cast, elsewhere, standard_terms())
    connect(cast, row, standard_terms())
    with pytest.raises(UnlinkedGone):
        connect(cast, row, standard_terms())
    with at_firm(cast):
        with pytest.raises(UnlinkedGone):
            remove_unlinked(firm=cast.firm, unlinked_id=row.pk, by=cast.eva)
        remove_unlinked(firm=cast.firm, unlinked_id=elsewhere.pk, by=cast.eva)
        assert AuditEvent.objects.get(kind="collaborations.unlinked_removed").data["number"] == VOLVO


def test_what_waits_is_a_fact_of_the_activation_and_of_no_other_firms(cast: Cast) -> None:
    other = make_firm("Byrån Bredvid AB")
    make_unlinked(other, by=make_staff(other, "Finn Främmande"), number=number_of(cast))
    with at_firm(cast):
        assert situation_of(cast.client, "LON_SMART").unlinked is None
    row = make_unlinked(cast.firm, by=cast.eva, number=number_of(cast))
    facts = facts_for(cast.client, "LON_SMART", assignment=cast.assignment, contact=None, sender=None)
    assert scenario_of(facts) is Scenario.MADE_ELSEWHERE
    with at_firm(cast):
        assert situation_of(cast.client, "LON_SMART").unlinked == row
        assert situation_of(cast.client, "SCANNER").unlinked is None
