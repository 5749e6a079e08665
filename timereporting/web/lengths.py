"""How long registrations are, in words."""

from collections.abc import Iterable

from common.templatetags.format import hours
from timereporting.models import TimeEntry


def length_of(entry: TimeEntry) -> str:
    """How long a registration is, with its clock times where it has any: 06:00–08:00 (2 h)."""
    length = str(hours(entry.minutes))
    if entry.starts_at is None or entry.ends_at is None:
        return length
    return f"{entry.starts_at:%H:%M}–{entry.ends_at:%H:%M} ({length})"


def lengths_of(entries: Iterable[TimeEntry]) -> str:
    """Each of them."""
    return ", ".join(length_of(one) for one in entries)


def said_in(entries: Iterable[TimeEntry]) -> str:
    """What is registered, and how long: Sick 4 h, Hours worked 13:00–17:00 (4 h). Empty for nothing."""
    return ", ".join(f"{one.get_quick_choice_display()} {length_of(one)}" for one in entries)
