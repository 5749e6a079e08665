"""The comp balance: hours of overtime times the agreement's factor, less the leave that was taken."""

from datetime import date
from decimal import Decimal

from timereporting.rules.comp import movements
from timereporting.rules.quick_choices import QuickChoice

FACTORS = {QuickChoice.COMP_SIMPLE: Decimal("1.5"), QuickChoice.COMP_QUALIFIED: Decimal(2)}


def test_what_somebody_came_with_comes_first() -> None:
    found = movements(
        [(date(2026, 1, 1), QuickChoice.COMP_LEAVE, 60)], lambda day, choice: FACTORS[choice], [(date(2026, 1, 1), 750)]
    )
    assert [(one.choice, one.change, one.balance) for one in found] == [
        (None, 750, 750),
        (QuickChoice.COMP_LEAVE, -60, 690),
    ]


def test_overtime_grows_by_its_factor_and_leave_takes_its_own_length() -> None:
    monday, friday = date(2026, 11, 2), date(2026, 11, 6)
    found = movements(
        [
            (friday, QuickChoice.COMP_LEAVE, 480),
            (monday, QuickChoice.COMP_LEAVE, 60),
            (monday, QuickChoice.COMP_SIMPLE, 125),
            (monday, QuickChoice.COMP_QUALIFIED, 60),
        ],
        lambda day, choice: FACTORS[choice],
    )
    assert [(one.choice, one.change, one.balance) for one in found] == [
        (QuickChoice.COMP_QUALIFIED, 120, 120),
        (QuickChoice.COMP_SIMPLE, 188, 308),
        (QuickChoice.COMP_LEAVE, -60, 248),
        (QuickChoice.COMP_LEAVE, -480, -232),
    ]
