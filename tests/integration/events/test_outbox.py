"""An effect is performed once, retried when it fails, and never lost with a change that was rolled back."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from celery import shared_task
from django.conf import settings
from django.db import transaction

from common import clock
from common.rls import as_system
from common.scoping import current_scope
from events.effect_task import ActorMissing, EffectTask
from events.models import AuditEvent, OutboxEffect
from events.operations import enqueue, record, retry_effect
from events.operations.relay import relay_due, sweep_expired_leases
from events.rules.effect_states import MAX_ATTEMPTS, EffectState
from tests.factories.accounts import make_company
from tests.factories.effects import deliver, deliver_when_due, drain_outbox, queued_effects

pytestmark = pytest.mark.django_db
performed: list[str] = []


@shared_task(base=EffectTask, name="tests.remember")
def remember(*, word: str) -> str:
    """Remembers a word, and fails on command."""
    performed.append(word)
    if word == "fail":
        raise ValueError("told to fail")
    return f"reference-{word}"


@pytest.fixture(autouse=True)
def _forget() -> None:
    performed.clear()


def an_event() -> AuditEvent:
    company = make_company()
    return record("test.happened", by=None, subject=company, company_id=company.pk)


def state_of(effect: OutboxEffect) -> OutboxEffect:
    with as_system(reason="test", company_id=effect.company_id):
        return OutboxEffect.objects.get(pk=effect.pk)


def test_what_another_clock_finds_due_too_early_is_left_to_be_claimed_again() -> None:
    later = clock.now() + timedelta(seconds=2)
    effect = enqueue("tests.remember", dedupe_key="early", cause=an_event(), not_before=later, word="hej")
    with as_system(reason="test", company_id=effect.company_id):
        OutboxEffect.objects.filter(pk=effect.pk).update(state=EffectState.CLAIMED, lease_until=later)
    deliver(effect)
    assert (performed, state_of(effect).state, state_of(effect).attempts) == ([], EffectState.CLAIMED, 0)
    with clock.frozen(later):
        deliver(effect)
    assert (performed, state_of(effect).state) == (["hej"], EffectState.SENT)


def test_an_effect_is_performed_and_marked() -> None:
    effect = enqueue("tests.remember", dedupe_key="a", cause=an_event(), word="hej")
    assert drain_outbox() == 1
    assert performed == ["hej"]
    assert (state_of(effect).state, state_of(effect).external_reference) == (
        EffectState.SENT,
        "reference-hej",
    )


def test_a_second_delivery_does_nothing() -> None:
    effect = enqueue("tests.remember", dedupe_key="a", cause=an_event(), word="hej")
    deliver(effect)
    deliver(effect)
    assert performed == ["hej"]


def test_a_failing_effect_waits_longer_each_time_and_is_given_up_after_five() -> None:
    effect = enqueue("tests.remember", dedupe_key="a", cause=an_event(), word="fail")
    for attempt in range(1, MAX_ATTEMPTS + 1):
        with clock.frozen(clock.now() + attempt * timedelta(hours=1)):
            deliver(effect)
            deliver(effect)  # too early for another attempt
        assert state_of(effect).attempts == attempt
        assert len(performed) == attempt
    dead = state_of(effect)
    assert (dead.state, dead.last_error) == (EffectState.DEAD, "ValueError: told to fail")
    deliver(effect)
    assert len(performed) == 5


def test_a_dead_effect_can_be_tried_again_by_hand() -> None:
    effect = enqueue("tests.remember", dedupe_key="a", cause=an_event(), word="fail")
    deliver_when_due(effect, times=MAX_ATTEMPTS)
    with as_system(reason="test", company_id=effect.company_id):
        retry_effect(effect=effect)
    assert [queued.pk for queued in queued_effects()] == [effect.pk]


def test_a_rolled_back_change_leaves_no_effect() -> None:
    cause = an_event()
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue("tests.remember", dedupe_key="a", cause=cause, word="ghost")
        raise RuntimeError
    assert drain_outbox() == 0


def test_the_task_works_inside_the_scope_of_the_tenant() -> None:
    seen: list[frozenset[UUID] | None] = []

    @shared_task(base=EffectTask, name="tests.look_around")
    def look_around() -> None:
        opened = current_scope()
        seen.append(opened.company_ids if opened else None)

    cause = an_event()
    enqueue("tests.look_around", dedupe_key="a", cause=cause)
    drain_outbox()
    assert seen == [frozenset([cause.company_id])]


def test_a_task_without_an_outbox_row_is_refused() -> None:
    with pytest.raises(ActorMissing):
        remember()


def test_a_task_that_names_no_base_is_refused_too() -> None:
    @shared_task(name="tests.careless")
    def careless() -> None:
        performed.append("careless")

    with pytest.raises(ActorMissing):
        careless()
    assert performed == []


class WorkerKilled(BaseException):
    """What the task does not live to see."""


def test_work_that_ends_its_worker_is_given_up_after_five_attempts() -> None:
    @shared_task(base=EffectTask, name="tests.deadly")
    def deadly() -> None:
        performed.append("deadly")
        raise WorkerKilled

    effect = enqueue("tests.deadly", dedupe_key="a", cause=an_event())
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(WorkerKilled):
            deliver(effect)
    assert state_of(effect).state == EffectState.QUEUED
    deliver(effect)
    assert (state_of(effect).state, state_of(effect).last_error) == (EffectState.DEAD, "WorkerLost: 5 attempts")
    assert performed == ["deadly"] * MAX_ATTEMPTS


class Consequence(EffectTask):
    """Does something else when it is given up."""

    abstract = True

    def gave_up(self, *, error: Exception, **payload: Any) -> None:
        """Remember it; fail when told to."""
        performed.append(f"gave up {payload['word']}")
        if payload["word"] == "twice":
            raise ValueError("this fails too")


@shared_task(base=Consequence, name="tests.consequence")
def consequence(*, word: str) -> None:
    """Fails."""
    raise ValueError("told to fail")


@pytest.mark.parametrize("word", ["once", "twice"])
def test_what_follows_from_giving_up_happens_once_and_cannot_hold_it_back(word: str) -> None:
    effect = enqueue("tests.consequence", dedupe_key="a", cause=an_event(), word=word)
    deliver_when_due(effect, times=MAX_ATTEMPTS + 1)
    assert performed == [f"gave up {word}"]
    assert state_of(effect).state == EffectState.DEAD


@pytest.mark.django_db(transaction=True, databases=["default", "system"])
def test_a_claimed_effect_whose_lease_ran_out_is_queued_again() -> None:
    with transaction.atomic():
        effect = enqueue("tests.remember", dedupe_key="a", cause=an_event(), word="hej")
    handed: list[OutboxEffect] = []
    assert relay_due(send=handed.append) == 1
    assert relay_due(send=handed.append) == 0
    assert sweep_expired_leases() == 0
    with clock.frozen(clock.now() + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS + 1)):
        assert sweep_expired_leases() == 1
    assert [one.pk for one in handed] == [effect.pk]
    with transaction.atomic():
        assert state_of(effect).state == EffectState.QUEUED


@pytest.mark.django_db(transaction=True, databases=["default", "system"])
def test_what_the_broker_did_not_take_is_queued_again_at_once() -> None:
    with transaction.atomic():
        cause = an_event()
        effects = [enqueue("tests.remember", dedupe_key=key, cause=cause, word=key) for key in "abc"]

    def take_one_and_break(effect: OutboxEffect) -> None:
        if handed:
            raise ConnectionError("the broker is gone")
        handed.append(effect)

    handed: list[OutboxEffect] = []
    with pytest.raises(ConnectionError):
        relay_due(send=take_one_and_break)
    with transaction.atomic():
        states = {effect.pk: state_of(effect).state for effect in effects}
    assert {states.pop(effect.pk) for effect in handed} == {EffectState.CLAIMED}
    assert list(states.values()) == [EffectState.QUEUED] * 2
    handed.clear()
    assert relay_due(send=handed.append) == 2
