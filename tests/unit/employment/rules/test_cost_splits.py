"""A split of cost: a hundred per cent over something that has a name, or nothing at all."""

from decimal import Decimal

import pytest

from employment.rules.cost_splits import Fault, Share, SplitFault, check_split, read, written

THIRD = Decimal("33.33")


def test_shares_of_a_hundred_per_cent_are_a_split_and_none_ends_one() -> None:
    check_split([])
    check_split([Share(Decimal(100), "100")])
    check_split([Share(THIRD, "100"), Share(THIRD, "200", "P1"), Share(Decimal("33.34"), project="P1")])


@pytest.mark.parametrize(
    ("shares", "fault", "row"),
    [
        ([Share(Decimal(100))], Fault.UNNAMED, 0),
        ([Share(Decimal(50), "100"), Share(Decimal(50), "100")], Fault.TWICE, 1),
        ([Share(THIRD, "100"), Share(THIRD, "200"), Share(THIRD, "300")], Fault.NOT_WHOLE, None),
        ([Share(Decimal(60), "100"), Share(Decimal(60), "200")], Fault.NOT_WHOLE, None),
    ],
)
def test_anything_else_is_refused_and_says_where(shares: list[Share], fault: Fault, row: int | None) -> None:
    with pytest.raises(SplitFault) as refused:
        check_split(shares)
    assert (refused.value.fault, refused.value.row) == (fault, row)
    assert refused.value.total == sum(one.percent for one in shares)


def test_what_is_kept_is_read_as_it_was() -> None:
    shares = (Share(Decimal("60.00"), "100"), Share(Decimal(40), "", "P1"))
    assert written(shares)[0] == {"cost_centre": "100", "project": "", "percent": "60"}
    assert read(written(shares)) == shares
