"""Whose approval a run needs, and for whom somebody gives it."""

import pytest

from payroll.rules.approvals import BOTH, NotTheirs, Side, approving_sides, is_last, side_that_approves

FIRM, CLIENT = Side.FIRM, Side.CLIENT


def test_the_agreement_says_who_approves_and_without_one_it_is_nobody_in_particular() -> None:
    assert [approving_sides(one) for one in ("FIRM", "CLIENT", "BOTH", None)] == [{FIRM}, {CLIENT}, BOTH, set()]


@pytest.mark.parametrize(
    ("agreed", "given", "own", "side", "last"),
    [
        ("FIRM", None, [FIRM], FIRM, True),
        ("CLIENT", None, [CLIENT], CLIENT, True),
        ("BOTH", None, [FIRM], FIRM, False),
        ("BOTH", None, [CLIENT], CLIENT, False),
        ("BOTH", FIRM, [CLIENT], CLIENT, True),
        ("BOTH", CLIENT, [CLIENT, FIRM], FIRM, True),
        ("FIRM", CLIENT, [FIRM], FIRM, True),
    ],
)
def test_somebody_approves_for_the_side_that_is_missing(
    agreed: str, given: Side | None, own: list[Side], side: Side, last: bool
) -> None:
    needed = approving_sides(agreed)
    assert side_that_approves(needed, given, own) is side
    assert is_last(needed, given, side) is last


@pytest.mark.parametrize(
    ("agreed", "given", "own"), [("CLIENT", None, FIRM), ("FIRM", None, CLIENT), ("BOTH", FIRM, FIRM)]
)
def test_nobody_approves_for_another_or_twice(agreed: str, given: Side | None, own: Side) -> None:
    with pytest.raises(NotTheirs):
        side_that_approves(approving_sides(agreed), given, [own])
