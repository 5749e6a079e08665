"""Time as people write it: 7,5 · 7.5 · 7:30 · 8-17 · 8-17 -60."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MINUTES_IN_DAY = 24 * 60
_HOURS = re.compile(r"(\d{1,2})(?:[.,](\d{1,2}))?\s*h?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)", re.ASCII)
_SPAN = re.compile(r"(\d{1,2})(?:[:.]([0-5]\d))?\s*[-–]\s*(\d{1,2})(?:[:.]([0-5]\d))?(?:\s+-\s*(\d{1,3}))?", re.ASCII)


class DurationNotUnderstood(ValueError):
    """The text is not a length of time between a minute and a day."""


def parse_minutes(text: str, on: date) -> int:
    """Minutes of a length of time, or of a span of clock times on a day less a break. Raises DurationNotUnderstood."""
    cleaned = text.strip().lower()
    for pattern, read in ((_SPAN, _span), (_CLOCK, _clock), (_HOURS, _hours)):
        match = pattern.fullmatch(cleaned)
        if match:
            minutes = read(match, on)
            if not 0 < minutes <= MINUTES_IN_DAY:
                raise DurationNotUnderstood(text)
            return minutes
    raise DurationNotUnderstood(text)


def _hours(match: re.Match[str], on: date) -> int:
    fraction = (match[2] or "0").ljust(2, "0")
    return int(match[1]) * 60 + round(int(fraction) * 60 / 100)


def _clock(match: re.Match[str], on: date) -> int:
    return int(match[1]) * 60 + int(match[2])


def _span(match: re.Match[str], on: date) -> int:
    start, end = (int(match[1]), int(match[2] or 0)), (int(match[3]), int(match[4] or 0))
    if max(start[0], end[0]) > 24 or start[0] == 24:
        raise DurationNotUnderstood(match[0])
    return minutes_between(on, start, end) - int(match[5] or 0)


def minutes_between(on: date, start: tuple[int, int], end: tuple[int, int]) -> int:
    """Real minutes from one clock time (hour, minute) to the next, over midnight and over a change of the clocks."""
    begins = _moment(on, start)
    ends = _moment(on, end)
    if end <= start:
        ends = _moment(on + timedelta(days=1), end)
    return int((ends - begins).total_seconds() // 60)


def _moment(day: date, clock: tuple[int, int]) -> datetime:
    if clock[0] == 24:
        day, clock = day + timedelta(days=1), (0, clock[1])
    return datetime.combine(day, time(*clock), STOCKHOLM).astimezone(ZoneInfo("UTC"))
