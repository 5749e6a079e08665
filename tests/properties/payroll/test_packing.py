"""What is packed comes out as it went in."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from payroll.rules.canonical import canonical_text
from payroll.rules.packing import (
    contributions_by_names,
    contributions_packed_again,
    explanation_by_names,
    explanation_packed_again,
    figure_key,
    packed_contributions,
    packed_explanation,
    packed_sick_state,
    sick_state_by_names,
    sick_state_packed_again,
)
from payroll.rules.result import Contribution, Explanation, Input, SickState, Unit
from payroll.statutory import parameters_on
from tests.factories.payroll import OCTOBER

WORDS, AMOUNTS, DAYS = st.text(max_size=20), st.integers(-(10**9), 10**9), st.dates()
FIGURES = {figure_key(one): one for one in parameters_on(OCTOBER.last).figures.values()}
EXPLANATIONS = st.builds(
    Explanation,
    WORDS,
    WORDS,
    st.lists(st.builds(Input, WORDS, WORDS, st.sampled_from(Unit)), max_size=3).map(tuple),
    st.lists(st.sampled_from(list(FIGURES.values())), max_size=3).map(tuple),
    WORDS,
    st.lists(st.uuids().map(str), max_size=3).map(tuple),
)
RATES = st.decimals(0, 1, places=4)
CONTRIBUTIONS = st.lists(st.builds(Contribution, WORDS, RATES, AMOUNTS, AMOUNTS, EXPLANATIONS), max_size=3)
SICK_STATES = st.builds(SickState, st.none() | DAYS, AMOUNTS, AMOUNTS, st.lists(DAYS, max_size=3).map(tuple), AMOUNTS)


def stored(packed: Any) -> Any:
    return json.loads(canonical_text(packed))


def with_figures(said: dict[str, Any]) -> dict[str, Any]:
    return {**said, "figures": [stored(FIGURES[key]) for key in said["figures"]]}


@given(EXPLANATIONS)
def test_a_packed_explanation_says_all_that_it_said(explanation: Explanation) -> None:
    packed = stored(packed_explanation(explanation))
    said = explanation_by_names(packed)
    assert with_figures(said) == stored(explanation)
    assert stored(explanation_packed_again(said)) == packed


@given(CONTRIBUTIONS)
def test_packed_contributions_say_all_that_they_said(contributions: list[Contribution]) -> None:
    packed = stored(packed_contributions(contributions))
    said = contributions_by_names(packed)
    assert [{**one, "explanation": with_figures(one["explanation"])} for one in said] == stored(contributions)
    assert stored(contributions_packed_again(said)) == packed


@given(SICK_STATES)
def test_a_packed_sick_state_says_all_that_it_said(state: SickState) -> None:
    packed = stored(packed_sick_state(state))
    assert sick_state_by_names(packed) == stored(state)
    assert sick_state_packed_again(sick_state_by_names(packed)) == packed


def test_no_two_figures_of_the_law_have_one_key() -> None:
    assert len(FIGURES) == len(parameters_on(OCTOBER.last).figures)


def test_what_was_stored_before_there_were_keys_is_read_as_it_was() -> None:
    figure = stored(FIGURES[min(FIGURES)])
    reference = "01a216cd-cb62-7023-ad5e-25493648b3b9"
    said = explanation_by_names(["rule", "law", "1 = 1", [["name", "1", "NONE"]], [figure], [reference]])
    assert said["inputs"] == [{"name": "name", "value": "1", "unit": Unit.NONE}]
    assert (said["figures"], said["references"]) == ([figure], [reference])
