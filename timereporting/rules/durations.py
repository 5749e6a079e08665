"""Time as people write it: 7,5 · 7.5 · 7:30 · 8-17 · 8-17 -60."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MINUTES_IN_DAY = 24 * 60
_HOURS = re.compile(r"(\d{1,2})(?:[.,](\d{1,2}))?\s*h?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)", re.ASCII)
_SPAN = re.compile(r"(\d{1,2})(?:[:.]([0-5]\d))?\s*[-–]\s*(\d{1,2})(?:[:.]([0-5]\d))?(?:\s+-\s*(\d{1,3}))?", re.ASCII)


class DurationNotUnderstood(ValueError):
    """The text is not a length of time between a minute and a day."""


@dataclass(frozen=True)
class Span:
    """From one clock time to the next, over midnight when the end is not after the start, less a break in minutes."""

    starts_at: time
    ends_at: time
    break_minutes: int = 0

    def minutes_on(self, day: date) -> int:
        """Real minutes when it begins on the day: a night when the clocks change is an hour shorter or longer."""
        start, end = moments_of(day, self.starts_at, self.ends_at)
        return int((end - start).total_seconds() // 60) - self.break_minutes

    @property
    def is_overnight(self) -> bool:
        """Whether it goes on into the next day; until midnight is not."""
        return time(0) < self.ends_at <= self.starts_at

    @property
    def minutes_by_the_clock(self) -> int:
        """Minutes as the clock faces say, which is the length on any ordinary day."""
        start, end = (clock.hour * 60 + clock.minute for clock in (self.starts_at, self.ends_at))
        return (end - start if end > start else end - start + MINUTES_IN_DAY) - self.break_minutes


def parse_length(text: str) -> int | Span:
    """Minutes of a length of time, or a span of clock times. Raises DurationNotUnderstood."""
    cleaned = text.strip().lower()
    for pattern, read in ((_SPAN, _span), (_CLOCK, _clock), (_HOURS, _hours)):
        match = pattern.fullmatch(cleaned)
        if match:
            length = read(match)
            minutes = length.minutes_by_the_clock if isinstance(length, Span) else length
            if not 0 < minutes <= MINUTES_IN_DAY:
                raise DurationNotUnderstood(text)
            return length
    raise DurationNotUnderstood(text)


def parse_minutes(text: str, on: date) -> int:
    """Minutes of a length of time, or of a span of clock times on a day. Raises DurationNotUnderstood."""
    length = parse_length(text)
    return length.minutes_on(on) if isinstance(length, Span) else length


def _hours(match: re.Match[str]) -> int:
    fraction = (match[2] or "0").ljust(2, "0")
    return int(match[1]) * 60 + round(int(fraction) * 60 / 100)


def _clock(match: re.Match[str]) -> int:
    return int(match[1]) * 60 + int(match[2])


def _span(match: re.Match[str]) -> Span:
    start, end = (int(match[1]), int(match[2] or 0)), (int(match[3]), int(match[4] or 0))
    if start[0] > 23 or end > (24, 0) or start == end:  # from eight to eight is rather a slip than a whole day
        raise DurationNotUnderstood(match[0])
    return Span(time(*start), time(0, 0) if end == (24, 0) else time(*end), int(match[5] or 0))


def moments_of(day: date, starts_at: time, ends_at: time) -> tuple[datetime, datetime]:
    """The moments in UTC when a span that begins on a day starts and ends."""
    last = day if ends_at > starts_at else day + timedelta(days=1)
    start, end = (datetime.combine(on, clock, STOCKHOLM) for on, clock in ((day, starts_at), (last, ends_at)))
    return start.astimezone(UTC), end.astimezone(UTC)
