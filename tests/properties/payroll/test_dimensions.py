"""What holds for any payslips over any cost centres and projects: nothing is lost, and nothing is where it is not."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from common.money import split_by_largest_remainder
from employment.rules.cost_splits import Share, check_split
from payroll.rules.accounts import CONTRIBUTIONS_COST, ROUNDING
from payroll.rules.basis import PayForm
from payroll.rules.dimensions import carries_dimensions
from payroll.rules.journal import journal, moves, postings
from payroll.rules.result import PayslipResult
from tests.properties.payroll.examples import payslips

CODES = st.sampled_from(["", "100", "200"])
places = st.tuples(CODES, st.sampled_from(["", "P1"]))
Run = list[tuple[PayForm, PayslipResult]]


@st.composite
def splits(draw: st.DrawFn) -> tuple[Share, ...]:
    """None, or up to four shares of a hundred per cent."""
    named = draw(st.lists(places.filter(any), max_size=4, unique=True))
    cuts = sorted(draw(st.lists(st.integers(1, 9_999), min_size=len(named), max_size=len(named), unique=True))[1:])
    edges = [0, *cuts, 10_000]
    shares = tuple(Share(Decimal(edges[row + 1] - edges[row]) / 100, *place) for row, place in enumerate(named))
    check_split(shares)
    return shares


@st.composite
def runs_in_places(draw: st.DrawFn) -> Run:
    """Any payslips, split in any way, with a line here and there that has a place of its own."""
    found = []
    slips: list[Any] = draw(st.lists(payslips, min_size=1, max_size=2))
    for slip in slips:
        own = [draw(places) if number % 3 == 0 else ("", "") for number in range(len(slip.lines))]
        lines = [
            replace(line, cost_centre=centre, project=project)
            for line, (centre, project) in zip(slip.lines, own, strict=True)
        ]
        placed: PayslipResult = replace(slip, shares=draw(splits()), lines=tuple(lines))
        found.append((draw(st.sampled_from(PayForm)), placed))
    return found


@given(runs_in_places(), st.integers(0, 2))
def test_the_journal_by_account_is_the_same_and_by_dimension_all_that_the_run_cost(run: Run, cut: int) -> None:
    """Accounts have the sums that they have without dimensions; all places together have what the payslips cost."""
    lines = journal(run, moves(run))
    by_account: dict[str, int] = defaultdict(int)
    for line in lines:
        by_account[line.account] += line.amount
    assert sum(by_account.values()) == 0
    assert {account: amount for account, amount in by_account.items() if amount} == {
        line.account: line.amount for line in journal(run)
    }
    cost = sum(posting.amount for one in run for posting in postings(*one) if carries_dimensions(posting.account))
    cost += sum(slip.contribution_cost for _, slip in run)
    of_cost = [one for one in lines if carries_dimensions(one.account) and one.account != ROUNDING]
    assert sum(one.amount for one in of_cost) == cost
    assert all(one in of_cost for one in lines if one.cost_centre or one.project)
    # In chunks it comes to the same.
    assert journal(run, [*moves(run[:cut]), *moves(run[cut:])]) == lines


@given(st.lists(payslips, min_size=1, max_size=2), splits())
def test_each_share_gets_its_per_cent_of_every_account_but_for_an_ore_a_line(
    slips: list[PayslipResult], split: tuple[Share, ...]
) -> None:
    run = [(PayForm.MONTHLY, replace(slip, shares=split)) for slip in slips]
    whole: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for one in run:
        for _, account, amount in postings(*one):
            whole[account] = (whole[account][0] + amount, whole[account][1] + 1)
    whole[CONTRIBUTIONS_COST] = (sum(slip.contribution_cost for slip in slips), len(slips))
    found = {(one.account, one.cost_centre, one.project): one.amount for one in journal(run, moves(run))}
    for account, (amount, number) in whole.items():
        for share in split if carries_dimensions(account) else ():
            part = found.get((account, share.cost_centre, share.project), 0)
            # Contributions are divided as the pay is, which has lost its own öre: the more lines, the more of them.
            slack = number + (sum(len(slip.lines) for slip in slips) if account == CONTRIBUTIONS_COST else 0)
            assert abs(part - amount * share.percent / 100) <= slack


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10_000), min_size=1, max_size=8).filter(any))
def test_parts_are_the_whole_and_each_within_an_öre_of_its_weight(amount: int, weights: list[int]) -> None:
    parts = split_by_largest_remainder(amount, weights)
    assert sum(parts) == amount
    total = sum(weights)
    assert all(abs(part * total - amount * weight) < total for part, weight in zip(parts, weights, strict=True))
    assert split_by_largest_remainder(-amount, weights) == [-part for part in parts]
