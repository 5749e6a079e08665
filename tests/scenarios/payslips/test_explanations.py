"""What a payslip says of its figures stays as it is: an employee may ask "why" years later."""

import os
from functools import cache
from pathlib import Path

import pytest

from payroll.figure_names import NAMES
from payroll.wording import INPUTS, LAWS, PAY_ITEMS
from tests.scenarios.payslips.explained import kind_of, record, recorded, told
from tests.scenarios.payslips.scenario import computed, read

if os.environ.get("WRITE_DOWN"):
    record()
FILES = sorted(Path(__file__).parent.glob("*.toml"))
RECORDED = list(recorded())
NEW = "A new kind of explanation. Look at it, and write it down: WRITE_DOWN=1 make test ARGS='tests/scenarios'"


@cache
def kinds() -> set[str]:
    """Every kind that is written down."""
    return {kind_of(text) for _, text in RECORDED}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_line_says_why_as_it_was_written_down(path: Path) -> None:
    found = told(computed(read(path)))
    assert [text for name, text in RECORDED if name == path.stem and text not in found] == []
    assert [text for text in found if kind_of(text) not in kinds() and not is_of_a_new_rule(text)] == [], NEW


def is_of_a_new_rule(explanation: str) -> bool:
    """Whether it is of a rule that has words, but no example written down yet."""
    rule, law = rule_and_law(explanation)
    return rule in PAY_ITEMS and law in LAWS and (rule, law) not in {rule_and_law(text) for _, text in RECORDED}


def rule_and_law(explanation: str) -> tuple[str, str]:
    """What its first row says."""
    rule, _, law = explanation.splitlines()[0].partition(" by ")
    return rule, law


def test_everything_that_is_said_has_words() -> None:
    for _, text in RECORDED:
        rule, law = rule_and_law(text)
        assert rule in PAY_ITEMS
        assert law in LAWS
        for row in text.splitlines()[3:]:
            name = row.strip().partition(" = ")[0]
            if name.startswith("the law's "):
                figure = name.removeprefix("the law's ")
                assert figure in NAMES or figure.startswith(("contributions.", "one_off_tax."))
            elif not name.startswith("from "):
                assert name in INPUTS
