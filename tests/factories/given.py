"""What people decide besides the pay, without a database."""

from decimal import Decimal

from payroll.catalogue import pay_items
from payroll.rules.pay_items import GivenLine


def given(code: str, amount: int = 0, quantity: str = "1", **details: str) -> GivenLine:
    """A line of the register; `amount` in kronor, details as they are kept."""
    return GivenLine(pay_items()[code].item, Decimal(quantity), amount * 100, tuple(sorted(details.items())))


def trip(code: str = "per_diem", amount: int = 0, **details: str) -> GivenLine:
    """Four whole days from Monday to Thursday, 120 km away, unless something else is given."""
    times = {"departure": "2026-10-05 07:00", "homecoming": "2026-10-08 20:00", "distance": "120"}
    return given(code, amount, **(times | details))
