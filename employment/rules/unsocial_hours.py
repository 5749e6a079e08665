"""Unsocial hours as people write them, read into what an agreement keeps: “mån–fre”, “18–24”, “50 %”.

A band is kept as text: days (“0” is Monday, or a kind of day), from, to (“00:00” is the end of the day), how the
supplement is told and how much it is.
"""

import re
from decimal import Decimal
from enum import StrEnum

Band = dict[str, str | list[str]]
WEEKDAYS = (
    ("mån", "mon"),
    ("tis", "tue"),
    ("ons", "wed"),
    ("tor", "thu"),
    ("fre", "fri"),
    ("lör", "sat"),
    ("sön", "sun"),
)
KINDS = (
    ("RED", ("röda dagar", "röd dag", "helgdagar", "helgdag", "red days", "red day", "public holidays")),
    ("EVE", ("aftnar", "afton", "helgdagsaftnar", "eves", "eve")),
    ("MAJOR", ("storhelger", "storhelg", "major holidays", "major holiday")),
)
SETS = (
    (("alla dagar", "alla", "varje dag", "every day"), range(7)),
    (("vardagar", "vardag", "weekdays", "weekday"), range(5)),
)
_WEEKDAY = r"([a-zåäö]{3,10})\.?"
_RANGE = re.compile(rf"{_WEEKDAY}\s*[-–]\s*{_WEEKDAY}")
_NAMES = (
    *(f"{name}dag" for name in ("mån", "tis", "ons", "tors", "fre", "lör", "sön")),
    *("måndagar", "tisdagar", "onsdagar", "torsdagar", "fredagar", "lördagar", "söndagar"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"),
)
_CLOCK = r"(\d{1,2})(?:[:.]([0-5]\d))?"
_SPAN = re.compile(rf"{_CLOCK}\s*[-–]\s*{_CLOCK}", re.ASCII)
_NUMBER = r"(\d{1,4}(?:[.,]\d{1,3})?)"
_RATES = (
    ("PERCENT", re.compile(rf"{_NUMBER}\s*(?:%|procent|percent)", re.ASCII)),
    ("DIVISOR", re.compile(rf"(?:1|lön|lönen|månadslön|månadslönen|salary|monthly salary)?\s*/\s*{_NUMBER}")),
    ("KRONOR", re.compile(rf"{_NUMBER}\s*(?:kr\.?|kronor|:-)(?:\s*/\s*(?:h|tim|timme))?", re.ASCII)),
)
HIGHEST = {"PERCENT": 400, "DIVISOR": 3000, "KRONOR": 2000}


class Part(StrEnum):
    """What of a band was not understood."""

    DAYS = "days"
    CLOCK = "clock"
    RATE = "rate"


class BandNotUnderstood(ValueError):
    """Something of a band cannot be read."""

    def __init__(self, part: Part) -> None:
        super().__init__(part)
        self.part = part


def read_days(text: str) -> list[str]:
    """Days of the week and kinds of days, in order. Raises BandNotUnderstood."""
    found: set[str] = set()
    for one in re.split(r"\s*(?:,|;|\boch\b|\band\b|&)\s*", " ".join(text.lower().split())):
        if one:
            found |= _days_of(one)
    if not found:
        raise BandNotUnderstood(Part.DAYS)
    return sorted(found)


def _days_of(text: str) -> set[str]:
    for kind, names in KINDS:
        if text in names:
            return {kind}
    for names, days in SETS:
        if text in names:
            return {str(day) for day in days}
    match = _RANGE.fullmatch(text)
    if match is None:
        return {str(_weekday(text))}
    first, last = _weekday(match[1]), _weekday(match[2])
    return {str((first + number) % 7) for number in range((last - first) % 7 + 1)}


def _weekday(text: str) -> int:
    """“mån”, “månd”, “måndag”, “måndagar”: three letters of a weekday or more of them."""
    if any(name.startswith(text.rstrip(".")) for name in _NAMES):
        for number, starts in enumerate(WEEKDAYS):
            if text.startswith(starts):
                return number
    raise BandNotUnderstood(Part.DAYS)


def read_clock(text: str) -> tuple[str, str]:
    """From and to, where midnight at the end is 00:00; into the next day where it is not later. Raises
    BandNotUnderstood.
    """
    match = _SPAN.fullmatch(text.strip())
    if match is None:
        raise BandNotUnderstood(Part.CLOCK)
    start, end = (int(match[1]), int(match[2] or 0)), (int(match[3]), int(match[4] or 0))
    if start[0] > 23 or end > (24, 0) or (start == end and start != (0, 0)):
        raise BandNotUnderstood(Part.CLOCK)
    return f"{start[0]:02}:{start[1]:02}", f"{end[0] % 24:02}:{end[1]:02}"


def read_rate(text: str) -> tuple[str, str]:
    """How the supplement is told, and how much. Raises BandNotUnderstood."""
    written = re.sub(r"(?<=\d)\s+(?=\d)", "", " ".join(text.lower().split()))
    for measure, pattern in _RATES:
        match = pattern.fullmatch(written)
        if match is not None:
            value = Decimal(match[1].replace(",", "."))
            if 0 < value <= HIGHEST[measure]:
                return measure, f"{value.normalize():f}"
    raise BandNotUnderstood(Part.RATE)


def read_band(name: str, days: str, clock: str, rate: str) -> Band:
    """A band as it is kept. Raises BandNotUnderstood."""
    starts, ends = read_clock(clock)
    measure, value = read_rate(rate)
    return {"name": name, "days": list(read_days(days)), "from": starts, "to": ends, "measure": measure, "value": value}
