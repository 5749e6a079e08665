"""A second registration of a kind on a day stands beside the first where the clock says that both can be."""

from datetime import time
from typing import NamedTuple

import pytest

from timereporting.rules.durations import Span, parse_length
from timereporting.rules.standing import replaced_by


class Length(NamedTuple):
    """A registration whose length alone is known."""

    starts_at: time | None
    ends_at: time | None


def span(text: str) -> Span:
    """Clock times as they are typed."""
    length = parse_length(text)
    assert isinstance(length, Span)
    return length


@pytest.mark.parametrize(
    ("new", "there", "is_replaced"),
    [
        ("13-17", "8-12", False),
        ("8-12", "12-17", False),
        ("17-19", "6-8", False),
        ("22-2", "17-22", False),
        ("11-14", "8-12", True),
        ("9-10", "8-12", True),
        ("8-12", "8-12", True),
        ("22-6", "23-24", True),
        ("16-24", "22-6", True),
    ],
)
def test_only_what_overlaps_by_the_clock_is_replaced(new: str, there: str, is_replaced: bool) -> None:
    old = span(there)
    assert replaced_by(span(new), [old]) == ([old] if is_replaced else [])


def test_hours_without_clock_times_stand_alone() -> None:
    known, length = Span(time(8), time(12)), Length(None, None)
    assert replaced_by(None, [known]) == [known]
    assert replaced_by(known, [length]) == [length]
