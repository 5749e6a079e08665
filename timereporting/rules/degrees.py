"""The week that a degree of employment gives, of the full-time week of the agreement."""

from decimal import Decimal

ROOM = 30
"""Minutes a week that a rounded degree may be off."""


def full_time_minutes(hours: Decimal) -> int:
    """The full-time week in minutes."""
    return int(hours * 60)


def is_as_long(scheduled: int, full_time: int, rate: Decimal) -> bool:
    """Whether a scheduled week is what a degree in per cent gives."""
    return abs(scheduled - full_time * rate / 100) <= ROOM
