"""Changing an active collaboration: at once, on a later day, by whoever may; what was shown is what happens."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from accounts.models import Arrangement
from accounts.permissions import GrantScope
from accounts.queries import scopes_held
from advisor.operations.assignments import end_assignment
from collaborations.catalogue.change_sentences import CHANGE_MAILS
from collaborations.models import BillingPeriod, Collaboration, CollaborationChange
from collaborations.operations.change_mails import send_change_news
from collaborations.operations.changes import cancel_change, change
from collaborations.operations.ending import cancel_end, end, schedule_end
from collaborations.operations.refusals import (
    Blocked,
    ChangeGone,
    DayRefused,
    ForeignChoice,
    MayNotChange,
    NothingToChange,
    PlanChanged,
    TermsRefused,
)
from collaborations.queries.billing_history import period_of
from collaborations.queries.changes import Proposed, outlook_of, with_parties
from collaborations.queries.ending import end_plan_of
from collaborations.queries.facts import grants_from
from collaborations.queries.histories import history_of
from collaborations.rules.blockers import BlockerCode
from collaborations.rules.changes import ChangeState, DayProblem, Role
from collaborations.rules.terms import BillingRecipient, Party, Terms, TimeMode
from common import clock
from common.clock import STOCKHOLM
from events.models import AuditEvent, OutboxEffect
from tests.factories.advisor import make_assignment
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.factories.effects import drain_outbox

pytestmark = pytest.mark.django_db
AsOwner = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="module")
def made(standing: None) -> tuple[Cast, Collaboration]:
    cast = make_cast()
    collaboration = cast.accept(cast.activate(standard_terms()))
    drain_outbox()
    return cast, collaboration


@pytest.fixture
def at_work(made: tuple[Cast, Collaboration], db: None) -> tuple[Cast, Collaboration]:
    return deepcopy(made)


@pytest.fixture
def cast(at_work: tuple[Cast, Collaboration]) -> Cast:
    return at_work[0]


@pytest.fixture
def working(at_work: tuple[Cast, Collaboration]) -> Collaboration:
    return at_work[1]


def proposed(cast: Cast, terms: Terms, **chosen: Any) -> Proposed:
    return Proposed(terms, chosen.pop("assignment", cast.assignment), **chosen)


def shown(cast: Cast, collaboration: Collaboration, what: Proposed) -> str:
    outlook = outlook_of(with_parties(collaboration), what, asker=cast.eva, today=clock.today())
    return outlook.plan.digest


def send(
    cast: Cast, collaboration: Collaboration, what: Proposed, *, role: Role = Role.FIRM, seen: str | None = None
) -> CollaborationChange:
    by = cast.administrators[0] if role is Role.CLIENT else cast.eva
    return change(collaboration=collaboration, proposed=what, by=by, role=role, at=clock.now(), seen=seen)


def fresh(cast: Cast, made: CollaborationChange) -> CollaborationChange:
    with cast.seen():
        return CollaborationChange.objects.get(pk=made.pk)


def held(cast: Cast, collaboration: Collaboration) -> set[tuple[str, str]]:
    with cast.seen():
        return {(grant.user.given_name, grant.scope) for grant in grants_from(collaboration) if grant.user}


def scopes(cast: Cast, number: int = 0) -> set[str]:
    with cast.seen():
        return {str(scope) for scope in scopes_held(cast.administrators[number].pk, cast.company.pk)}


def in_days(number: int) -> date:
    return clock.today() + timedelta(days=number)


def morning(day: date) -> datetime:
    return datetime.combine(day, time(6), STOCKHOLM)


def occasions(made: CollaborationChange, cast: Cast) -> list[str]:
    with cast.seen():
        told = OutboxEffect.objects.filter(kind="collaborations.send_change_news", subject_id=made.pk)
        return sorted(one.payload["occasion"] for one in told)


MATRIX = standard_terms().responsibilities


def test_responsibilities_change_at_once_and_access_and_arrangement_follow(cast: Cast, working: Collaboration) -> None:
    matrix = replace(MATRIX, payroll_approval=Party.FIRM, time_approval=Party.BOTH)
    what = proposed(cast, standard_terms(matrix=matrix))
    assert ("Ola", "payroll") in held(cast, working)
    made = send(cast, working, what, seen=shown(cast, working, what))
    assert (made.state, made.effective_on) == (ChangeState.DONE, clock.today())
    assert ("Ola", "payroll") not in held(cast, working)
    assert ("Eva", "time_approval") in held(cast, working)
    with cast.seen():
        arrangement = Arrangement.objects.get(company=cast.company)
        kinds = set(AuditEvent.objects.filter(subject_id=working.pk).values_list("kind", flat=True))
    assert (arrangement.payroll_approval, arrangement.time_approval) == ("FIRM", "BOTH")
    assert "collaborations.changed" in kinds
    assert occasions(made, cast) == ["done_client", "done_client", "done_firm", "done_firm"]
    assert drain_outbox() == 4


def test_the_time_mode_is_followed_by_the_arrangement(cast: Cast, working: Collaboration) -> None:
    matrix = replace(MATRIX, time_registration=Party.FIRM)
    send(cast, working, proposed(cast, standard_terms(mode=TimeMode.FIRM_REGISTERS, matrix=matrix)))
    with cast.seen():
        assert Arrangement.objects.get(company=cast.company).time_mode == TimeMode.FIRM_REGISTERS
    assert not {scope for _, scope in held(cast, working)} & {"time_approval"}


def test_another_assignment_lets_its_staff_in_and_the_others_out(cast: Cast, working: Collaboration) -> None:
    other = make_assignment(cast.client, owner=cast.sven, participants=[cast.jon], name="Lön 2027")
    what = proposed(cast, standard_terms(), assignment=other)
    outlook = outlook_of(with_parties(working), what, asker=cast.eva, today=clock.today())
    people = {effect.code: effect.parameters.get("people", ()) for effect in outlook.plan.effects}
    assert [one.name for one in people["staff_access_opened"]] == ["Sven Storm"]  # type: ignore[attr-defined]
    assert [one.name for one in people["staff_access_closed"]] == ["Eva Lind"]  # type: ignore[attr-defined]
    send(cast, working, what, role=Role.CONSULTANT, seen=outlook.plan.digest)
    assert {name for name, scope in held(cast, working) if scope == "payroll"} >= {"Sven", "Jon"}
    assert "Eva" not in {name for name, _ in held(cast, working)}


def test_a_change_from_a_day_comes_on_that_day_and_not_before(cast: Cast, working: Collaboration) -> None:
    matrix = replace(MATRIX, payroll_approval=Party.FIRM)
    what = proposed(cast, standard_terms(matrix=matrix), day=in_days(10))
    made = send(cast, working, what, seen=shown(cast, working, what))
    assert (made.state, made.effective_on) == (ChangeState.PENDING, in_days(10))
    with clock.frozen(morning(in_days(9))):
        drain_outbox()
    assert ("Ola", "payroll") in held(cast, working)
    with clock.frozen(morning(in_days(10))):
        drain_outbox()
    assert fresh(cast, made).state == ChangeState.DONE
    assert ("Ola", "payroll") not in held(cast, working)
    assert set(occasions(made, cast)) == {"pending_firm", "pending_client", "done_firm", "done_client"}


def test_a_cancelled_change_does_not_come(cast: Cast, working: Collaboration) -> None:
    made = send(cast, working, proposed(cast, start_terms(), day=in_days(5)))
    cancel_change(change=made, by=cast.eva, role=Role.FIRM, at=clock.now())
    with clock.frozen(morning(in_days(6))):
        drain_outbox()
    assert fresh(cast, made).state == ChangeState.CANCELLED
    assert cast.fresh(working).variant == "STANDARD"
    with pytest.raises(ChangeGone):
        cancel_change(change=made, by=cast.eva, role=Role.FIRM, at=clock.now())
    assert {"cancelled_firm", "cancelled_client"} <= set(occasions(made, cast))


def test_only_one_change_is_open_at_a_time(cast: Cast, working: Collaboration) -> None:
    send(cast, working, proposed(cast, start_terms(), day=in_days(5)))
    with pytest.raises(Blocked) as refused:
        send(cast, working, proposed(cast, start_terms(mode=TimeMode.EMPLOYEES_REGISTER)))
    assert [one.code for one in refused.value.plan.blockers] == [BlockerCode.CHANGE_OPEN]


def test_who_pays_changes_with_the_next_period_and_the_history_keeps_both(cast: Cast, working: Collaboration) -> None:
    now = cast.fresh(working)
    assert now.period_ends_on is not None
    first = now.period_ends_on + timedelta(days=1)
    made = send(cast, working, proposed(cast, standard_terms(billing=BillingRecipient.FIRM, months=3)))
    assert (made.state, made.effective_on) == (ChangeState.PENDING, first)
    with clock.frozen(morning(first)):
        drain_outbox()
        assert outcome(cast, working) == ("FIRM", 3, first)
    with cast.seen():
        rows = BillingPeriod.objects.filter(collaboration=working).order_by("starts_on")
        assert [(row.recipient, row.months, row.ends_on) for row in rows] == [
            ("CLIENT", 12, first - timedelta(days=1)),
            ("FIRM", 3, None),
        ]


def test_what_cost_nothing_at_first_has_its_next_period_after_the_one_that_is_paid(
    cast: Cast, working: Collaboration
) -> None:
    with cast.seen():
        Collaboration.objects.filter(pk=working.pk).update(free_until=in_days(60))
    made = send(cast, working, proposed(cast, standard_terms(billing=BillingRecipient.FIRM)))
    paid = period_of(cast.fresh(working), clock.today())
    assert paid is not None
    assert (paid.first, made.effective_on) == (in_days(60), paid.last + timedelta(days=1))


def outcome(cast: Cast, working: Collaboration) -> tuple[str, int | None, date | None]:
    now = cast.fresh(working)
    return now.billing_recipient, now.period_months, now.period_starts_on


@pytest.mark.parametrize(
    ("terms", "day", "problem"),
    [
        (standard_terms(billing=BillingRecipient.FIRM), in_days(5), DayProblem.NOT_NEXT_PERIOD),
        (start_terms(), in_days(-1), DayProblem.PASSED),
    ],
)
def test_a_day_that_cannot_be_is_refused(
    cast: Cast, working: Collaboration, terms: Terms, day: date, problem: DayProblem
) -> None:
    with pytest.raises(DayRefused) as refused:
        send(cast, working, proposed(cast, terms, day=day))
    assert refused.value.problem is problem


def test_to_start_closes_payroll_and_lon_direkt_for_the_client_in_one_commit(as_owner: AsOwner) -> None:
    cast = make_cast(lon_direct=True)
    working = cast.accept(cast.activate(standard_terms()))
    drain_outbox()
    assert scopes(cast, 1) == {GrantScope.COLLABORATION_ADMIN, "payroll", "time_approval", "lon_direkt"}
    what = proposed(cast, start_terms())
    made = send(cast, working, what, seen=shown(cast, working, what))
    assert made.state == ChangeState.DONE
    assert scopes(cast, 1) == {GrantScope.COLLABORATION_ADMIN}
    assert outcome(cast, working)[0] == "FIRM"
    assert broken(as_owner) == {}


def broken(as_owner: AsOwner) -> dict[str, int]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT viewname FROM pg_views WHERE viewname LIKE 'inv\\_%'")
        names = [row[0] for row in cursor.fetchall()]
        found = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {name}")
            row = cursor.fetchone()
            if row and row[0]:
                found[name] = int(row[0])
    return found


def test_ending_drops_the_change_that_was_to_come_and_says_so(cast: Cast, working: Collaboration) -> None:
    made = send(cast, working, proposed(cast, start_terms(), day=in_days(5)))
    plan = end_plan_of(working)
    assert "change_dropped" in [effect.code for effect in plan.effects]
    end(
        collaboration=working, by=cast.eva, party=BillingRecipient.FIRM, reason="Klart", at=clock.now(),
        seen=plan.digest,
    )  # fmt: skip
    assert fresh(cast, made).state == ChangeState.CANCELLED
    with clock.frozen(morning(in_days(6))):
        drain_outbox()
    assert cast.fresh(working).variant == "STANDARD"


def test_nothing_is_changed_while_an_end_is_decided(cast: Cast, working: Collaboration) -> None:
    made = send(cast, working, proposed(cast, start_terms(), day=in_days(5)))
    schedule_end(
        collaboration=working, by=cast.eva, party=BillingRecipient.FIRM, reason="Klart", last_day=in_days(9),
        at=clock.now(),
    )  # fmt: skip
    assert fresh(cast, made).state == ChangeState.CANCELLED
    with pytest.raises(Blocked) as refused:
        send(cast, working, proposed(cast, start_terms()))
    assert [one.code for one in refused.value.plan.blockers] == [BlockerCode.END_DECIDED]
    cancel_end(collaboration=working, by=cast.eva, party=BillingRecipient.FIRM, at=clock.now())
    assert send(cast, working, proposed(cast, start_terms())).state == ChangeState.DONE


def test_what_stands_in_the_way_on_the_day_is_told_and_nothing_changes(cast: Cast, working: Collaboration) -> None:
    other = make_assignment(cast.client, owner=cast.sven, name="Lön 2027")
    made = send(cast, working, proposed(cast, standard_terms(), assignment=other, day=in_days(3)))
    with cast.seen():
        end_assignment(assignment=other, by=cast.eva)
    with clock.frozen(morning(in_days(3))):
        drain_outbox()
    failed = fresh(cast, made)
    assert (failed.state, failed.reason) == (ChangeState.FAILED, BlockerCode.NO_ASSIGNMENT)
    assert occasions(made, cast).count("failed_firm") == 1
    assert cast.fresh(working).assignment_id == cast.assignment.pk


def test_each_role_changes_only_what_is_its_own(cast: Cast, working: Collaboration) -> None:
    both = proposed(cast, standard_terms(matrix=replace(MATRIX, time_approval=Party.BOTH)))
    pays = proposed(cast, standard_terms(billing=BillingRecipient.FIRM))
    for role, what in [(Role.CONSULTANT, both), (Role.CLIENT, pays), (Role.CONSULTANT, pays)]:
        with pytest.raises(MayNotChange):
            send(cast, working, what, role=role)
    planned = send(cast, working, replace(both, day=in_days(2)), role=Role.CLIENT)
    assert planned.party == "CLIENT"
    with pytest.raises(MayNotChange):
        cancel_change(change=planned, by=cast.eva, role=Role.CONSULTANT, at=clock.now())
    cancel_change(change=planned, by=cast.administrators[1], role=Role.CLIENT, at=clock.now())


def test_what_is_no_change_not_offered_foreign_or_not_what_was_shown_is_refused(
    cast: Cast, working: Collaboration
) -> None:
    elsewhere = make_cast()
    pays = replace(start_terms(), billing_recipient=BillingRecipient.CLIENT)
    for what, refusal in [
        (proposed(cast, standard_terms()), NothingToChange),
        (proposed(cast, pays), TermsRefused),
        (proposed(cast, start_terms(), assignment=elsewhere.assignment), ForeignChoice),
    ]:
        with pytest.raises(refusal):
            send(cast, working, what)
    with pytest.raises(PlanChanged):
        send(cast, working, proposed(cast, start_terms()), seen=shown(cast, working, proposed(cast, standard_terms())))
    assert cast.fresh(working).variant == "STANDARD"


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("occasion", sorted(CHANGE_MAILS))
def test_each_mail_about_a_change_is_whole_in_both_languages(
    cast: Cast, working: Collaboration, occasion: str, language: str, mailoutbox: list[Any]
) -> None:
    other = make_assignment(cast.client, owner=cast.sven, name="Lön & semester 2027")
    made = send(cast, working, proposed(cast, start_terms(), assignment=other, day=in_days(4)))
    with cast.seen():
        asked: dict[str, Any] = {
            "state": ChangeState.WAITING_FOR_CLIENT,
            "expires_at": clock.now() + timedelta(days=30),
        }
        CollaborationChange.objects.filter(pk=made.pk).update(reason="no_assignment", **asked)
        cast.eva.language = language
        cast.eva.save()
        working_day = datetime(2026, 11, 25, 9, tzinfo=UTC)
        send_change_news(change_id=made.pk, user_id=cast.eva.pk, occasion=occasion, at=working_day)
    mail = mailoutbox[-1]
    html = str(mail.alternatives[0].content)
    variant = "Standard – byrå och kund" if language == "sv" else "Standard – firm and client"
    assert mail.subject
    assert "http" in mail.body
    assert variant in mail.body
    assert variant in html
    assert ("Lön & semester 2027" in mail.body) == occasion.endswith("_firm")
    assert not re.search(r"{[{%]|%\(|&#x27;|&amp;", mail.subject + mail.body)


def test_the_history_says_what_was_changed_and_whom_it_was_mailed_to(cast: Cast, working: Collaboration) -> None:
    send(cast, working, proposed(cast, start_terms(), day=in_days(4)))
    with cast.seen(), translation.override("sv"):
        line = history_of(cast.fresh(working)).lines[0]
    assert line.text == "En ändring av samarbetet bestämdes"
    assert line.details.startswith("Variant, Fakturamottagare, Tid")
    assert {mail.occasion for mail in line.mails} == {"En ändring på väg"}
    assert {mail.to for mail in line.mails} >= {"Eva Lind", "Ola Persson"}


def test_the_client_is_reminded_of_a_question_on_working_days_until_it_has_answered() -> None:
    cast = make_cast()
    asked_at = datetime(2027, 3, 22, 9, tzinfo=UTC)  # the third day is Maundy Thursday, the tenth lies after Easter
    with clock.frozen(asked_at):
        working = cast.accept(cast.activate(start_terms()))
        drain_outbox()
        made = send(cast, working, proposed(cast, standard_terms()))
    assert made.state == ChangeState.WAITING_FOR_CLIENT

    def queued() -> list[tuple[str, str]]:
        with cast.seen():
            rows = OutboxEffect.objects.filter(payload__occasion__startswith="after-", subject_id=made.pk)
            found = rows.order_by("next_attempt_at", "dedupe_key").values_list("payload__occasion", "next_attempt_at")
            return sorted({(occasion, str(moment.date())) for occasion, moment in found})

    assert queued() == [("after-10-days_client", "2027-04-01"), ("after-3-days_client", "2027-03-25")]
    mail: dict[str, Any] = {
        "change_id": made.pk,
        "user_id": cast.administrators[0].pk,
        "occasion": "after-3-days_client",
    }
    with cast.seen():
        good_friday = datetime(2027, 3, 26, 9, tzinfo=UTC)
        assert send_change_news(**mail, at=good_friday) == ""
        assert ("after-3-days_client", "2027-03-30") in queued()
        assert send_change_news(**mail, at=datetime(2027, 3, 30, 9, tzinfo=UTC))
        CollaborationChange.objects.filter(pk=made.pk).update(state=ChangeState.PENDING, effective_on=in_days(9))
        assert send_change_news(**mail, at=datetime(2027, 3, 30, 9, tzinfo=UTC)) == ""
