"""Which tests run on two cores at once, which want the machine to themselves, and what a round costs."""

import subprocess
import sys
from pathlib import Path

import pytest

from supervisor import processor_time
from supervisor.testing import asks_for_all


@pytest.mark.parametrize("arguments", [[], ["-q"], ["-q", "-x"]])
def test_without_a_choice_every_test_is_meant(arguments: list[str]) -> None:
    assert asks_for_all(arguments)


@pytest.mark.parametrize("arguments", [["tests/unit"], ["-k", "tax"], ["-m", "bench"], ["-q", "tests/faults"]])
def test_a_path_a_name_or_a_mark_chooses(arguments: list[str]) -> None:
    assert not asks_for_all(arguments)


def test_the_processor_time_of_what_was_started_is_counted_when_it_has_ended() -> None:
    before = processor_time.of_ended_children()
    subprocess.run([sys.executable, "-c", "while __import__('time').process_time() < 0.2: pass"], check=True)
    assert processor_time.of_ended_children() - before >= 0.2


def test_a_server_that_nothing_tells_of_is_counted_as_nothing(tmp_path: Path) -> None:
    assert processor_time.of_server("") == processor_time.of_server(str(tmp_path)) == 0
