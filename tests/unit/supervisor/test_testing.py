"""Which tests run on two cores at once, and which want the machine to themselves."""

import pytest

from supervisor.testing import asks_for_all


@pytest.mark.parametrize("arguments", [[], ["-q"], ["-q", "-x"]])
def test_without_a_choice_every_test_is_meant(arguments: list[str]) -> None:
    assert asks_for_all(arguments)


@pytest.mark.parametrize("arguments", [["tests/unit"], ["-k", "tax"], ["-m", "bench"], ["-q", "tests/faults"]])
def test_a_path_a_name_or_a_mark_chooses(arguments: list[str]) -> None:
    assert not asks_for_all(arguments)
