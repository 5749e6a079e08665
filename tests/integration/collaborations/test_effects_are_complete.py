"""Nothing can be planned that is not both said and done."""

from datetime import date

import pytest

from collaborations.catalogue.sentences import AUDIENCES, BLOCKERS, EFFECTS, EVENTS, MOMENTS, REMEDIES, SITUATIONS
from collaborations.operations.carrying_out import HANDLERS
from collaborations.rules.blockers import BlockerCode, Remedy
from collaborations.rules.effects import Audience, BillingSet, Effect, EndScheduled, Moment, People, TimeModeSet
from collaborations.rules.facts import Person
from collaborations.rules.scenarios import Scenario
from collaborations.rules.terms import BillingRecipient, TimeMode
from collaborations.templatetags.collaborations import names, sentence

PEOPLE = (Person("Eva Lind", "eva@example.se"), Person("Mia K.", "mia@example.se"))


def leaves(kind: type[Effect]) -> list[type[Effect]]:
    return [leaf for child in kind.__subclasses__() for leaf in leaves(child)] or [kind]


def test_every_effect_has_a_handler() -> None:
    assert set(HANDLERS) == set(leaves(Effect))


@pytest.mark.parametrize("kind", leaves(Effect))
def test_every_effect_has_a_sentence_in_which_nothing_is_left_open(kind: type[Effect]) -> None:
    if issubclass(kind, People):
        effect: Effect = kind(people=PEOPLE)
    elif kind is BillingSet:
        effect = BillingSet(recipient=BillingRecipient.FIRM, months=12)
    elif kind is TimeModeSet:
        effect = TimeModeSet(time_mode=TimeMode.EMPLOYEES_REGISTER)
    elif kind is EndScheduled:
        effect = EndScheduled(last_day=date(2026, 12, 31))
    else:
        effect = kind(days=30) if "days" in kind.__dataclass_fields__ else kind()  # type: ignore[call-arg]
    for viewer in ("firm", "client"):
        said = sentence(effect, viewer)
        assert said.endswith(".")
        assert "%" not in said
        assert ".." not in said
        assert not issubclass(kind, People) or "Eva Lind och Mia K" in said


def test_every_code_has_its_words() -> None:
    assert set(BLOCKERS) == set(BlockerCode)
    assert set(SITUATIONS) == set(Scenario)
    assert set(REMEDIES) == set(Remedy) - {Remedy.NONE}
    assert {audience for audience, _ in AUDIENCES} == set(Audience)
    assert {moment for moment, _ in MOMENTS} == set(Moment)
    assert set(EFFECTS) == {kind.code for kind in leaves(Effect)} - {"billing_set", "time_mode_set"}
    assert all(kind.startswith("collaborations.") for kind in EVENTS)


@pytest.mark.parametrize(
    ("count", "expected"), [(0, ""), (1, "Eva Lind"), (2, "Eva Lind och Mia K."), (3, "Eva Lind, Mia K. och Jon")]
)
def test_names_are_listed_as_people_say_them(count: int, expected: str) -> None:
    people = (*PEOPLE, Person("Jon", "jon@example.se"))[:count]
    assert names(people) == expected
