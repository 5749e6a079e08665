"""Nothing can be planned that is not both said and done."""

from dataclasses import fields
from datetime import date
from uuid import uuid4

import pytest

from collaborations.catalogue.change_sentences import IN_GROUP
from collaborations.catalogue.sentences import AUDIENCES, BLOCKERS, EFFECTS, EVENTS, MOMENTS, REMEDIES, SITUATIONS
from collaborations.operations.carrying_out import HANDLERS
from collaborations.operations.own_payroll import OWN_HANDLERS
from collaborations.operations.refusals import CannotRecover, DayNotOffered, EndedByOther, Refused
from collaborations.rules.blockers import BlockerCode, Remedy
from collaborations.rules.change_effects import (
    AssignmentMoved,
    ChangeScheduled,
    GroupResponsibilityMoved,
    PeriodBegins,
    ResponsibilityMoved,
    VariantBilled,
    VariantChanged,
)
from collaborations.rules.effects import Audience, Effect, Moment, People, PeopleOfGroup
from collaborations.rules.facts import Person
from collaborations.rules.scenarios import Scenario
from collaborations.rules.terms import BillingRecipient, Party, TimeMode
from collaborations.templatetags.collaborations import names, sentence
from collaborations.web.refusals import SENTENCES

PEOPLE = (Person("Eva Lind", "eva@example.se"), Person("Mia K.", "mia@example.se"))

CHANGES: dict[type[Effect], Effect] = {
    type(effect): effect
    for effect in (
        ChangeScheduled(day=date(2026, 12, 31)),
        AssignmentMoved(before="Lön", after="Löpande lön", assignment_id=uuid4()),
        VariantChanged(service="LON_SMART", before="STANDARD", after="START"),
        ResponsibilityMoved(task="schedules", before=Party.FIRM, after=Party.BOTH),
        GroupResponsibilityMoved(task="schedules", group=uuid4(), group_name="Lager", before=None, after=Party.CLIENT),
        PeriodBegins(recipient=BillingRecipient.FIRM, months=12),
        VariantBilled(service="LON_SMART", variant="START", recipient=BillingRecipient.CLIENT, months=3),
    )
}


def leaves(kind: type[Effect]) -> list[type[Effect]]:
    return [leaf for child in kind.__subclasses__() for leaf in leaves(child)] or [kind]


def test_every_effect_has_a_handler() -> None:
    assert {*HANDLERS, *OWN_HANDLERS} == set(leaves(Effect))


EXAMPLES: dict[str, object] = {
    "people": PEOPLE,
    "recipient": BillingRecipient.FIRM,
    "months": 12,
    "time_mode": TimeMode.EMPLOYEES_REGISTER,
    "last_day": date(2026, 12, 31),
    "day": date(2027, 1, 1),
    "days": 30,
    "service": "EEKONOMI",
    "count": 3,
    "on_end": "READABLE",
    "name": "eEkonomi",
    "has_mandate": True,
    "is_agreed": True,
    "group_name": "Lager",
}


@pytest.mark.parametrize("kind", leaves(Effect))
def test_every_effect_has_a_sentence_in_which_nothing_is_left_open(kind: type[Effect]) -> None:
    wanted = {field.name for field in fields(kind)} - {"when"}
    effect = CHANGES.get(kind) or kind(**{name: EXAMPLES[name] for name in wanted})  # type: ignore[arg-type]
    for viewer in ("firm", "client"):
        said = sentence(effect, viewer)
        assert said.endswith(".")
        assert "%" not in said
        assert ".." not in said
        assert not issubclass(kind, People) or "Eva Lind och Mia K" in said
        assert ("Lager" in said) == ("group_name" in wanted)


def test_every_refusal_has_a_sentence() -> None:
    with_their_own = {CannotRecover, DayNotOffered, EndedByOther}
    named = {kind for kind in Refused.__subclasses__() if kind.__module__ == Refused.__module__}
    assert set(SENTENCES) == named - with_their_own


def test_every_code_has_its_words() -> None:
    assert set(BLOCKERS) == set(BlockerCode)
    assert set(SITUATIONS) == set(Scenario)
    assert set(REMEDIES) == set(Remedy) - {Remedy.NONE}
    assert {audience for audience, _ in AUDIENCES} == set(Audience)
    assert {moment for moment, _ in MOMENTS} == set(Moment)
    assert set(IN_GROUP) == {kind.code for kind in leaves(PeopleOfGroup)}
    assert set(EFFECTS) == {kind.code for kind in leaves(Effect)} - {"billing_set", "time_mode_set"}
    assert all(kind.startswith("collaborations.") for kind in EVENTS)


@pytest.mark.parametrize(
    ("count", "expected"), [(0, ""), (1, "Eva Lind"), (2, "Eva Lind och Mia K."), (3, "Eva Lind, Mia K. och Jon")]
)
def test_names_are_listed_as_people_say_them(count: int, expected: str) -> None:
    people = (*PEOPLE, Person("Jon", "jon@example.se"))[:count]
    assert names(people) == expected
