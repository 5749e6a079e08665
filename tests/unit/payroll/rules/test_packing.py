"""How payslips keep what they say of themselves: what is stored may not come to look otherwise."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from payroll.rules.packing import (
    explanation_by_names,
    explanation_packed_again,
    figure_key,
    packed_contributions,
    packed_explanation,
    packed_sick_state,
)
from payroll.rules.result import Contribution, Explanation, Input, SickState, Unit
from payroll.statutory import Figure

REFERENCE, SHORT = "01a216cd-cb62-7023-ad5e-25493648b3b9", "AaIWzcticCOtXiVJNkizuQ"
FIGURE = Figure("rate", Decimal("0.1021"), "share", date(2025, 1, 1), "A source", True)
WHOLE = Explanation(
    rule="rule",
    formula="1 = 1",
    inputs=(Input("pay", "100", Unit.ORE), Input("age_group", "standard", Unit.NONE)),
    figures=(FIGURE,),
    law="law",
    references=(REFERENCE,),
)
STORED = ["rule", "law", "1 = 1", [("pay", "100", "ORE"), ("age_group", "standard")], ["irtEKppYitO4"], [SHORT]]


def test_an_explanation_is_kept_by_position_with_short_names_of_figures_and_references() -> None:
    assert packed_explanation(WHOLE) == STORED
    assert explanation_packed_again(explanation_by_names(STORED)) == STORED


def test_what_is_empty_at_the_end_is_not_kept() -> None:
    assert packed_explanation(Explanation("rule", "")) == ["rule"]
    assert packed_explanation(Explanation("", "1 = 1")) == ["", "", "1 = 1"]
    assert packed_explanation(Explanation("", "")) == []
    assert explanation_by_names(["rule"]) == {
        "rule": "rule", "law": "", "formula": "", "inputs": [], "figures": [], "references": [],
    }  # fmt: skip


def test_the_key_of_a_figure_is_the_same_for_ever_and_another_when_anything_is_said_otherwise() -> None:
    assert figure_key(FIGURE) == STORED[4][0]
    assert figure_key(replace(FIGURE, verified=False)) != figure_key(FIGURE)


def test_contributions_and_illness_are_kept_by_position() -> None:
    one = Contribution("standard", Decimal("0.3142"), 100_00, 31_42, Explanation("rule", "1 = 1"))
    assert packed_contributions([one]) == [("standard", Decimal("0.3142"), 100_00, 31_42, ["rule", "", "1 = 1"])]
    days = (date(2026, 10, 1),)
    assert packed_sick_state(SickState(date(2026, 10, 2), 2, 0, days, 1)) == [date(2026, 10, 2), 2, 0, days, 1]


def test_what_is_no_id_is_not_made_short() -> None:
    assert packed_explanation(Explanation("rule", "", references=("no id",)))[-1] == ["no id"]
